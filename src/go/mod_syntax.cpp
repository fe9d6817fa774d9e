#include "mod_syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/string_literal.hpp"
#include "goset/go/unicode.hpp"

namespace goset::mod_syntax {
namespace {

using string_literal::quote;

struct Token {
  enum class Kind {
    end,
    newline,
    comment,         // alone on its line; the line's end is part of it
    suffix_comment,  // behind other tokens; likewise
    open,            // (
    close,           // )
    word             // anything else: a word, a quoted string, or one of [ ] { } ,
  };

  Kind kind = Kind::end;
  std::string_view text;
  int line = 1;

  bool ends_line() const {
    return kind == Kind::end || kind == Kind::newline || kind == Kind::suffix_comment;
  }
};

class Lexer {
 public:
  Lexer(std::string_view text, Faults& faults) : rest_(text), faults_(faults) { read(); }

  const Token& peek() const { return token_; }

  Token next() {
    const Token token = token_;
    read();
    return token;
  }

  [[noreturn]] void fail(std::string_view message) { faults_.fail(line_, message); }

 private:
  void read() {
    while (!rest_.empty() && std::string_view(" \t\r").find(rest_.front()) != rest_.npos) {
      rest_.remove_prefix(1);
    }
    if (rest_.empty()) return take(Token::Kind::end, 0);
    if (rest_.starts_with("//")) return read_comment();
    refuse_block_comment(rest_);
    switch (rest_.front()) {
      case '\n':
        return take(Token::Kind::newline, 1);
      case '(':
        return take(Token::Kind::open, 1);
      case ')':
        return take(Token::Kind::close, 1);
      case '[':
      case ']':
      case '{':
      case '}':
      case ',':
        return take(Token::Kind::word, 1);
      case '"':
      case '`':
        return take(Token::Kind::word, string_size());
      default:
        return take(Token::Kind::word, word_size());
    }
  }

  // take makes the next `size` bytes the token, and counts the lines in them.
  void take(Token::Kind kind, std::size_t size) {
    token_ = {kind, rest_.substr(0, size), line_};
    line_ += static_cast<int>(std::count(token_.text.begin(), token_.text.end(), '\n'));
    line_has_token_ = kind != Token::Kind::newline && kind != Token::Kind::comment &&
                      kind != Token::Kind::suffix_comment;
    rest_.remove_prefix(size);
  }

  void read_comment() {
    const std::size_t end = rest_.find('\n');
    const std::size_t size = end == rest_.npos ? rest_.size() : end + 1;
    take(line_has_token_ ? Token::Kind::suffix_comment : Token::Kind::comment, size);
  }

  void refuse_block_comment(std::string_view at) {
    if (at.starts_with("/*")) fail("go.mod files have // comments only, not /* */");
  }

  std::size_t string_size() {
    const char quote_mark = rest_.front();
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == quote_mark) return i + 1;
      if (rest_[i] == '\n') {
        // Behind an escaped newline the fault is on a later line than the token.
        line_ += static_cast<int>(std::count(rest_.begin(), rest_.begin() + i, '\n'));
        fail("newline in string");
      }
      if (rest_[i] == '\\' && quote_mark == '"') ++i;
    }
    fail("string without end");
  }

  std::size_t word_size() {
    std::size_t size = 0;
    while (size < rest_.size()) {
      const std::string_view at = rest_.substr(size);
      const unicode::Rune r = unicode::decode(at);
      if (at.starts_with("//") || !is_word_char(r.value)) break;
      refuse_block_comment(at);
      size += r.size;
    }
    if (size == 0) {
      fail("unexpected character " + quote(rest_.substr(0, unicode::decode(rest_).size)));
    }
    return size;
  }

  static bool is_word_char(char32_t r) {
    constexpr std::string_view punctuation = " ()[]{},";
    if (r < 0x80 && punctuation.find(static_cast<char>(r)) != punctuation.npos) return false;
    return unicode::is_printable(r);
  }

  std::string_view rest_;
  Faults& faults_;
  int line_ = 1;
  bool line_has_token_ = false;
  Token token_;
};

