#include "goset/app/relock.hpp"

namespace goset {

void Relocked::count_witnesses() {
  const auto add = [&](const std::string& by, const std::string& reason) {
    ++(reason.empty() ? verified[by] : unverified[reason]);
  };
  const auto add_all = [&](const auto& set_or_track) {
    for (const auto& [path, module] : set_or_track.modules) {
      add(module.verified, module.unverified);
    }
    for (const auto& [path, candidate] : set_or_track.candidates) {
      if (!candidate.unverified.empty()) add("", candidate.unverified);
    }
  };
  add_all(lock.set);
  for (const auto& [name, track] : lock.set.tracks) add_all(track);
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (!leaf.sum.empty()) add(leaf.verified, leaf.unverified);
  }
}

}  // namespace goset
