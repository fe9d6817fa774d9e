#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "goset/app/session.hpp"
#include "goset/go/module.hpp"
#include "goset/model/go_set.hpp"

namespace goset {

// LockedSource is the source of a module as a lock states it.
struct LockedSource {
  std::string hash;  // SRI of the NAR
  std::string sum;   // `h1:` of the zip
};

// sources_of lists what is fetched as a module: modules, those of tracks, and leaves of the proxy.
std::map<ModuleVersion, LockedSource> sources_of(const GoSet& set);

// prefetch puts sources into a Nix store, as `uri` names it for Nix; empty: that of this machine.
// Returns how many were not there. `progress` hears how many of these have come. Throws
// SecurityError for other bytes than the lock states, and Error where there is no Nix; what came
// before is in the store.
std::size_t prefetch(const std::map<ModuleVersion, LockedSource>& sources, const std::string& uri,
                     Session& session,
                     const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace goset
