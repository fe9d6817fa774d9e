#pragma once

#include <array>
#include <cstdint>
#include <cstring>

// The bytes of Go source as scanners of whole files see them: what a byte begins, and where that
// ends. Nothing is checked: text that Go refuses is cut into something.
namespace goset::source_bytes {

enum class Kind : std::uint8_t { other, blank, letter, digit, period };

namespace detail {
constexpr std::array<Kind, 256> kinds() {
  std::array<Kind, 256> result{};
  for (int c = 0; c < 256; ++c) {
    const bool is_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    if (is_letter) result[c] = Kind::letter;
    if (c >= '0' && c <= '9') result[c] = Kind::digit;
  }
  result[' '] = result['\t'] = result['\n'] = result['\r'] = Kind::blank;
  result['.'] = Kind::period;
  return result;
}
inline constexpr std::array<Kind, 256> kind_of = kinds();
}  // namespace detail

inline Kind kind(char c) {
  return detail::kind_of[static_cast<unsigned char>(c)];
}
inline bool is_blank(char c) {
  return kind(c) == Kind::blank;
}
inline bool is_word_byte(char c) {
  return kind(c) == Kind::letter || kind(c) == Kind::digit;
}

inline const char* word_end(const char* p, const char* end) {
  while (p < end && is_word_byte(*p)) ++p;
  return p;
}

inline bool is_comment(const char* p, const char* end) {
  return end - p >= 2 && p[0] == '/' && (p[1] == '/' || p[1] == '*');
}

// line_end returns where the line of `p` ends: at its newline, or at `end`.
inline const char* line_end(const char* p, const char* end) {
  const void* const found = std::memchr(p, '\n', static_cast<std::size_t>(end - p));
  return found ? static_cast<const char*>(found) : end;
}

// skip_token returns the end of a comment, number, rune or string literal that begins at `p`; of any
// other byte, what follows it.
const char* skip_token(const char* p, const char* end);

}  // namespace goset::source_bytes
