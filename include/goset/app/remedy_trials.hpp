#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "goset/app/proving.hpp"
#include "goset/app/relock.hpp"

namespace goset {

// Trial is what another goset.toml would come to.
struct Trial {
  Manifest manifest;
  Relocked relocked;
  Proof proof;  // of the leaves that were asked for, and of those that the change moves
  std::map<std::string, const Proof::Leaf*>
      failing;  // leaves that did not fail before, or were asked for

  // parts counts the parts of modules that are built, in all or for one track.
  std::size_t parts() const { return relocked.graph.part_count(); }
  std::size_t parts(const std::string& track) const;
};

// RemedyTrials resolves and checks a set as it would be with another goset.toml. Nothing is written but
// caches, and only packages that are new are checked.
class RemedyTrials {
 public:
  // The proof is that of the set as it is, for the request.
  RemedyTrials(const Proof& proof, const LockedFolder& locked, const ProveRequest& request,
               PackageChecks& checks, Session& session, const ProveProgress& progress);

  // resolve throws Error for a set that can't be resolved; run does so and checks it.
  Relocked resolve(const Manifest& manifest);
  Trial run(Manifest manifest);
  int runs() const { return runs_; }

 private:
  using Versions = std::map<std::string, std::set<ModuleVersion>>;  // that leaves need, by leaf
  static Versions versions(const Lock& lock);
  std::set<std::string> moved(const Lock& lock);
  void learn(const std::set<std::string>& leaves);

  const LockedFolder& locked_;
  const ProveRequest& request_;
  PackageChecks& checks_;
  Session& session_;
  const ProveProgress& progress_;
  std::map<std::string, Proof::Verdict> before_;  // by leaf, as far as it is known
  Versions versions_;                             // of the set as it is, if need be
  int runs_ = 0;
};

}  // namespace goset
