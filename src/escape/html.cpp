#include "goset/escape/html.hpp"

#include "goset/escape/terminal.hpp"

namespace goset::escape {

namespace {

std::string_view reference(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

void Html::append(std::string& out, std::string_view text) {
  for (const char c : TerminalText::of(text).str()) {
    if (const std::string_view spelled = reference(c); !spelled.empty()) {
      out += spelled;
    } else {
      out += c;
    }
  }
}

}  // namespace goset::escape
