#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// files_matching returns the files below `directory` whose names, relative to it, match a pattern
// of `include`: an element without "*", "?" or "[" is itself, any other is one of glob::matches and
// takes no name that begins with a dot unless it does. Sorted. Throws Error for a name, no pattern,
// that is not there.
std::vector<std::string> files_matching(const std::filesystem::path& directory,
                                        std::string_view pattern);

// single_star returns the pattern with `name` in place of its "*", where that is its only sign and
// stands in its last element; else nothing.
std::string single_star(std::string_view pattern, std::string_view name);

}  // namespace goset
