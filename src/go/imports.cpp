#include "goset/go/imports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>

#include "goset/error.hpp"
#include "goset/go/file_constraint.hpp"
#include "goset/go/string_literal.hpp"
#include "goset/go/unicode.hpp"

// The go command reads a file's imports in two steps, and both are seen from outside: they decide
// which files it takes and which it reports as broken (go/build, readGoInfo).
//
// First a coarse reader looks for the end of the imports: it takes semicolons for spaces, and bytes
// above 127 for letters. What it does not understand makes it give up, and then the whole file is
// the header; otherwise the header ends before the first byte that belongs to no import, so that
// what follows on the same line is not seen. A NUL byte met on the way is an error at once.
//
// Then the real parser reads the header: package clause, import declarations, and one token more,
// with Go's rules for semicolons, literals and UTF-8.

namespace goset {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

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

struct Token {
  enum class Kind { end, word, keyword, string, period, open, close, semicolon, other };

  Kind kind = Kind::end;
  std::string_view text;

  bool is(std::string_view keyword) const { return kind == Kind::keyword && text == keyword; }
};

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

// Scanner cuts a header into tokens and puts semicolons in at line ends as Go does.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    if (text_.starts_with(byte_order_mark)) at_ = start_ = byte_order_mark.size();
  }

  // next reads the next token. Throws Error for a malformed comment.
  Token next() {
    if (skip_space()) return {Token::Kind::semicolon, "\n"};
    token_at_ = at_;
    const Token token = read();
    at_ += token.text.size();
    ends_statement_ = token.kind == Token::Kind::word || token.kind == Token::Kind::string ||
                      token.kind == Token::Kind::close;
    return token;
  }

  // check_text throws Error if what was read, and the character after it, is not valid Go text.
  void check_text() const {
    for (std::size_t i = start_; i < text_.size() && i <= at_;) {
      if (static_cast<signed char>(text_[i]) > 0) {  // plain ASCII
        ++i;
        continue;
      }
      const unicode::Rune r = unicode::decode(text_.substr(i));
      if (!r.valid) fail_at(i, "illegal UTF-8 encoding");
      if (r.value == 0) fail_at(i, "illegal NUL character");
      if (r.value == 0xFEFF) fail_at(i, "illegal byte order mark");
      i += r.size;
    }
  }

  // fail throws an Error that names the line of the last token.
  [[noreturn]] void fail(std::string_view why) const { fail_at(token_at_, why); }

 private:
  [[noreturn]] void fail_at(std::size_t at, std::string_view why) const {
    const std::string_view before = text_.substr(0, at);
    throw Error(
        fmt::format("line {}: {}", 1 + std::count(before.begin(), before.end(), '\n'), why));
  }

  // skip_space returns whether a line end was passed that ends a statement.
  bool skip_space() {
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

  bool end_statement(std::size_t size) {
    token_at_ = at_;
    at_ += size;
    ends_statement_ = false;
    return true;
  }

  void skip_line_comment(std::string_view rest) {
    constexpr std::string_view directive = "//line ";
    std::string_view comment = rest.substr(0, rest.find('\n'));
    const bool at_line_start = at_ == 0 || text_[at_ - 1] == '\n';
    at_ += comment.size();
    if (comment.ends_with('\r')) comment.remove_suffix(1);
    if (at_line_start && comment.starts_with(directive)) {
      check_line_directive(comment.substr(directive.size()));
    }
  }

  std::string_view skip_block_comment(std::string_view rest) {
    constexpr std::string_view directive = "/*line ";
    const std::size_t end = rest.find("*/", 2);
    if (end == rest.npos) fail_at(at_, "comment without end");
    const std::string_view comment = rest.substr(0, end);
    at_ += end + 2;
    if (comment.starts_with(directive)) check_line_directive(comment.substr(directive.size()));
    return comment;
  }

  void check_line_directive(std::string_view argument) const {
    if (is_malformed_line_directive(argument)) fail_at(at_, "malformed line directive");
  }

  Token read() const {
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

  std::size_t string_size(std::string_view rest) const {
    const char quote = rest.front();
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (rest[i] == quote) return i + 1;
      if (quote == '`') continue;
      if (rest[i] == '\n') break;
      if (rest[i] == '\\') ++i;
    }
    fail_at(at_, "string without end");
  }

  // is_ascii_word_byte decides most of a word without decoding characters.
  static bool is_ascii_word_byte(char c, bool first) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (!first && c >= '0' && c <= '9');
  }

  static std::size_t word_size(std::string_view rest) {
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

  std::string_view text_;
  std::size_t start_ = 0;
  std::size_t at_ = 0;
  std::size_t token_at_ = 0;
  bool ends_statement_ = false;
};

// is_valid_import follows the restriction that the specification allows compilers, and Go makes use
// of (https://go.dev/ref/spec#Import_declarations).
bool is_valid_import(std::string_view path) {
  constexpr std::string_view illegal = "!\"#$%&'()*,:;<=>?[\\]^{|}`";
  if (path.empty()) return false;
  while (!path.empty()) {
    const unicode::Rune r = unicode::decode(path);
    if (r.value < 0x80 && illegal.find(static_cast<char>(r.value)) != illegal.npos) return false;
    if (r.value == unicode::replacement || unicode::is_space(r.value)) return false;
    if (!unicode::is_printable(r.value)) return false;
    path.remove_prefix(r.size);
  }
  return true;
}

