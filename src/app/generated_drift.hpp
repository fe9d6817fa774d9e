#pragma once

#include <vector>

#include "goset/app/drift.hpp"
#include "goset/model/manifest.hpp"
#include "goset/store/conflict.hpp"
#include "goset/store/folder.hpp"

namespace goset {

// compare_files tells of the layout of lock and packages, of what the lock names and does not have, and of
// files that are left over. There must be a lock.
void compare_files(std::vector<Finding>& findings, const Folder& folder, const Manifest& manifest,
                   const KnownLock& known);

// compare_packages tells of what is not what the lock gives; it renders the lock only if that does not
// record the files as they are.
void compare_packages(std::vector<Finding>& findings, const Folder& folder, const KnownLock& known);

}  // namespace goset
