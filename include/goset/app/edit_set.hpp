#pragma once

#include <string>
#include <vector>

#include "goset/set/unused.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"

// Changes to the files of a set that need nothing from outside. Nothing is written.
namespace goset {

// remove_leaves takes programs out. Throws Error for a name that is no leaf's, for a leaf of a
// track, and for the only program of a folder without goset.toml.
void remove_leaves(SetFiles& files, const Folder& folder, const std::vector<std::string>& names);

// prune takes the pins out that decide nothing in the set as it is locked, and returns them.
std::vector<Unused> prune(SetFiles& files, const Folder& folder);

}  // namespace goset
