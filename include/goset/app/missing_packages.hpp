#pragma once

#include <functional>
#include <string>

#include "goset/app/fails_alone.hpp"

namespace goset {

// find_missing_packages looks at leaves that the lock says can't be built where they were looked at: one
// that can with the versions that it has alone lacks a package because of the set, and fails. What came of
// it is kept with the other results. Without `progress` only what is kept counts.
void find_missing_packages(Proof& proof, const LockedFolder& locked, PackageChecks& checks,
                           Session& session,
                           const std::function<void(const std::string&)>& progress);

}  // namespace goset
