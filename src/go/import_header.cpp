#include "import_header.hpp"

#include <algorithm>
#include <cstddef>

#include "goset/error.hpp"

namespace goset {
namespace {

// HeaderReader is the coarse reader.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view text) : text_(text) {}

  // header returns the part of the text that the parser is to see.
  std::string_view header() { return read() ? text_.substr(0, at_) : text_; }

  // consumed returns what was looked at, one byte ahead included. Valid after `header`.
  std::string_view consumed() const { return text_.substr(0, at_ + 1); }

 private:
  bool read() {
    if (!take_keyword("package") || !take_identifier()) return false;
    for (;;) {
      if (!skip_space()) return false;
      if (peek() != 'i') return true;
      if (!take_keyword("import") || !take_imports()) return false;
    }
  }

  bool take_imports() {
    if (!skip_space()) return false;
    if (peek() != '(') return take_import();
    ++at_;
    for (;;) {
      if (!skip_space()) return false;
      if (peek() == ')') break;
      if (!take_import()) return false;
    }
    ++at_;
    return true;
  }

  bool take_import() {
    if (!skip_space()) return false;
    if (peek() == '.') {
      ++at_;
    } else if (is_identifier_byte(peek())) {
      take_identifier();
    }
    return skip_space() && take_string();
  }

  bool take_keyword(std::string_view keyword) {
    if (!skip_space()) return false;
    for (const char c : keyword) {
      if (peek() != c) return false;
      ++at_;
    }
    return !is_identifier_byte(peek());
  }

  bool take_identifier() {
    if (!skip_space() || !is_identifier_byte(peek())) return false;
    while (is_identifier_byte(peek())) ++at_;
    return true;
  }

  bool take_string() {
    const char quote = peek();
    if (quote != '"' && quote != '`') return false;
    for (++at_; at_ < text_.size(); ++at_) {
      if (peek() == quote) {
        ++at_;
        return true;
      }
      if (quote == '`') continue;
      if (peek() == '\n') return false;
      if (peek() == '\\') ++at_;
    }
    return false;
  }

  // skip_space skips white space, semicolons and comments; false for a stray "/" or a comment
  // without end.
  bool skip_space() {
    const auto is_space = [](char c) {
      return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == ';';
    };
    for (;;) {
      while (at_ < text_.size() && is_space(text_[at_])) ++at_;
      if (peek() != '/') return true;
      const std::string_view rest = text_.substr(at_);
      ++at_;
      if (rest.starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest.starts_with("/*")) {
        const std::size_t end = text_.find("*/", at_ + 1);
        at_ = end == text_.npos ? text_.size() : end + 2;
        if (end == text_.npos) return false;
      } else {
        return false;
      }
    }
  }

  // peek returns the next byte, NUL at the end.
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  static bool is_identifier_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view import_header::of(std::string_view text) {
  HeaderReader reader(text);
  const std::string_view header = reader.header();
  if (reader.consumed().find('\0') != text.npos) {
    throw Error("NUL byte before the end of the imports");
  }
  return header;
}

}  // namespace goset
