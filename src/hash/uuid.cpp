#include "goset/hash/uuid.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <stdexcept>

#include "goset/hash/encoding.hpp"

namespace goset {

namespace {

// 7d0f4a52-3c0b-4a0e-9f58-5b5a0c9f3e61, made once at random.
constexpr std::string_view our_namespace(
    "\x7d\x0f\x4a\x52\x3c\x0b\x4a\x0e\x9f\x58\x5b\x5a\x0c\x9f\x3e\x61", 16);

}  // namespace

std::string uuid_v5(std::string_view name) {
  const std::string text = std::string(our_namespace).append(name);
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha1(), nullptr) != 1) {
    throw std::runtime_error("libcrypto offers no SHA-1");
  }
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0fU) | 0x50U);  // the version
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3fU) | 0x80U);  // the variant
  std::string hex = encoding::hex(std::span(digest).first(16));
  for (const std::size_t hyphen : {8, 13, 18, 23}) hex.insert(hyphen, 1, '-');
  return hex;
}

}  // namespace goset
