#include <map>
#include <string>
#include <utility>
#include <vector>

#include "goset/resolve/import_graph.hpp"

// Who imports a package in a configuration in which none of its files counts can't be built there,
// nor can the leaf: "build constraints exclude all Go files", or, of a package with tests alone,
// "no non-test Go files" (go/build: NoGoError; `go list -deps -e` has it as the Error of a package
// that is DepOnly and has neither GoFiles nor CgoFiles).
//
//   a fault    an import that holds in a configuration that reaches its package, of a package whose
//              `when` does not hold there. Whether the importer is the leaf's or a dependency's
//              makes no difference; a leaf's tests count where it asks for them
//   no fault   a package that nobody imports there: wildcards pass over such a directory, and one
//              that has tests alone compiles nothing
//   no fault   a package that imports itself: so do tests outside it (package x_test), and where
//              their package has no files, only they can't be built

namespace goset {

std::vector<ImportGraph::Fault> ImportGraph::excluded() const {
  std::map<std::string, ConfigMask> without;  // where packages that are reached have no files
  for (const auto& [path, package] : packages_) {
    const ConfigMask mask = package.mask & ~configurations_.mask(package.facts->when, tags_);
    if (mask != 0) without.emplace(path, mask);
  }
  std::map<std::string, Fault> found;
  if (without.empty()) return {};
  for (const auto& [path, package] : packages_) {
    for (const Import& import : package.facts->imports) {
      const auto target = without.find(import.path);
      if (target == without.end() || import.path == path) continue;
      const ConfigMask mask =
          target->second & package.mask & configurations_.mask(import.when, tags_);
      if (mask == 0) continue;
      const auto [entry, is_new] = found.try_emplace(import.path);
      Fault& fault = entry->second;
      fault.mask |= mask;
      if (!is_new) continue;
      const Package& imported = packages_.at(import.path);
      fault.import_path = import.path;
      fault.importer = path;
      fault.looked_in = {imported.module};
      fault.excluded =
          imported.facts->when.is_never() ? Fault::Excluded::never : Fault::Excluded::there;
    }
  }
  std::vector<Fault> result;
  for (auto& [path, fault] : found) result.push_back(std::move(fault));
  return result;
}

}  // namespace goset
