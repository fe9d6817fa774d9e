#pragma once

#include "goset/escape/text.hpp"

namespace goset::escape {

// Terminal is a person's, or the log of a CI job. What does not show itself is spelled: controls and
// escape sequences, characters that turn the direction of a text or have no width, line breaks, and
// bytes that are no UTF-8. No argument is taken for a command of GitHub's or Azure's runners
// (`::error::`, `##[error]`), which read such logs. A backslash stays as it is: `\n` may be two
// characters of the text.
struct Terminal {
  static void append(std::string& out, std::string_view text);
};

// Comment is the rest of a line after `#`, in a file of Nix or TOML: what does not show itself is
// spelled, so that the line ends where it should.
struct Comment {
  static void append(std::string& out, std::string_view text);
};

}  // namespace goset::escape

namespace goset {

using TerminalText = escape::Text<escape::Terminal>;
using CommentText = escape::Text<escape::Comment>;

// terminal_lines escapes each line of a text of several, which is the program's own, as a piece of
// goset.toml: its line breaks stay.
TerminalText terminal_lines(std::string_view text);

// shortened escapes a text and leaves out what is beyond so many bytes.
TerminalText shortened(std::string_view text, std::size_t most);

}  // namespace goset
