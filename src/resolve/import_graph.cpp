#include "goset/resolve/import_graph.hpp"

#include <algorithm>
#include <array>
#include <utility>

// The walk is a worklist over import paths. An import path is pending until every module that could
// hold it is known, then it is a package, a fault, or left to the standard library. When a package
// is reached by further configurations, only these are walked again, so that each edge is seen once
// per set of configurations and the order in which modules become known does not matter.

namespace goset {

namespace {

// The first elements of the standard library's import paths, of "cmd" too. The list only tells a
// missing package of a module that has no dot in its path from the standard library's; a newer
// release may have more.
constexpr std::array<std::string_view, 53> std_roots = {
    "archive",   "arena",   "bufio",   "builtin",  "bytes",  "cmd",     "cmp",      "compress",
    "container", "context", "crypto",  "database", "debug",  "embed",   "encoding", "errors",
    "expvar",    "flag",    "fmt",     "go",       "hash",   "html",    "image",    "index",
    "internal",  "io",      "iter",    "log",      "maps",   "math",    "mime",     "net",
    "os",        "path",    "plugin",  "reflect",  "regexp", "runtime", "simd",     "slices",
    "sort",      "strconv", "strings", "structs",  "sync",   "syscall", "testing",  "text",
    "time",      "unicode", "unique",  "unsafe",   "weak"};

std::string_view first_element(std::string_view import_path) {
  return import_path.substr(0, import_path.find('/'));
}

bool is_std_root(std::string_view word) {
  return std::binary_search(std_roots.begin(), std_roots.end(), word);
}

// lower sets `name` to the smaller of the two, where empty stands for none.
void lower(std::string& name, const std::string& other) {
  if (!other.empty() && (name.empty() || other < name)) name = other;
}

}  // namespace

ImportGraph::ImportGraph(const Configurations& configurations, Leaf leaf, Modules modules,
                         Packages packages)
    : configurations_(configurations),
      leaf_(std::move(leaf)),
      modules_(std::move(modules)),
      known_(std::move(packages)) {
  start();
  drain();
}

void ImportGraph::start() {
  for (const auto& [directory, facts] : leaf_.packages->packages) {
    if (!package_facts::matches(directory, leaf_.patterns, leaf_.ignore)) continue;
    const ConfigMask mask = package_facts::mask(facts, configurations_, leaf_.tags);
    reach(package_facts::import_path(leaf_.module, directory), {mask, "", ""});
  }
}

std::vector<ModuleVersion> ImportGraph::take_wanted() {
  return std::exchange(wanted_, {});
}

void ImportGraph::provide(const ModuleVersion& m) {
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
  const Package& package = packages_.at(import_path);
  const std::string outside = package.module.version.empty() ? "" : import_path;
  for (const Import& import : package.facts->imports) {
    const ConfigMask mask = added & configurations_.mask(import.when, leaf_.tags);
    reach(import.path, {mask, import_path, outside});
  }
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
    lower(package.outside_importer, by.outside_importer);
    if (added != 0) queue_.emplace_back(import_path, added);
    return;
  }
  const auto [entry, first] = pending_.emplace(import_path, by);
  if (first) {
    resolve(import_path);
    return;
  }
  Reached& pending = entry->second;
  pending.mask |= by.mask;
  pending.importer = std::min(pending.importer, by.importer);
  lower(pending.outside_importer, by.outside_importer);
}

void ImportGraph::resolve(const std::string& import_path) {
  if (resolve_in(Scope::roots, import_path) || resolve_in(Scope::all, import_path)) return;
  if (is_left_to_std(import_path)) {
    pending_.erase(import_path);
    std_.insert(import_path);
  } else {
    fault(import_path, {});
  }
}

// resolve_in returns true when the import path needs no wider search: it is found, ambiguous, or
// must wait until a module is known.
bool ImportGraph::resolve_in(Scope scope, const std::string& import_path) {
  std::vector<ModuleVersion> found_in;
  std::vector<ModuleVersion> absent_from;
  bool wait = false;
  for (ModuleVersion& m : candidates(scope, import_path)) {
    const ModulePackages* packages = packages_of(m);
    switch (packages ? packages->has(package_facts::directory(import_path, m.path))
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
  for (const ModuleVersion& m : found_in) {
    if (!m.version.empty()) looked_at_[m];
  }
  for (const ModuleVersion& m : absent_from) {
    if (m.version.empty()) continue;
    looked_at_[m].insert(package_facts::directory(import_path, m.path));
  }
  if (found_in.empty()) return false;
  if (found_in.size() == 1) {
    found(import_path, found_in.front());
  } else {
    std::reverse(found_in.begin(), found_in.end());
    fault(import_path, std::move(found_in));
  }
  return true;
}

void ImportGraph::found(const std::string& import_path, const ModuleVersion& module) {
  Reached by = std::move(pending_.extract(import_path).mapped());
  const std::string directory = package_facts::directory(import_path, module.path);
  const PackageFacts& facts = packages_of(module)->packages.at(directory);
  queue_.emplace_back(import_path, by.mask);
  packages_.emplace(import_path, Package{module, directory, by.mask, &facts, std::move(by.importer),
                                         std::move(by.outside_importer)});
}

void ImportGraph::fault(const std::string& import_path, std::vector<ModuleVersion> found_in) {
  Reached by = std::move(pending_.extract(import_path).mapped());
  std::vector<ModuleVersion> looked_in;
  if (found_in.empty()) looked_in = candidates(Scope::all, import_path);
  faults_[import_path] = {import_path, std::move(by.importer), by.mask, std::move(found_in),
                          std::move(looked_in)};
}

// is_left_to_std: paths of the standard library have no dot in their first element. Modules should
// have one, but may do without; then what lies below the module's path is its own.
bool ImportGraph::is_left_to_std(const std::string& import_path) const {
  const std::string_view first = first_element(import_path);
  if (first.find('.') != std::string_view::npos) return false;
  return is_std_root(first) || candidates(Scope::all, import_path).empty();
}

const ModulePackages* ImportGraph::packages_of(const ModuleVersion& m) const {
  return m.version.empty() ? leaf_.packages : known_(m);
}

// candidates returns the modules that `import_path` could lie in by its name, longest path first.
std::vector<ModuleVersion> ImportGraph::candidates(Scope scope,
                                                   const std::string& import_path) const {
  std::vector<ModuleVersion> result;
  for (std::string prefix = import_path;;) {
    if (prefix == leaf_.module) {
      result.push_back({prefix, ""});
    } else {
      std::string version = scope == Scope::roots ? modules_.root(prefix) : modules_.any(prefix);
      if (!version.empty()) result.push_back({prefix, std::move(version)});
    }
    const std::size_t slash = prefix.rfind('/');
    if (slash == std::string::npos) return result;
    prefix.resize(slash);
  }
}

}  // namespace goset
