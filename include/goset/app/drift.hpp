#pragma once

#include <optional>
#include <string>
#include <vector>

#include "goset/store/conflict.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

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
                                const KnownLock& known);

}  // namespace goset
