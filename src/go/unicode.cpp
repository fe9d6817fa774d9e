#include "goset/go/unicode.hpp"

#include <algorithm>
#include <span>

#include "unicode_tables.hpp"

namespace goset::unicode {
namespace {

bool contains(std::span<const Range> ranges, char32_t r) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), r,
                       [](char32_t value, Range range) { return value < range.low; });
  return after != ranges.begin() && r <= std::prev(after)->high;
}

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool is_continuation(std::string_view text, std::size_t i) {
  return i < text.size() && (byte_at(text, i) & 0xC0) == 0x80;
}

// Shape is what the first byte of a character says about the whole.
struct Shape {
  std::size_t size;
  char32_t bits;     // of the first byte
  char32_t minimum;  // a smaller value is an overlong form
};

Shape shape(unsigned char first) {
  if ((first & 0xE0) == 0xC0) return {2, first & 0x1Fu, 0x80};
  if ((first & 0xF0) == 0xE0) return {3, first & 0x0Fu, 0x800};
  if ((first & 0xF8) == 0xF0) return {4, first & 0x07u, 0x10000};
  return {0, 0, 0};
}

}  // namespace

Rune decode(std::string_view text) {
  if (text.empty()) return {0, 0, true};
  const unsigned char first = byte_at(text, 0);
  if (first < 0x80) return {first, 1, true};

  const Rune invalid{replacement, 1, false};
  const Shape form = shape(first);
  if (form.size == 0) return invalid;
  char32_t value = form.bits;
  for (std::size_t i = 1; i < form.size; ++i) {
    if (!is_continuation(text, i)) return invalid;
    value = value << 6 | (byte_at(text, i) & 0x3Fu);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < form.minimum || value > 0x10FFFF || surrogate) return invalid;
  return {value, form.size, true};
}

void append(std::string& out, char32_t value) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0 | value >> 6);
    put(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    put(0xE0 | value >> 12);
    put(0x80 | (value >> 6 & 0x3F));
    put(0x80 | (value & 0x3F));
  } else {
    put(0xF0 | value >> 18);
    put(0x80 | (value >> 12 & 0x3F));
    put(0x80 | (value >> 6 & 0x3F));
    put(0x80 | (value & 0x3F));
  }
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    if (byte_at(text, 0) < 0x80) {
      text.remove_prefix(1);
      continue;
    }
    const Rune r = decode(text);
    if (!r.valid) return false;
    text.remove_prefix(r.size);
  }
  return true;
}

bool is_letter(char32_t r) {
  if (r < 0x80) return (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z');
  return contains(letters, r);
}
bool is_digit(char32_t r) {
  if (r < 0x80) return r >= '0' && r <= '9';
  return contains(digits, r);
}
bool is_printable(char32_t r) {
  if (r < 0x80) return r >= ' ' && r <= '~';
  return contains(printable, r);
}

bool is_space(char32_t r) {
  return (r >= '\t' && r <= '\r') || r == ' ' || r == 0x85 || r == 0xA0 || r == 0x1680 ||
         (r >= 0x2000 && r <= 0x200A) || r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0x205F ||
         r == 0x3000;
}

namespace {

// leading_space and trailing_space return the bytes of white space at that end of `text`.
std::size_t leading_space(std::string_view text) {
  std::size_t n = 0;
  for (Rune r = decode(text); r.size > 0 && is_space(r.value); r = decode(text.substr(n))) {
    n += r.size;
  }
  return n;
}

std::size_t trailing_space(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    std::size_t start = end - 1;
    while (start > 0 && end - start < 4 && is_continuation(text, start)) --start;
    const Rune r = decode(text.substr(start, end - start));
    if (r.size != end - start || !is_space(r.value)) break;
    end = start;
  }
  return text.size() - end;
}

}  // namespace

std::string_view trim(std::string_view text) {
  text.remove_prefix(leading_space(text));
  text.remove_suffix(trailing_space(text));
  return text;
}

std::vector<std::string_view> fields(std::string_view text) {
  std::vector<std::string_view> out;
  for (;;) {
    text.remove_prefix(leading_space(text));
    if (text.empty()) return out;
    std::size_t end = 0;
    for (Rune r = decode(text); r.size > 0 && !is_space(r.value); r = decode(text.substr(end))) {
      end += r.size;
    }
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace goset::unicode
