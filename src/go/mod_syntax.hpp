#pragma once

#include <string>
#include <string_view>
#include <vector>

// What go.mod and go.work files have in common: tokens, lines, blocks and their comments.
//
//   file      = { statement | comment-line | newline } .
//   statement = token { token } newline
//             | token { token } "(" newline { token { token } newline } ")" newline .
namespace goset::mod_syntax {

// Faults collects what is wrong with one file, and is the one place where a position is made.
class Faults {
 public:
  explicit Faults(std::string_view file_name) : file_name_(file_name) {}

  // add notes a fault; with the hundredth they are thrown.
  void add(int line, std::string_view message);
  // fail throws Error at once.
  [[noreturn]] void fail(int line, std::string_view message) const;
  bool empty() const { return messages_.empty(); }
  // throw_if_any throws one Error: the first fault is the message, the others are notes.
  void throw_if_any() const;

 private:
  std::string at(int line, std::string_view message) const;

  std::string file_name_;
  std::vector<std::string> messages_;
};

// Line is one directive, or one line of a block. Its comments are those right above it, and the one
// behind it. An empty string in `above` stands for blank lines there.
struct Line {
  int number = 0;
  std::vector<std::string> tokens;
  std::vector<std::string> above;
  std::vector<std::string> beside;
};

// Statement is a line of its own, or a block: then `head` is what precedes the parenthesis.
struct Statement {
  Line head;
  bool is_block = false;
  std::vector<Line> lines;
};

// read groups the text into statements. Throws Error at the first fault.
std::vector<Statement> read(std::string_view text, Faults& faults);

// comment_text joins a line's comments without their slashes; where a line of a block has none,
// those of the block count.
std::string comment_text(const Line& line, const Line* block);

}  // namespace goset::mod_syntax
