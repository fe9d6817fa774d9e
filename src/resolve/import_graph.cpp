#include "goset/resolve/import_graph.hpp"

#include <algorithm>
#include <utility>

#include "goset/go/module.hpp"
#include "goset/go/std_packages.hpp"

// The walk is a worklist over import paths. An import path is pending until every module that could
// hold it is known, then it is a package, a fault, or left to the standard library. When a package
// is reached by further configurations, only these are walked again, so that each edge is seen once
// per set of configurations and the order in which modules become known does not matter.

namespace goset {

namespace {

// may_import reports whether a package is open to another, by their import paths: what has an
// element "internal" is for those below the parent of the last such element.
// Rule: https://go.dev/doc/go1.4#internalpackages; cmd/go/internal/load: disallowInternal.
bool may_import(const std::string& importer, const std::string& import_path) {
  constexpr std::string_view element = "/internal/";
  const std::string bounded = "/" + import_path + "/";
  const std::size_t at = bounded.rfind(element);
  if (at == std::string::npos || at == 0) return true;  // at the start it is the standard library's
  return module::in_module(importer, std::string_view(import_path).substr(0, at - 1));
}

}  // namespace

ImportGraph::ImportGraph(const Configurations& configurations,
                         const std::map<std::string, ConfigMask>& roots, std::set<std::string> tags,
                         Modules modules, Packages packages)
    : configurations_(configurations),
      tags_(std::move(tags)),
      modules_(std::move(modules)),
      known_(std::move(packages)) {
  for (const auto& [import_path, mask] : roots) reach(import_path, {mask, ""});
  drain();
}

std::vector<ImportGraph::Module> ImportGraph::take_wanted() {
  return std::exchange(wanted_, {});
}

void ImportGraph::provide(const Module& m) {
  const auto found = waiting_.find(m);
  if (found == waiting_.end()) return;
  const std::set<std::string> imports = std::move(found->second);
  waiting_.erase(found);
  for (const std::string& import_path : imports) {
    if (pending_.contains(import_path)) resolve(import_path);
  }
  drain();
}

std::vector<ImportGraph::Fault> ImportGraph::faults() const {
  std::vector<Fault> result;
  for (const auto& [path, fault] : faults_) result.push_back(fault);
  for (const auto& [path, fault] : forbidden_) result.push_back(fault);
  for (Fault& fault : excluded()) result.push_back(std::move(fault));
  return result;
}

std::set<std::string> ImportGraph::private_packages() const {
  std::map<std::string, std::vector<std::string>> importers;
  std::vector<std::string> queue;
  for (const auto& [path, package] : packages_) {
    if (package.module.own) queue.push_back(path);
    for (const Import& import : package.facts->imports) {
      if ((package.mask & configurations_.mask(import.when, tags_)) != 0) {
        importers[import.path].push_back(path);
      }
    }
  }
  std::set<std::string> result;
  while (!queue.empty()) {
    const std::string path = std::move(queue.back());
    queue.pop_back();
    for (const std::string& importer : importers[path]) {
      if (packages_.at(importer).module.own) continue;
      if (result.insert(importer).second) queue.push_back(importer);
    }
  }
  return result;
}

void ImportGraph::drain() {
  while (!queue_.empty()) {
    const auto [import_path, added] = std::move(queue_.back());
    queue_.pop_back();
    walk(import_path, added);
  }
}

void ImportGraph::walk(const std::string& import_path, ConfigMask added) {
  for (const Import& import : packages_.at(import_path).facts->imports) {
    const ConfigMask mask = added & configurations_.mask(import.when, tags_);
    reach(import.path, {mask, import_path});
    if (mask != 0 && !may_import(import_path, import.path))
      forbid(import.path, {mask, import_path});
  }
}

// forbid notes an import of an internal package; others may import it, so that it is reached too.
void ImportGraph::forbid(const std::string& import_path, const Reached& by) {
  const auto [entry, is_new] = forbidden_.try_emplace(import_path);
  Fault& fault = entry->second;
  fault.import_path = import_path;
  fault.is_internal = true;
  fault.mask |= by.mask;
  if (is_new || by.importer < fault.importer) fault.importer = by.importer;
}

void ImportGraph::reach(const std::string& import_path, const Reached& by) {
  if (by.mask == 0 || std_.contains(import_path)) return;
  if (const auto fault = faults_.find(import_path); fault != faults_.end()) {
    fault->second.mask |= by.mask;
    fault->second.importer = std::min(fault->second.importer, by.importer);
    return;
  }
  if (const auto known = packages_.find(import_path); known != packages_.end()) {
    Package& package = known->second;
    const ConfigMask added = by.mask & ~package.mask;
    package.mask |= added;
    package.importer = std::min(package.importer, by.importer);
    if (added != 0) queue_.emplace_back(import_path, added);
    return;
  }
  const auto [entry, first] = pending_.emplace(import_path, by);
  if (first) {
    resolve(import_path);
    return;
  }
  entry->second.mask |= by.mask;
  entry->second.importer = std::min(entry->second.importer, by.importer);
}

// resolve decides what an import path is. Paths of the standard library have no dot in their first
// element. Modules should have one, but may do without; a main module that has a package of the
// standard library's makes it ambiguous.
void ImportGraph::resolve(const std::string& import_path) {
  const int minor = configurations_.go_minor();
  const bool is_std = import_path.substr(0, import_path.find('/')).find('.') == std::string::npos;
  if (is_std && std_packages::has(import_path, minor)) {
    for (Module& m : candidates(Scope::all, import_path)) {
      const ModulePackages* const packages = m.own ? known_(m) : nullptr;
      if (packages &&
          packages->packages.contains(package_facts::directory(import_path, m.version.path))) {
        return fault(import_path, {std::move(m), {{"std", ""}, false}}, false);
      }
    }
    pending_.erase(import_path);
    std_.insert(import_path);
    return;
  }
  if (resolve_in(Scope::roots, import_path) || resolve_in(Scope::all, import_path)) return;
  fault(import_path, {}, is_std && candidates(Scope::all, import_path).empty());
}

// resolve_in returns true when the import path needs no wider search: it is found, ambiguous, or
// must wait until a module is known.
bool ImportGraph::resolve_in(Scope scope, const std::string& import_path) {
  std::vector<Module> found_in;
  std::vector<Module> absent_from;
  bool wait = false;
  for (Module& m : candidates(scope, import_path)) {
    const ModulePackages* packages = known_(m);
    switch (packages ? packages->has(package_facts::directory(import_path, m.version.path))
                     : ModulePackages::Answer::unknown) {
      case ModulePackages::Answer::present:
        found_in.push_back(std::move(m));
        break;
      case ModulePackages::Answer::absent:
        absent_from.push_back(std::move(m));
        break;
      case ModulePackages::Answer::unknown:
        wait = true;
        waiting_[m].insert(import_path);
        if (asked_.insert(m).second) wanted_.push_back(std::move(m));
        break;
    }
  }
  if (wait) return true;
  for (const Module& m : found_in) {
    if (!m.own) looked_at_[m.version];
  }
  for (const Module& m : absent_from) {
    if (m.own) continue;
    looked_at_[m.version].insert(package_facts::directory(import_path, m.version.path));
  }
  if (found_in.empty()) return false;
  if (found_in.size() == 1) {
    found(import_path, found_in.front());
  } else {
    std::reverse(found_in.begin(), found_in.end());
    fault(import_path, std::move(found_in), false);
  }
  return true;
}

void ImportGraph::found(const std::string& import_path, const Module& module) {
  Reached by = std::move(pending_.extract(import_path).mapped());
  const std::string directory = package_facts::directory(import_path, module.version.path);
  const PackageFacts& facts = known_(module)->packages.at(directory);
  queue_.emplace_back(import_path, by.mask);
  packages_.emplace(import_path,
                    Package{module, directory, by.mask, &facts, std::move(by.importer)});
}

void ImportGraph::fault(const std::string& import_path, std::vector<Module> found_in, bool is_std) {
  Reached by = std::move(pending_.extract(import_path).mapped());
  std::vector<Module> looked_in;
  if (found_in.empty()) looked_in = candidates(Scope::all, import_path);
  faults_[import_path] = {import_path,         std::move(by.importer), by.mask,
                          std::move(found_in), std::move(looked_in),   is_std};
}

// candidates returns the modules that `import_path` could lie in by its name, longest path first.
std::vector<ImportGraph::Module> ImportGraph::candidates(Scope scope,
                                                         const std::string& import_path) const {
  const auto& module_of = scope == Scope::roots ? modules_.root : modules_.any;
  std::vector<Module> result;
  for (std::string prefix = import_path;;) {
    if (std::optional<Module> m = module_of(prefix)) result.push_back(std::move(*m));
    const std::size_t slash = prefix.rfind('/');
    if (slash == std::string::npos) return result;
    prefix.resize(slash);
  }
}

}  // namespace goset
