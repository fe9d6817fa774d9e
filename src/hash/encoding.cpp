#include "goset/hash/encoding.hpp"

#include <algorithm>

namespace goset::encoding {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
// Nix leaves out e, o, t and u, so that no hash spells an English swear word.
constexpr std::string_view nix32_digits = "0123456789abcdfghijklmnpqrsvwxyz";
constexpr std::string_view sri_prefix = "sha256-";

constexpr std::array<std::int8_t, 256> reverse(std::string_view digits) {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < digits.size(); i++) {
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}
constexpr std::array<std::int8_t, 256> base64_values = reverse(base64_digits);

// The six-bit values of four digits as one number; nullopt if one of them is no digit.
std::optional<std::uint32_t> base64_group(std::string_view digits) {
  std::uint32_t group = 0;
  for (char c : digits) {
    const int value = base64_values[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(value);
  }
  return group << 6 * (4 - digits.size());
}

// How many of the four digits of the last group are "=".
std::size_t padding(std::string_view text) {
  if (text.ends_with("==")) return 2;
  return text.ends_with("=") ? 1 : 0;
}

}  // namespace

std::string hex(std::span<const std::uint8_t> bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (std::uint8_t byte : bytes) {
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 15];
  }
  return out;
}

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; i++) group = group << 8 | (i < count ? bytes[at + i] : 0u);
    for (std::size_t i = 0; i < 4; i++) {
      out += i <= count ? base64_digits[group >> (18 - 6 * i) & 63] : '=';
    }
  }
  return out;
}

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t pad = padding(text);
  std::vector<std::uint8_t> out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t at = 0; at < text.size(); at += 4) {
    const std::size_t digits = at + 4 < text.size() ? 4 : 4 - pad;
    const std::optional<std::uint32_t> group = base64_group(text.substr(at, digits));
    if (!group) return std::nullopt;
    for (std::size_t i = 0; i < digits - 1; i++) {
      out.push_back(static_cast<std::uint8_t>(*group >> (16 - 8 * i)));
    }
    // Bits that no byte takes must be zero, or one hash could be written in several ways.
    if ((*group << 8 * (digits - 1) & 0xffffff) != 0) return std::nullopt;
  }
  return out;
}

// The bytes are one little-endian number, written with the most significant digit first.
std::string nix32(std::span<const std::uint8_t> bytes) {
  const std::size_t length = (bytes.size() * 8 + 4) / 5;
  std::string out;
  out.reserve(length);
  for (std::size_t digit = length; digit-- > 0;) {
    const std::size_t bit = digit * 5;
    const std::size_t byte = bit / 8;
    unsigned window = bytes[byte];
    if (byte + 1 < bytes.size()) window |= static_cast<unsigned>(bytes[byte + 1]) << 8;
    out += nix32_digits[window >> bit % 8 & 31];
  }
  return out;
}

std::string sri(const Sha256Digest& digest) {
  return std::string(sri_prefix) + base64(digest);
}

std::optional<Sha256Digest> from_sri(std::string_view text) {
  if (!text.starts_with(sri_prefix)) return std::nullopt;
  const std::optional<std::vector<std::uint8_t>> bytes =
      from_base64(text.substr(sri_prefix.size()));
  Sha256Digest digest;
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

}  // namespace goset::encoding
