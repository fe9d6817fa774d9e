#include "goset/app/relock.hpp"

namespace goset {

void Relocked::count_witnesses() {
  const auto add = [&](const std::string& by, const std::string& reason) {
    ++(reason.empty() ? verified[by] : unverified[reason]);
  };
  lock.set.each_module([&](const std::string&, const SetModule& module, const std::string&) {
    add(module.verified, module.unverified);
  });
  for (const auto& [m, candidate] : lock.set.candidates) {
    if (!candidate.unverified.empty()) add("", candidate.unverified);
  }
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (!leaf.sum.empty()) add(leaf.verified, leaf.unverified);
  }
}

}  // namespace goset
