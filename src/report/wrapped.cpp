#include "wrapped.hpp"

#include <algorithm>

namespace goset {

std::string wrapped(std::string_view text, std::string_view indent) {
  constexpr std::size_t columns = 80;
  std::string result;
  std::string line(indent);
  bool is_empty = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!is_empty && line.size() + 1 + word.size() > columns) {
      result += line + "\n";
      line = std::string(indent) + "  ";
      is_empty = true;
    }
    if (!is_empty) line += ' ';
    line += word;
    is_empty = false;
  }
  return result + line + "\n";
}

}  // namespace goset
