#include "goset/facts/canonical_constraints.hpp"

#include <set>
#include <utility>

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

PackageTable CanonicalConstraints::table(ModuleScan scan) {
  std::vector<const Known*> known;
  known.reserve(scan.constraints.size());
  PackageTable result;
  result.complete = true;
  result.constraints.reserve(scan.constraints.size());
  for (const BuildConstraint& constraint : scan.constraints) {
    known.push_back(&of(constraint));
    result.constraints.push_back(known.back()->canonical);
  }
  result.packages.reserve(scan.packages.size());
  for (const ModuleScan::Package& package : scan.packages) {
    std::set<std::string> tags;
    for (const ModuleScan::When named : package.named) {
      tags.insert(known[named]->tags.begin(), known[named]->tags.end());
    }
    result.packages.push_back(
        {package.directory, package.when, package.edges, {tags.begin(), tags.end()}});
  }
  result.imports = std::move(scan.imports);
  result.all_edges = std::move(scan.all_edges);
  result.bytes = std::move(scan.bytes);
  return result;
}

}  // namespace goset
