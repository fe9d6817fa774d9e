#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "goset/app/session.hpp"
#include "goset/set/change.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"

namespace goset {

// diff_locks compares two lock files.
SetChange diff_locks(const std::filesystem::path& before, const std::filesystem::path& after);

// diff_revision compares the lock of a folder as a git revision has it with the one that is there now.
// Throws what committed_lock throws.
SetChange diff_revision(const Folder& folder, const std::string& revision);

// Difference is a module that a leaf needs and that it has in another version in the set.
struct Difference {
  std::string path;
  std::string alone;  // what the leaf's own build list has; may be empty
  std::string set;    // what it is built with
};

// differences_of compares what a leaf needs with the build list that it has alone.
std::vector<Difference> differences_of(const Lock& lock, const std::string& leaf,
                                       const std::map<std::string, std::string>& own);

// diff_leaf does so for a leaf of the folder. Throws Error for a name that is none.
std::vector<Difference> diff_leaf(const Folder& folder, const std::string& leaf, Session& session);

}  // namespace goset
