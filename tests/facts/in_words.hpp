#pragma once

#include "goset/facts/package_table.hpp"
#include "goset/model/package.hpp"

namespace goset {

// in_words spells a table out again.
inline ModulePackages in_words(const PackageTable& table) {
  ModulePackages result;
  result.complete = table.complete;
  result.absent_packages.insert(table.absent_packages.begin(), table.absent_packages.end());
  for (const PackageTable::Package& package : table.packages) {
    PackageFacts& facts = result.packages[std::string(package.directory)];
    facts.when = table.constraints[package.when];
    facts.tags = package.tags;
    for (const PackageTable::Edge& edge : package.edges) {
      const BuildConstraint& when = table.constraints[edge.when];
      if (!when.is_never())
        facts.imports.push_back({std::string(table.imports[edge.import]), when});
    }
  }
  return result;
}

}  // namespace goset
