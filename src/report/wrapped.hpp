#pragma once

#include <cstddef>
#include <string_view>

#include "goset/escape/terminal.hpp"

namespace goset {

// wrapped breaks a text into lines of at most 80 columns that are indented, the later ones by two
// more. A word that is longer stands alone. Each line ends with a newline.
TerminalText wrapped(std::string_view text, std::size_t indent = 2);

// wrapped_behind is the same behind so many columns that are printed already; the later lines are
// indented by them and two more.
TerminalText wrapped_behind(std::size_t columns, std::string_view text);

}  // namespace goset
