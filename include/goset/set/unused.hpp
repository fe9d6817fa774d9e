#pragma once

#include <string>
#include <vector>

#include "goset/model/go_set.hpp"
#include "goset/model/manifest.hpp"

namespace goset {

// Unused is a decision in goset.toml that decides nothing any longer. It may stay: a floor for a
// module that comes back is of use again.
struct Unused {
  std::string what;    // "pin of example.com/x"
  std::string reason;  // "the set has v1.5.0, above v1.2.0"
  std::string pin;     // path of a pin that `goset lock --prune` drops; else empty
};

// unused_decisions looks for pins, replacements and tracks without effect in a set that was locked
// with them. Of a floor that the set just reaches it can't be told, so that counts.
std::vector<Unused> unused_decisions(const Manifest& manifest, const GoSet& set);

}  // namespace goset
