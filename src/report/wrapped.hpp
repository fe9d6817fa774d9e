#pragma once

#include <string_view>

#include "goset/escape/terminal.hpp"

namespace goset {

// wrapped breaks a text into lines of at most 80 columns that are indented by two, the later ones by
// four. A word that is longer stands alone. Each line ends with a newline.
TerminalText wrapped(std::string_view text);

}  // namespace goset
