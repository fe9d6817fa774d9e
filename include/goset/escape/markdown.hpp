#pragma once

#include "goset/escape/terminal.hpp"

namespace goset::escape {

// Markdown is that of GitHub and GitLab, as in the text of a pull request or a cell of a table. An
// argument is plain words there: no heading, list, quotation, code, emphasis, link, HTML, mention,
// reference to an issue or command of a bot. What does not show itself is spelled as on a terminal.
struct Markdown {
  static void append(std::string& out, std::string_view text);
};

// url_path writes a string as it may stand in the path of a URL: what is more than a letter, a digit
// or one of - . _ ~ / + ! @ is written as %XX.
std::string url_path(std::string_view text);

}  // namespace goset::escape

namespace goset {

using MarkdownText = escape::Text<escape::Markdown>;

// fenced_code is a block of code, `language` may be empty. Its lines end with newlines.
MarkdownText fenced_code(fmt::format_string<> language, const TerminalText& code);

}  // namespace goset
