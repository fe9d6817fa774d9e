#pragma once

#include <map>
#include <string>
#include <vector>

#include "goset/model/go_set.hpp"
#include "goset/model/leaf.hpp"
#include "goset/model/pin.hpp"
#include "goset/model/replacements.hpp"

namespace goset {

// SetToResolve is all that a set's versions are a function of, besides the modules themselves.
struct SetToResolve {
  struct Track {
    std::string reason;
    Pins pins;
  };
  std::vector<LeafToResolve> leaves;  // sorted by name
  Pins pins;
  Replacements replace;  // for all leaves; only by modules. A leaf's own go before them
  std::map<std::string, Track> tracks;
  // A set with the same pins, tracks and replacements, for the same configurations, of which packages
  // that it has in one view are known to fit by name; null for none. What is new is looked at, and
  // nothing else is read for it: so who has a lock and no downloads gets none for that.
  const GoSet* judged = nullptr;
  // Imports that can't be resolved are only noted, as by `go list -e`.
  bool tolerate_faults = false;
};

}  // namespace goset
