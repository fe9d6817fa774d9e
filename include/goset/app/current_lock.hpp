#pragma once

#include "goset/model/lock.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

// current_lock returns a folder's lock; throws Error if there is none, or if goset.toml or a program
// says something else.
Lock current_lock(const Folder& folder, const Manifest& manifest);

}  // namespace goset
