#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sha256.hpp"

// The GOCACHEPROG protocol, as cmd/go/internal/cacheprog states it: JSON objects, one a line, from
// the go command on stdin, one answer each on stdout. A put with a BodySize above zero is followed
// by a JSON string: the body in base64.
namespace goset::build::wire {

struct Request {
  std::int64_t id = 0;
  std::string command;           // "get", "put", "close"
  std::optional<Digest> action;  // absent too where it has not 32 bytes
  std::optional<Digest> output;  // likewise; of puts
  std::uint64_t body_size = 0;
};

// parse_request reads one line. Unknown members are skipped; throws Failure for text that is not
// one JSON object of this shape.
Request parse_request(std::string_view line);

// Entry is what the cache knows under an action ID.
struct Entry {
  Digest output{};
  std::uint64_t size = 0;
};

// The append_* functions write one answer line.
void append_hello(std::string& out);
void append_miss(std::string& out, std::int64_t id);
void append_hit(std::string& out, std::int64_t id, const Entry& entry, std::string_view disk_path);
void append_stored(std::string& out, std::int64_t id, std::string_view disk_path);
void append_done(std::string& out, std::int64_t id);
void append_error(std::string& out, std::int64_t id, std::string_view error);

// Input reads requests and bodies from a stream with one fixed buffer. `read_some` fills bytes and
// returns how many, 0 at the end; it is called only when the buffer is used up, which is when the
// answers so far must be flushed.
class Input {
 public:
  using ReadSome = std::function<std::size_t(char* data, std::size_t size)>;
  explicit Input(ReadSome read_some, std::size_t buffer_size = std::size_t{1} << 20);

  // next_line returns the next line that is not empty; nullopt at the end of the stream. Valid
  // until the next call. Throws Failure for a line longer than the buffer.
  std::optional<std::string_view> next_line();

  // read_body decodes the body that follows a put, piece by piece; throws Failure where it is not
  // a JSON string of base64 that holds `size` bytes.
  void read_body(std::uint64_t size,
                 const std::function<void(std::span<const std::uint8_t>)>& piece);

 private:
  bool refill();  // false at the end of the stream
  char take_byte();

  ReadSome read_some_;
  std::size_t capacity_;
  std::unique_ptr<char[]> buffer_;
  std::unique_ptr<std::uint8_t[]> decoded_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace goset::build::wire
