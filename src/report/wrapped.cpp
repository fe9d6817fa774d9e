#include "wrapped.hpp"

#include <algorithm>

namespace goset {

TerminalText wrapped(std::string_view text, std::size_t indent) {
  constexpr std::size_t columns = 80;
  TerminalText result;
  TerminalText line = TerminalText::format("{:{}}", "", indent);
  bool is_empty = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const TerminalText word = TerminalText::of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!is_empty && line.size() + 1 + word.size() > columns) {
      result.add("{}\n", line);
      line = TerminalText::format("{:{}}", "", indent + 2);
      is_empty = true;
    }
    line.add("{}{}", is_empty ? "" : " ", word);
    is_empty = false;
  }
  return result.add("{}\n", line);
}

}  // namespace goset
