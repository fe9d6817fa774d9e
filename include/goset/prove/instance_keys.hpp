#pragma once

#include <functional>
#include <string>
#include <vector>

#include "goset/hash/sha256.hpp"
#include "goset/prove/instances.hpp"
#include "goset/prove/type_plan.hpp"

namespace goset {

// instance_keys returns a hash for each instance, over all that its check depends on: `checker` (what
// checks it), the configuration, its source and directory, the language version, build tags, and the
// keys of what it imports. `files_of` returns what says that the files of a package are the same, for
// sources that may change.
std::vector<Sha256Digest> instance_keys(
    const Instances& instances, const std::string& checker, const Configuration& configuration,
    const std::function<std::string(const PackageInstance&)>& files_of);

// go_files_digest returns a hash over the Go files in a directory, for files_of; empty if it can't be
// read.
std::string go_files_digest(const std::filesystem::path& directory);

}  // namespace goset
