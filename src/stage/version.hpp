#pragma once

#include <string_view>

namespace goset::build {

// is_newer reports whether version `a` is above `b`, by the precedence of https://semver.org 2.0.0.
// Both are "vMAJOR.MINOR.PATCH", with a prerelease or a build part perhaps, as go.mod files have them.
bool is_newer(std::string_view a, std::string_view b);

}  // namespace goset::build
