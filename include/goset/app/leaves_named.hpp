#pragma once

#include <string>
#include <vector>

#include "goset/model/manifest.hpp"

namespace goset {

// leaves_named returns the leaves that a person means by a word: the one of that name, or else those
// whose module has that path. There may be none.
std::vector<std::string> leaves_named(const Manifest& manifest, const std::string& word);

}  // namespace goset
