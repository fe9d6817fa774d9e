#pragma once

#include "goset/escape/text.hpp"

namespace goset::escape {

// Dot is the inside of a quoted string in a graph for Graphviz; what would not show itself is spelled
// as on a terminal.
struct Dot {
  static void append(std::string& out, std::string_view text);
};

}  // namespace goset::escape

namespace goset {

using DotText = escape::Text<escape::Dot>;

}  // namespace goset
