#pragma once

#include "goset/escape/text.hpp"

namespace goset::escape {

// Html is the text of an element, or the inside of a quoted attribute that is no URL, script or style.
// An argument is plain words there; what does not show itself is spelled as on a terminal.
struct Html {
  static void append(std::string& out, std::string_view text);
};

}  // namespace goset::escape

namespace goset {

using HtmlText = escape::Text<escape::Html>;

}  // namespace goset
