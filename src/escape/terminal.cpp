#include "goset/escape/terminal.hpp"

#include <algorithm>

#include "visible.hpp"

namespace goset {

namespace escape {

namespace {

// is_command reports whether a runner would take a text that begins so for a command. GitHub's
// passes blanks over at the beginning of a line, and both find theirs anywhere in it.
bool is_command(std::string_view text, bool is_at_begin) {
  return (is_at_begin && text.starts_with("::")) || text.starts_with("##[") ||
         text.starts_with("##vso[");
}

}  // namespace

void Terminal::append(std::string& out, std::string_view text) {
  bool is_at_begin = true;  // but for blanks
  each_rune(text, [&](const unicode::Rune& rune, std::string_view rest) {
    if (!is_visible(rune)) {
      append_visibly(out, rune, rest);
    } else if (is_command(rest, is_at_begin)) {
      out += rune.value == ':' ? "\\x3a" : "\\x23";
    } else {
      out += rest.substr(0, rune.size);
    }
    is_at_begin = is_at_begin && rune.value == ' ';
  });
}

void Comment::append(std::string& out, std::string_view text) {
  each_rune(text, [&](const unicode::Rune& rune, std::string_view rest) {
    if (is_visible(rune)) {
      out += rest.substr(0, rune.size);
    } else {
      append_visibly(out, rune, rest);
    }
  });
}

}  // namespace escape

TerminalText terminal_lines(std::string_view text) {
  TerminalText out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.add("{}", text.substr(0, end));
    if (end < text.size()) out.add("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

TerminalText shortened(std::string_view text, std::size_t most) {
  std::string shown = TerminalText::of(text).str();
  if (shown.size() <= most) return TerminalText::trusted(std::move(shown));
  const auto is_inside = [&](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  while (most > 0 && is_inside(shown[most])) --most;
  shown.resize(most);
  return TerminalText::trusted(std::move(shown));
}

}  // namespace goset
