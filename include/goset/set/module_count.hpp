#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "goset/model/go_set.hpp"

namespace goset {

// module_count returns how many modules a set has, at whatever versions.
inline std::size_t module_count(const GoSet& set) {
  std::set<std::string> others;
  for (const auto& [name, track] : set.tracks) {
    for (const auto& [path, module] : track.modules) {
      if (!set.modules.contains(path)) others.insert(path);
    }
  }
  return set.modules.size() + others.size();
}

}  // namespace goset
