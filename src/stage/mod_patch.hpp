#pragma once

#include <filesystem>

#include "closure.hpp"
#include "stage.hpp"

// A patch of a leaf's go.mod, which buildLeaf allows with allowGoModPatch. The build takes versions
// from the set whatever the file says: a patch that asks for another one would be lost.
namespace goset::build {

// check_mod_patch throws Failure where the go.mod and go.work files in `source` ask for what the set
// does not have: a requirement above the version in the closure, or a replacement that the leaf was
// not locked with. What is not in the closure is not imported, so that its version does not matter.
void check_mod_patch(const LeafLock& lock, const Closure& closure,
                     const std::filesystem::path& source);

}  // namespace goset::build
