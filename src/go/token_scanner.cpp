#include "token_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>

#include "goset/error.hpp"
#include "goset/go/unicode.hpp"

namespace goset {
namespace {

bool is_keyword(std::string_view word) {
  constexpr std::string_view keywords[] = {
      "break",  "case",        "chan", "const",   "continue", "default", "defer",
      "else",   "fallthrough", "for",  "func",    "go",       "goto",    "if",
      "import", "interface",   "map",  "package", "range",    "return",  "select",
      "struct", "switch",      "type", "var"};
  return std::find(std::begin(keywords), std::end(keywords), word) != std::end(keywords);
}

// take_suffix_number cuts ":NUMBER" off the end of `text`: no value where there is no colon, -1
// where no number follows it.
std::optional<std::int64_t> take_suffix_number(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return std::nullopt;
  const std::string_view digits = text.substr(colon + 1);
  text = text.substr(0, colon);
  std::int64_t number = -1;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (fault != std::errc() || end != digits.data() + digits.size()) return -1;
  return number;
}

// is_malformed_line_directive reports whether `argument`, what follows "//line ", names a line or
// column that cannot be. Go's scanner refuses a file for that.
bool is_malformed_line_directive(std::string_view argument) {
  constexpr std::int64_t max = std::int64_t{1} << 30;
  const auto is_position = [](std::int64_t n) { return n > 0 && n <= max; };
  const std::optional<std::int64_t> last = take_suffix_number(argument);
  if (!last) return false;
  if (!is_position(*last)) return true;
  const std::optional<std::int64_t> line = take_suffix_number(argument);
  return line && *line >= 0 && !is_position(*line);
}

// is_ascii_word_byte decides most of a word without decoding characters.
bool is_ascii_word_byte(char c, bool first) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (!first && c >= '0' && c <= '9');
}

std::size_t word_size(std::string_view rest) {
  std::size_t size = 0;
  while (size < rest.size() && is_ascii_word_byte(rest[size], size == 0)) ++size;
  for (unicode::Rune r = unicode::decode(rest.substr(size)); r.size > 0;
       r = unicode::decode(rest.substr(size))) {
    const bool letter = r.value == '_' || unicode::is_letter(r.value);
    if (!letter && (size == 0 || !unicode::is_digit(r.value))) break;
    size += r.size;
  }
  return size;
}

}  // namespace

TokenScanner::TokenScanner(std::string_view text) : text_(text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text_.starts_with(byte_order_mark)) at_ = start_ = byte_order_mark.size();
}

Token TokenScanner::next() {
  if (skip_space()) return {Token::Kind::semicolon, "\n"};
  token_at_ = at_;
  const Token token = read();
  at_ += token.text.size();
  ends_statement_ = token.kind == Token::Kind::word || token.kind == Token::Kind::string ||
                    token.kind == Token::Kind::close;
  return token;
}

void TokenScanner::check_text() const {
  for (std::size_t i = start_; i < text_.size() && i <= at_;) {
    if (static_cast<signed char>(text_[i]) > 0) {  // plain ASCII
      ++i;
      continue;
    }
    const unicode::Rune r = unicode::decode(text_.substr(i));
    if (!r.valid) fail_at(i, "illegal UTF-8 encoding");
    if (r.value == 0xFEFF) fail_at(i, "illegal byte order mark");
    i += r.size;
  }
}

void TokenScanner::fail_at(std::size_t at, std::string_view why) const {
  const std::string_view before = text_.substr(0, at);
  throw Error(fmt::format("line {}: {}", 1 + std::count(before.begin(), before.end(), '\n'), why));
}

// skip_space returns whether a line end was passed that ends a statement.
bool TokenScanner::skip_space() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    const std::string_view rest = text_.substr(at_);
    if (c == '\n' && ends_statement_) return end_statement(1);
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++at_;
    } else if (rest.starts_with("//")) {
      skip_line_comment(rest);
    } else if (rest.starts_with("/*")) {
      const std::string_view comment = skip_block_comment(rest);
      const bool has_line_end = comment.find('\n') != comment.npos;
      if (ends_statement_ && has_line_end) return end_statement(0);
    } else {
      return false;
    }
  }
  return ends_statement_ && end_statement(0);
}

bool TokenScanner::end_statement(std::size_t size) {
  token_at_ = at_;
  at_ += size;
  ends_statement_ = false;
  return true;
}

void TokenScanner::skip_line_comment(std::string_view rest) {
  constexpr std::string_view directive = "//line ";
  std::string_view comment = rest.substr(0, rest.find('\n'));
  const bool at_line_start = at_ == 0 || text_[at_ - 1] == '\n';
  at_ += comment.size();
  if (comment.ends_with('\r')) comment.remove_suffix(1);
  if (at_line_start && comment.starts_with(directive)) {
    check_line_directive(comment.substr(directive.size()));
  }
}

std::string_view TokenScanner::skip_block_comment(std::string_view rest) {
  constexpr std::string_view directive = "/*line ";
  const std::size_t end = rest.find("*/", 2);
  if (end == rest.npos) fail_at(at_, "comment without end");
  const std::string_view comment = rest.substr(0, end);
  at_ += end + 2;
  if (comment.starts_with(directive)) check_line_directive(comment.substr(directive.size()));
  return comment;
}

void TokenScanner::check_line_directive(std::string_view argument) const {
  if (is_malformed_line_directive(argument)) fail_at(at_, "malformed line directive");
}

Token TokenScanner::read() const {
  const std::string_view rest = text_.substr(at_);
  if (rest.empty()) return {Token::Kind::end, rest};
  const auto one = [rest](Token::Kind kind) { return Token{kind, rest.substr(0, 1)}; };
  switch (rest.front()) {
    case '"':
    case '`':
      return {Token::Kind::string, rest.substr(0, string_size(rest))};
    case '.':
      return one(Token::Kind::period);
    case '(':
      return one(Token::Kind::open);
    case ')':
      return one(Token::Kind::close);
    case ';':
      return one(Token::Kind::semicolon);
    default:
      break;
  }
  const std::string_view word = rest.substr(0, word_size(rest));
  if (word.empty()) return {Token::Kind::other, rest.substr(0, unicode::decode(rest).size)};
  return {is_keyword(word) ? Token::Kind::keyword : Token::Kind::word, word};
}

std::size_t TokenScanner::string_size(std::string_view rest) const {
  const char quote = rest.front();
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == quote) return i + 1;
    if (quote == '`') continue;
    if (rest[i] == '\n') break;
    if (rest[i] == '\\') ++i;
  }
  fail_at(at_, "string without end");
}

}  // namespace goset
