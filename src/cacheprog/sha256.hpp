#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace goset::build {

// Digest is a SHA-256, as 32 bytes. Go's action and output IDs have this form too.
using Digest = std::array<std::uint8_t, 32>;

// Sha256 computes FIPS 180-4 SHA-256 over bytes that come in pieces. It uses the processor's SHA
// instructions where there are any (x86-64), else portable code.
class Sha256 {
 public:
  enum class Code { fastest, portable };
  explicit Sha256(Code code = Code::fastest);

  void update(const void* data, std::size_t size);
  void update(std::string_view text) { update(text.data(), text.size()); }

  // finish returns the digest; the object can't be used after that.
  Digest finish();

 private:
  using Compress = void (*)(std::uint32_t* state, const std::uint8_t* data, std::size_t blocks);
  static Compress choose(Code code);

  Compress compress_;
  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t total_ = 0;
};

// sha256 is the digest of one text.
Digest sha256(std::string_view text);

// to_hex prints lower case hexadecimal digits.
std::string to_hex(const Digest& digest);

}  // namespace goset::build
