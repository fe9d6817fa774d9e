#pragma once

#include <string_view>

namespace goset::glob {

// matches reports whether the whole of `name` matches a shell pattern as Go's path.Match does: "*"
// and "?" stand for anything but "/", "[a-z]" and "[^a-z]" for one character, "\" takes the next
// one for itself. A malformed pattern matches nothing.
// Specification: https://pkg.go.dev/path#Match.
bool matches(std::string_view pattern, std::string_view name);

}  // namespace goset::glob
