#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace goset {

// Inflater gives the contents of files in a zip, one after the other, and checks their size and
// CRC-32. Buffers are kept from file to file.
class Inflater {
 public:
  // Files up to this size come in one piece; of larger ones only a small piece is in memory.
  static constexpr std::uint64_t most_whole_bytes = 16 << 20;

  struct Source {
    std::string_view bytes;  // stored or deflated
    std::uint16_t method = 0;
    std::uint64_t size = 0;  // of the contents
    std::optional<std::uint32_t> crc32;
  };
  using Sink = std::function<void(std::string_view)>;

  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // inflate gives the contents to `sink`; an empty file is one empty piece. Throws Error for an
  // unknown method, damaged data, or a wrong size or checksum: of a file above most_whole_bytes the
  // sink has had a part by then.
  void inflate(const Source& source, const Sink& sink);

 private:
  void inflate_whole(const Source& source, const Sink& sink);
  void inflate_stream(const Source& source, const Sink& sink);
  char* reserve(std::size_t size);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace goset
