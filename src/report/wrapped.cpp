#include "wrapped.hpp"

#include <algorithm>

namespace goset {

namespace {

// lines_of breaks a text into lines; `first` is the first column of the first line, of which
// `printed` are there already.
TerminalText lines_of(std::string_view text, std::size_t first, std::size_t printed) {
  constexpr std::size_t columns = 80;
  TerminalText result;
  TerminalText line = TerminalText::format("{:{}}", "", first - printed);
  bool is_empty = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const TerminalText word = TerminalText::of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!is_empty && printed + line.size() + 1 + word.size() > columns) {
      result.add("{}\n", line);
      printed = 0;
      line = TerminalText::format("{:{}}", "", first + 2);
      is_empty = true;
    }
    line.add("{}{}", is_empty ? "" : " ", word);
    is_empty = false;
  }
  return result.add("{}\n", line);
}

}  // namespace

TerminalText wrapped(std::string_view text, std::size_t indent) {
  return lines_of(text, indent, 0);
}

TerminalText wrapped_behind(std::size_t columns, std::string_view text) {
  return lines_of(text, columns, columns);
}

}  // namespace goset
