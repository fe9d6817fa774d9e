#pragma once

#include <functional>
#include <string>

#include "goset/app/fails_alone.hpp"
#include "goset/app/prove.hpp"

namespace goset {

// find_blame looks, for each failure that is the set's, for a module that its problems have to do with
// and that is another version than a leaf has alone, and for what gives it that version. If the set
// can't be resolved offline, as on a machine without its go.mod files, there is no blame.
void find_blame(Proof& proof, const LockedFolder& locked, Session& session,
                const std::function<void(const std::string&)>& progress);

}  // namespace goset
