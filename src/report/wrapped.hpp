#pragma once

#include <string>
#include <string_view>

namespace goset {

// wrapped breaks a text into lines of at most 80 columns that begin with `indent`, the later ones with
// two spaces more. A word that is longer stands alone. Each line ends with a newline.
std::string wrapped(std::string_view text, std::string_view indent);

}  // namespace goset
