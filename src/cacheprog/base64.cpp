#include "base64.hpp"

#include <array>

namespace goset::build::base64 {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t invalid = 1U << 31;

using Table = std::array<std::uint32_t, 256>;

// A table per position in a quad holds the six bits already shifted to their place, so that a quad
// is four look-ups joined; the top bit marks what is no base64 character.
constexpr Table make_table(int shift) {
  Table table{};
  for (std::uint32_t& entry : table) entry = invalid;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint32_t>(i) << shift;
  }
  return table;
}

constexpr Table table0 = make_table(18);
constexpr Table table1 = make_table(12);
constexpr Table table2 = make_table(6);
constexpr Table table3 = make_table(0);

}  // namespace

void append(std::string& out, std::span<const std::uint8_t> bytes) {
  std::size_t i = 0;
  const auto put = [&out](std::uint32_t bits, int characters) {
    for (int c = 0; c < 4; ++c) {
      out += c < characters ? alphabet[(bits >> (18 - 6 * c)) & 63] : '=';
    }
  };
  for (; i + 3 <= bytes.size(); i += 3) {
    put(std::uint32_t{bytes[i]} << 16 | std::uint32_t{bytes[i + 1]} << 8 | bytes[i + 2], 4);
  }
  if (bytes.size() - i == 1) put(std::uint32_t{bytes[i]} << 16, 2);
  if (bytes.size() - i == 2) {
    put(std::uint32_t{bytes[i]} << 16 | std::uint32_t{bytes[i + 1]} << 8, 3);
  }
}

bool decode_quads(std::string_view text, std::uint8_t* out) {
  const unsigned char* in = reinterpret_cast<const unsigned char*>(text.data());
  const unsigned char* const end = in + text.size() / 4 * 4;
  std::uint32_t seen = 0;
  for (; in != end; in += 4, out += 3) {
    const std::uint32_t bits = table0[in[0]] | table1[in[1]] | table2[in[2]] | table3[in[3]];
    seen |= bits;
    out[0] = static_cast<std::uint8_t>(bits >> 16);
    out[1] = static_cast<std::uint8_t>(bits >> 8);
    out[2] = static_cast<std::uint8_t>(bits);
  }
  return (seen & invalid) == 0;
}

std::optional<std::string> decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  std::string padded(text);
  for (std::size_t i = 0; i < padding; ++i) padded[padded.size() - 1 - i] = 'A';
  std::string bytes(text.size() / 4 * 3, '\0');
  if (!decode_quads(padded, reinterpret_cast<std::uint8_t*>(bytes.data()))) return std::nullopt;
  bytes.resize(bytes.size() - padding);
  return bytes;
}

}  // namespace goset::build::base64
