#include "goset/model/go_set.hpp"

#include <unordered_set>

namespace goset {

void GoSet::each_module(const UseModule& use) const {
  for (const auto& [path, module] : modules) use(path, module, "");
  std::unordered_set<const SetModule*> seen;
  for (const auto& [name, track] : tracks) {
    for (const auto& [path, module] : track.modules) {
      if (seen.insert(module.get()).second) use(path, *module, name);
    }
  }
}

const SetModule* GoSet::module(const std::string& track, const std::string& path) const {
  if (const auto found = tracks.find(track); found != tracks.end()) {
    const auto differing = found->second.modules.find(path);
    if (differing != found->second.modules.end()) return differing->second.get();
  }
  const auto found = modules.find(path);
  return found == modules.end() ? nullptr : &found->second;
}

bool GoSet::keeps_own(const std::string& track) const {
  const auto found = tracks.find(track);
  return found != tracks.end() && found->second.own;
}

}  // namespace goset
