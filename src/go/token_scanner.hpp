#pragma once

#include <cstddef>
#include <string_view>

namespace goset {

// Token is one of a Go file's header; its text is part of the file's.
struct Token {
  enum class Kind { end, word, keyword, string, period, open, close, semicolon, other };

  Kind kind = Kind::end;
  std::string_view text;

  bool is(std::string_view keyword) const { return kind == Kind::keyword && text == keyword; }
};

// TokenScanner cuts the header of a Go file into tokens and puts semicolons in at line ends as Go
// does.
class TokenScanner {
 public:
  explicit TokenScanner(std::string_view text);

  // next reads the next token. Throws Error for a malformed comment.
  Token next();

  // check_text throws Error if what was read, and the character after it, is not valid Go text.
  void check_text() const;

  // fail throws an Error that names the line of the last token.
  [[noreturn]] void fail(std::string_view why) const { fail_at(token_at_, why); }

 private:
  [[noreturn]] void fail_at(std::size_t at, std::string_view why) const;
  bool skip_space();
  bool end_statement(std::size_t size);
  void skip_line_comment(std::string_view rest);
  std::string_view skip_block_comment(std::string_view rest);
  void check_line_directive(std::string_view argument) const;
  Token read() const;
  std::size_t string_size(std::string_view rest) const;

  std::string_view text_;
  std::size_t start_ = 0;
  std::size_t at_ = 0;
  std::size_t token_at_ = 0;
  bool ends_statement_ = false;
};

}  // namespace goset
