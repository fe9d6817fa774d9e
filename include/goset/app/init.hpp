#pragma once

#include <string>

#include "goset/store/changes.hpp"
#include "goset/store/folder.hpp"

namespace goset {

inline constexpr const char* attributes_name = ".gitattributes";

// plan_set adds to `changes` a new goset.toml with this ceiling, and what lets git hosts fold the
// lock away in a review. Throws Error for what is not a Go version, and if there is a goset.toml.
void plan_set(Changes& changes, const Folder& folder, const std::string& go);

}  // namespace goset
