#pragma once

#include "goset/app/fails_alone.hpp"
#include "goset/app/package_checks.hpp"
#include "goset/app/prove.hpp"

namespace goset {

// prove_set finds the verdicts on leaves of a lock, which need not be the folder's: what fails is
// neither blamed nor mended. `checks` are those of the request's depth. Throws Error if the set needs a
// newer go than there is.
Proof prove_set(const LockedFolder& locked, const ProveRequest& request, PackageChecks& checks,
                Session& session, const ProveProgress& progress);

}  // namespace goset
