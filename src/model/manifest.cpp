#include "goset/model/manifest.hpp"

#include <algorithm>

namespace goset {

std::string Manifest::track_of(std::string_view leaf) const {
  for (const auto& [name, track] : tracks) {
    if (std::find(track.leaves.begin(), track.leaves.end(), leaf) != track.leaves.end()) {
      return name;
    }
  }
  return "";
}

bool Manifest::keeps_own(const std::string& leaf) const {
  if (const auto& said = leaves.at(leaf).versions) return *said == Versions::own;
  return versions == Versions::own && track_of(leaf).empty();
}

}  // namespace goset
