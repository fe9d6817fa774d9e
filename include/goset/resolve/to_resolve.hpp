#pragma once

#include <map>
#include <string>
#include <vector>

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
  // Imports that can't be resolved are only noted, as by `go list -e`.
  bool tolerate_faults = false;
};

}  // namespace goset
