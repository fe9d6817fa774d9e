#pragma once

#include <string>
#include <vector>

#include "goset/resolve/ids.hpp"

namespace goset::resolve {

struct LeafState;

// Misfit says that a package uses names of another one that this does not have.
struct Misfit {
  ImportId user;                   // the package
  VersionId user_module;           // no_version: it is the leaf's own
  ImportId used;                   // what it imports
  VersionId used_module;           // as the leaf knows it, replaced or not
  std::vector<std::string> names;  // that are missing, sorted
  LeafState* leaf;
};

}  // namespace goset::resolve
