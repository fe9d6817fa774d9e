#include "goset/escape/dot.hpp"

#include "goset/escape/terminal.hpp"

namespace goset::escape {

void Dot::append(std::string& out, std::string_view text) {
  for (const char c : TerminalText::of(text).str()) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
}

}  // namespace goset::escape
