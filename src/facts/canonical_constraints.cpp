#include "goset/facts/canonical_constraints.hpp"

#include <set>

namespace goset {

const CanonicalConstraints::Known& CanonicalConstraints::of(const BuildConstraint& constraint) {
  const auto [entry, is_new] = known_.try_emplace(constraint.str());
  Known& known = entry->second;
  if (!is_new) return known;
  known.canonical = configurations_.canonical(constraint);
  for (std::string& tag : known.canonical.tags()) {
    if (package_facts::is_settable(tag, configurations_)) known.tags.push_back(std::move(tag));
  }
  return known;
}

ModulePackages CanonicalConstraints::packages(const ModuleScan& scan) {
  std::vector<const Known*> known;
  known.reserve(scan.constraints.size());
  for (const BuildConstraint& constraint : scan.constraints) known.push_back(&of(constraint));
  ModulePackages result;
  result.complete = true;
  for (const ModuleScan::Package& package : scan.packages) {
    PackageFacts& facts = result.packages[std::string(package.directory)];
    facts.when = known[package.when]->canonical;
    facts.imports.reserve(package.edges.size());
    for (const ModuleScan::Edge& edge : package.edges) {
      const BuildConstraint& when = known[edge.when]->canonical;
      if (!when.is_never()) facts.imports.push_back({std::string(scan.imports[edge.import]), when});
    }
    std::set<std::string> tags;
    for (const ModuleScan::When named : package.named) {
      tags.insert(known[named]->tags.begin(), known[named]->tags.end());
    }
    facts.tags.assign(tags.begin(), tags.end());
  }
  return result;
}

}  // namespace goset