// Parser fills in a GoFile from its header, and throws Error where that goes wrong.
//   header = "package" word ";" { "import" ( import | "(" { import } ")" ";" ) } .
//   import = [ "." | word ] string ";" .
// A semicolon may be missing before a ")".
class Parser {
 public:
  Parser(std::string_view header, GoFile& file) : scanner_(header), file_(file) { next(); }

  void parse() {
    if (!token_.is("package")) scanner_.fail("expected a package clause");
    next();
    if (token_.kind != Token::Kind::word) scanner_.fail("expected a package name");
    const std::string_view name = token_.text;
    next();
    take_semicolon();
    file_.package_name = name;
    while (token_.is("import")) parse_declaration();
    // The one token more is read for its faults only; of operators only "/" can get here.
    if (token_.kind == Token::Kind::other && token_.text != "/") {
      scanner_.fail("unexpected character " + string_literal::quote(token_.text));
    }
    scanner_.check_text();
  }

 private:
  void next() { token_ = scanner_.next(); }

  void parse_declaration() {
    next();
    if (token_.kind != Token::Kind::open) return parse_import();
    next();
    while (token_.kind != Token::Kind::close && token_.kind != Token::Kind::end) parse_import();
    if (token_.kind == Token::Kind::end) scanner_.fail("import declaration without end");
    next();
    take_semicolon();
  }

  void parse_import() {
    if (token_.kind == Token::Kind::word || token_.kind == Token::Kind::period) next();
    if (token_.kind != Token::Kind::string) scanner_.fail("expected an import path");
    const std::optional<std::string> path = string_literal::unquote(token_.text);
    if (!path || !is_valid_import(*path)) {
      scanner_.fail(fmt::format("invalid import path {}", string_literal::quote(token_.text)));
    }
    file_.imports.push_back(*path);
    next();
    take_semicolon();
  }

  void take_semicolon() {
    if (token_.kind == Token::Kind::close) return;
    if (token_.kind != Token::Kind::semicolon) scanner_.fail("expected a semicolon or newline");
    next();
  }

  Scanner scanner_;
  GoFile& file_;
  Token token_;
};

// cgo_tags returns the words that stand between `#cgo` and the name of a variable: a list of
// conditions such as `linux,!sqlite`. `text` is what comes before the import "C" and more.
// Specification: go/build: saveCgo.
std::vector<std::string> cgo_tags(std::string_view text) {
  constexpr std::string_view blank = " \t";
  std::vector<std::string> result;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t/*")));
    if (!line.starts_with("#cgo") || line.size() < 5 || blank.find(line[4]) == blank.npos) continue;
    line = line.substr(4, line.find(':') == line.npos ? 0 : line.find(':') - 4);
    const std::size_t name = line.find_last_of(blank, line.find_last_not_of(blank));
    std::string_view conditions = line.substr(0, name == line.npos ? 0 : name);
    while (!conditions.empty()) {
      const std::size_t end = std::min(conditions.size(), conditions.find_first_of(" \t,!&|()"));
      if (end > 0) result.emplace_back(conditions.substr(0, end));
      conditions.remove_prefix(std::min(conditions.size(), end + 1));
    }
  }
  return result;
}

// read_header fills in all of `file` that its text decides.
void read_header(std::string_view text, GoFile& file) {
  std::string_view body = text;
  if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
  HeaderReader reader(body);
  const std::string_view header = reader.header();
  if (reader.consumed().find('\0') != text.npos) {
    throw Error("NUL byte before the end of the imports");
  }
  // Go looks at the constraint first, and does not report other faults of a file it leaves out.
  file.constraint = file.constraint && file_constraint::of_header(text);
  Parser(header, file).parse();
  const bool has_c = std::find(file.imports.begin(), file.imports.end(), "C") != file.imports.end();
  if (has_c) file.cgo_tags = cgo_tags(header);
}

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

bool imports::is_candidate(std::string_view name) {
  return name.ends_with(".go") && !name.starts_with('_') && !name.starts_with('.');
}

// Source: go/build: fileListForExt. An object file (.syso) has no constraint but in its name.
bool imports::is_other_source(std::string_view name) {
  constexpr std::string_view extensions[] = {".c",   ".cc",  ".cpp", ".cxx", ".m",    ".h",
                                             ".hh",  ".hpp", ".hxx", ".f",   ".F",    ".for",
                                             ".f90", ".s",   ".S",   ".sx",  ".swig", ".swigcxx"};
  if (name.starts_with('_') || name.starts_with('.')) return false;
  const std::size_t dot = name.rfind('.');
  return dot != name.npos && std::find(std::begin(extensions), std::end(extensions),
                                       name.substr(dot)) != std::end(extensions);
}

BuildConstraint imports::other_constraint(std::string_view name, std::string_view text) {
  try {
    return file_constraint::of_name(name) && file_constraint::of_header(text);
  } catch (const Error&) {
    return BuildConstraint::always();
  }
}

GoFile imports::scan(std::string_view name, std::string_view text) {
  GoFile file;
  file.name = name;
  file.is_test = name.ends_with("_test.go");
  file.constraint = file_constraint::of_name(name);
  try {
    read_header(text, file);
  } catch (const Error& error) {
    file.fault = error.message();
  }
  sort_unique(file.imports);
  sort_unique(file.cgo_tags);
  if (file.fault) return file;
  if (std::binary_search(file.imports.begin(), file.imports.end(), "C")) {
    file.constraint = file.constraint && BuildConstraint::tag("cgo");
  }
  if (file.package_name == "documentation") file.constraint = BuildConstraint::never();
  return file;
}

}  // namespace goset
