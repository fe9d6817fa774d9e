#pragma once

#include <set>
#include <string>
#include <vector>

#include "goset/model/manifest.hpp"

namespace goset {

// Remedy is a change of goset.toml with which leaves compile that don't without: a track, more pins of
// one, or `versions = "own"` for a leaf. It was tried: with all remedies of a proof together, what they mend compiles, and what
// compiled before still does.
struct Remedy {
  enum class Kind {
    apart,   // the leaf that alone raises a module for others gets a track
    hold,    // modules that errors have to do with are held back
    family,  // and with each what its go.mod requires
    own,     // all modules that the leaf selects otherwise
  };
  Kind kind = Kind::hold;
  std::string track;            // empty: a leaf gets its own versions
  bool is_new = true;           // the track; else the pins go into the one that is there
  Manifest::Track change;       // that track, or of one that is there only the pins to be added
  std::set<std::string> mends;  // leaves
  long parts = 0;               // how many parts of modules more it takes; of tracks alone

  // keeps_own reports whether it is `versions = "own"`, for the reason in `change`; leaf is whose.
  bool keeps_own() const { return track.empty(); }
  const std::string& leaf() const { return change.leaves.front(); }
};

}  // namespace goset
