#pragma once

#include "goset/app/package_checks.hpp"
#include "goset/app/prove.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

// LockedFolder is a folder whose lock is up to date.
struct LockedFolder {
  const Folder& folder;
  const Manifest& manifest;
  const Lock& lock;
};

// alone_identity says that a leaf is the same, and with it all versions that it has alone. `folder` is
// the directory of goset.toml.
std::string alone_identity(const std::string& name, const SetLeaf& leaf,
                           const std::filesystem::path& folder);

// find_failures_alone tries each leaf that fails with the versions that it has alone: of these, only
// the packages that fail in the set. What came of it is kept with the other results. Without `progress`
// only what is kept counts.
void find_failures_alone(Proof& proof, const LockedFolder& locked, PackageChecks& checks,
                         Session& session, const std::function<void(const std::string&)>& progress);

}  // namespace goset
