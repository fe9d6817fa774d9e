#pragma once

#include <optional>

#include "goset/app/proving.hpp"
#include "goset/app/remedy_trials.hpp"

namespace goset {

// find_remedies looks for changes of goset.toml with which leaves that the set breaks compile, tries
// them, and adds them to the proof. Failures have to be blamed already. Returns what goset.toml with
// all of them comes to; nullopt if there is none. What was found is kept with the other results: unless
// the request wants the set mended, it is only recalled then.
std::optional<Trial> find_remedies(Proof& proof, const LockedFolder& locked,
                                   const ProveRequest& request, PackageChecks& checks,
                                   Session& session, const ProveProgress& progress);

}  // namespace goset
