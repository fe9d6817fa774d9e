#pragma once

#include <optional>
#include <string>
#include <vector>

#include "folder.hpp"
#include "goset/emit/lock.hpp"
#include "goset/manifest/manifest.hpp"

namespace goset::cli {

// read_lock reads a folder's goset.lock; nullopt if there is none.
std::optional<Lock> read_lock(const Folder& folder);

// find_drift compares goset.toml, the leaves on disk and go-packages.nix with the lock, without
// network, and returns every difference as a line (`leaf api: ../api/go.sum changed since it was
// locked`). Nothing to return means that `goset lock` would change nothing. Throws Error for a leaf
// that can't be read.
std::vector<std::string> find_drift(const Folder& folder, const Manifest& manifest,
                                    const std::optional<Lock>& lock);

}  // namespace goset::cli
