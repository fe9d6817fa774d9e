#pragma once

#include <string>

#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"

namespace goset {

// committed_lock reads the goset.lock of a folder as a revision of its git repository has it, a file or
// a directory; the revision is what `git rev-parse` understands: HEAD~3, a branch, a tag. Nothing is
// checked out. Throws Error without git, outside of a repository, for an unknown revision, and for one
// that has no lock there.
Lock committed_lock(const Folder& folder, const std::string& revision);

}  // namespace goset
