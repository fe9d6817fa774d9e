#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "goset/escape/terminal.hpp"

namespace goset {

// Paint colours words of a text that people read: strings, which are escaped, or texts.
class Paint {
 public:
  // Without `has_colors` all words stay as they are.
  explicit Paint(bool has_colors) : has_colors_(has_colors) {}

  TerminalText bad(const auto& text) const { return painted("1;31", text); }
  TerminalText gone(const auto& text) const { return painted("31", text); }
  TerminalText fresh(const auto& text) const { return painted("32", text); }
  TerminalText warning(const auto& text) const { return painted("33", text); }
  TerminalText strong(const auto& text) const { return painted("1", text); }
  TerminalText faint(const auto& text) const { return painted("2", text); }

 private:
  TerminalText painted(std::string_view code, const auto& text) const {
    return has_colors_ ? TerminalText::format("\x1b[{}m{}\x1b[0m", code, text)
                       : TerminalText::format("{}", text);
  }

  bool has_colors_;
};

// widest_column is how wide the first column of a list becomes: versions and reasons stand behind it.
inline constexpr std::size_t widest_column = 44;

// plural writes "1 module" or "3 modules".
std::string plural(std::size_t n, std::string_view one);
// some_of lists at most that many names: "a, b and 3 more".
std::string some_of(const std::vector<std::string>& names, std::size_t most);

}  // namespace goset
