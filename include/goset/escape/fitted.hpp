#pragma once

#include <cstddef>

#include "goset/escape/terminal.hpp"

namespace goset {

// fitted breaks lines of a text that are wider than so many columns, at a space if there is one, else
// anywhere; what follows is indented by four columns more than the line. Colours take no column, and
// every other character one.
TerminalText fitted(const TerminalText& text, std::size_t columns);

}  // namespace goset