class Syntax {
 public:
  Syntax(std::string_view text, Faults& faults) : lexer_(text, faults) {}

  std::vector<Statement> read() {
    std::vector<Statement> out;
    std::vector<std::string> comments;
    while (lexer_.peek().kind != Token::Kind::end) {
      if (lexer_.peek().kind == Token::Kind::newline) {
        lexer_.next();
        comments.clear();
      } else if (lexer_.peek().kind == Token::Kind::comment) {
        comments.emplace_back(lexer_.next().text);
      } else {
        out.push_back(read_statement());
        out.back().head.above = std::exchange(comments, {});
      }
    }
    return out;
  }

 private:
  Statement read_statement() {
    Statement out;
    out.head = start_line();
    while (!lexer_.peek().ends_line()) {
      const Token token = lexer_.next();
      if (token.kind == Token::Kind::open && lexer_.peek().ends_line()) {
        out.is_block = true;
        out.lines = read_block(out.head.number);
        return out;
      }
      out.head.tokens.emplace_back(token.text);
      if (token.kind == Token::Kind::open && lexer_.peek().kind == Token::Kind::close) {
        out.head.tokens.emplace_back(lexer_.next().text);
        out.is_block = lexer_.peek().ends_line();
      }
    }
    if (out.is_block) out.head.tokens.resize(out.head.tokens.size() - 2);  // an empty block's ( )
    end_line(out.head);
    return out;
  }

  // read_block reads on from behind the "(" up to and with the end of the line of the ")".
  std::vector<Line> read_block(int first_line) {
    std::vector<Line> out;
    std::vector<std::string> comments;
    for (;;) {
      switch (lexer_.peek().kind) {
        case Token::Kind::suffix_comment:
          lexer_.next();
          break;
        case Token::Kind::newline:
          lexer_.next();
          if (comments.empty() ? !out.empty() : !comments.back().empty()) comments.emplace_back();
          break;
        case Token::Kind::comment:
          comments.emplace_back(lexer_.next().text);
          break;
        case Token::Kind::end:
          lexer_.fail(fmt::format("block without end, begun in line {}", first_line));
        case Token::Kind::close:
          lexer_.next();
          if (!lexer_.peek().ends_line()) lexer_.fail("expected a newline after )");
          lexer_.next();
          return out;
        default:
          out.push_back(read_line());
          out.back().above = std::exchange(comments, {});
      }
    }
  }

  Line read_line() {
    Line line = start_line();
    while (!lexer_.peek().ends_line()) line.tokens.emplace_back(lexer_.next().text);
    end_line(line);
    return line;
  }

  Line start_line() {
    const Token token = lexer_.next();
    return {token.line, {std::string(token.text)}, {}, {}};
  }

  void end_line(Line& line) {
    const Token token = lexer_.next();
    if (token.kind == Token::Kind::suffix_comment) line.beside.emplace_back(token.text);
  }

  Lexer lexer_;
};

}  // namespace

std::vector<Statement> read(std::string_view text, Faults& faults) {
  return Syntax(text, faults).read();
}

void Faults::add(int line, std::string_view message) {
  constexpr std::size_t most = 100;
  messages_.push_back(at(line, message));
  if (messages_.size() == most) throw_if_any();
}

void Faults::fail(int line, std::string_view message) const {
  throw Error(at(line, message));
}

void Faults::throw_if_any() const {
  if (messages_.empty()) return;
  throw Error(messages_.front(), {messages_.begin() + 1, messages_.end()});
}

std::string Faults::at(int line, std::string_view message) const {
  return fmt::format("{}:{}: {}", file_name_, line, message);
}

std::string comment_text(const Line& line, const Line* block) {
  const bool bare = line.above.empty() && line.beside.empty();
  const Line& source = block != nullptr && bare ? *block : line;
  std::string out;
  bool first = true;
  for (const std::vector<std::string>* group : {&source.above, &source.beside}) {
    for (const std::string& comment : *group) {
      if (comment.empty()) continue;
      if (!first) out += '\n';
      first = false;
      out += unicode::trim(std::string_view(comment).substr(2));
    }
  }
  return out;
}

}  // namespace goset::mod_syntax
