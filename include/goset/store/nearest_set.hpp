#pragma once

#include <string>

namespace goset {

// nearest_set returns the directory of the set that a command is about if nothing else is said: the
// nearest one that has a goset.toml or a goset.lock, from the current directory up to the root of the
// file system, as a path relative to the former ("../.."). It is "." if there is none.
std::string nearest_set();

}  // namespace goset
