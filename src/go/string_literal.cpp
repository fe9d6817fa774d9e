#include "goset/go/string_literal.hpp"

#include <fmt/format.h>

#include <cstddef>

#include "goset/go/unicode.hpp"

namespace goset::string_literal {
namespace {

std::optional<unsigned> digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

// take_number reads `count` digits from the front of `text`.
std::optional<char32_t> take_number(std::string_view& text, std::size_t count, unsigned base) {
  if (text.size() < count) return std::nullopt;
  char32_t value = 0;
  for (const char c : text.substr(0, count)) {
    const std::optional<unsigned> digit = digit_value(c);
    if (!digit || *digit >= base) return std::nullopt;
    value = value * base + *digit;
  }
  text.remove_prefix(count);
  return value;
}

bool append_byte(std::string& out, std::optional<char32_t> value) {
  if (!value || *value > 0xFF) return false;
  out.push_back(static_cast<char>(*value));
  return true;
}

bool append_code_point(std::string& out, std::optional<char32_t> value) {
  if (!value || *value > 0x10FFFF || (*value >= 0xD800 && *value <= 0xDFFF)) return false;
  unicode::append(out, *value);
  return true;
}

// take_escape reads what follows a backslash; false if that is no escape of a string literal.
bool take_escape(std::string_view& text, std::string& out) {
  if (text.empty()) return false;
  const char c = text.front();
  if (c >= '0' && c <= '7') return append_byte(out, take_number(text, 3, 8));
  text.remove_prefix(1);
  switch (c) {
    case 'x':
      return append_byte(out, take_number(text, 2, 16));
    case 'u':
      return append_code_point(out, take_number(text, 4, 16));
    case 'U':
      return append_code_point(out, take_number(text, 8, 16));
    case '\\':
    case '"':
      out.push_back(c);
      return true;
    default:
      break;
  }
  constexpr std::string_view names = "abfnrtv";
  constexpr std::string_view values = "\a\b\f\n\r\t\v";
  const std::size_t i = names.find(c);
  if (i == std::string_view::npos) return false;
  out.push_back(values[i]);
  return true;
}

std::optional<std::string> interpreted(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const unicode::Rune r = unicode::decode(text);
    text.remove_prefix(r.size);
    if (r.value == '"' || r.value == '\n') return std::nullopt;
    if (r.value != '\\') {
      unicode::append(out, r.value);
    } else if (!take_escape(text, out)) {
      return std::nullopt;
    }
  }
  return out;
}

std::optional<std::string> raw(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '`') return std::nullopt;
    if (c != '\r') out.push_back(c);
  }
  return out;
}

}  // namespace

std::optional<std::string> unquote(std::string_view literal) {
  if (literal.size() < 2 || literal.front() != literal.back()) return std::nullopt;
  const std::string_view text = literal.substr(1, literal.size() - 2);
  if (literal.front() == '"') return interpreted(text);
  if (literal.front() == '`') return raw(text);
  return std::nullopt;
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const unicode::Rune r = unicode::decode(text);
    if (!r.valid) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
    } else if (r.value == '"' || r.value == '\\') {
      out += '\\';
      out += static_cast<char>(r.value);
    } else if (r.value == '\n') {
      out += "\\n";
    } else if (r.value == '\t') {
      out += "\\t";
    } else if (r.value == '\r') {
      out += "\\r";
    } else if (unicode::is_printable(r.value)) {
      out += text.substr(0, r.size);
    } else if (r.value < 0x80) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(r.value));
    } else if (r.value < 0x10000) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(r.value));
    } else {
      out += fmt::format("\\U{:08x}", static_cast<unsigned>(r.value));
    }
    text.remove_prefix(r.size);
  }
  return out + '"';
}

}  // namespace goset::string_literal
