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

// need_lock throws Error, with the command that makes one, if there is none.
Lock need_lock(const Folder& folder);

// locked_leaf returns a leaf of the lock; throws Error, with the nearest there is, for any other
// name.
const SetLeaf& locked_leaf(const Folder& folder, const Lock& lock, const std::string& name);

// Finding is one thing that `check` tells of.
struct Finding {
  std::string text;          // all of it, as a line
  std::string leaf;          // that it is about; may be empty
  std::string module;        // likewise
  std::string file;          // where to look; may be empty
  std::string command = {};  // what mends it, where that is not `goset lock`
};

// find_drift compares goset.toml, the leaves on disk and go-packages.nix with the lock, without
// network, and returns every difference (`leaf api: ../api/go.sum changed since it was locked`).
// Nothing to return means that `goset lock` would change nothing. A leaf that can't be read is one
// of them.
std::vector<Finding> find_drift(const Folder& folder, const Manifest& manifest,
                                const std::optional<Lock>& lock);

}  // namespace goset::cli
