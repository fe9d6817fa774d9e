#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "solving.hpp"

// Leaves that can't live with the set's versions.

namespace goset {

void SetResolution::set_apart(Leaf& leaf, std::string reason) {
  const std::string& name = leaf.input.name;
  if (tracks_.contains(name)) {
    throw Error(
        fmt::format("leaf {} needs a track of its own, and [track.{}] is another", name, name),
        {"its " + reason, "give that track another name"});
  }
  View& view = tracks_[name];
  view.reason = std::move(reason);
  view.automatic = true;
  view.pins = set_.pins;
  leaf.track = name;
  leaf.supported = configurations_.all();
  leaf.unsupported.clear();
}

// excluded returns the modules that a leaf needs, or looks into, at a version that it excludes: at
// another version what was only looked into may have the package.
std::vector<ModuleVersion> SetResolution::excluded(const Leaf& leaf) {
  std::vector<ModuleVersion> result;
  for (const auto& [m, lacks] : leaf.imports->looked_at()) {
    if (leaf.exclude.contains(m)) result.push_back(m);
  }
  for (const auto& [import_path, package] : leaf.imports->packages()) {  // of a directory, too
    const ModuleVersion& m = package.module.version;
    if (package.module.own && leaf.exclude.contains(m)) result.push_back(m);
  }
  return result;
}

// set_excluding_apart looks for a leaf that excludes a version which the set gives it. In its track
// such a module stands where the leaf's own build list has it.
bool SetResolution::set_excluding_apart() {
  bool any = false;
  for (Leaf* leaf : leaves_of("")) {
    const std::vector<ModuleVersion> found = excluded(*leaf);
    if (found.empty()) continue;
    set_apart(*leaf, fmt::format("go.mod excludes {}", found.front().str()));
    for (const ModuleVersion& m : found) tracks_.at(leaf->track).own.insert(m.path);
    any = true;
  }
  return any;
}

// exclude_more does so for a track that was solved; whether it is to be solved again.
bool SetResolution::exclude_more(View& track, const std::vector<Leaf*>& leaves) {
  bool any = false;
  for (const Leaf* leaf : leaves) {
    for (const ModuleVersion& m : excluded(*leaf)) any = track.own.insert(m.path).second || any;
  }
  return any;
}

// --- a leaf that the set breaks -----------------------------------------------------------------

// fault_of_the_set returns the first fault of a leaf that it does not have alone.
std::optional<ImportGraph::Fault> SetResolution::fault_of_the_set(Leaf& leaf) {
  const std::vector<ImportGraph::Fault> all = faults(leaf);
  if (all.empty()) return std::nullopt;
  if (!leaf.faults_alone) leaf.faults_alone = faults_alone(leaf);
  const std::map<std::string, ConfigMask>& alone = *leaf.faults_alone;
  for (const ImportGraph::Fault& fault : all) {
    const auto known = alone.find(fault.import_path);
    const ConfigMask mask = fault.mask & leaf.supported;
    if ((known == alone.end() ? mask : mask & ~known->second) != 0) return fault;
  }
  return std::nullopt;
}

// faults_alone returns the imports that don't resolve in a leaf by itself, and where.
std::map<std::string, ConfigMask> SetResolution::faults_alone(Leaf& leaf) {
  const ConfigMask supported = std::exchange(leaf.supported, configurations_.all());
  const bool raise_all = leaf.raise_all;
  std::set<std::string> entered = std::move(leaf.entered);
  std::unique_ptr<ModuleGraph> graph = std::move(leaf.graph);
  std::unique_ptr<ImportGraph> imports = std::move(leaf.imports);
  Leaf::Sight sight = std::move(leaf.sight);
  View alone;
  alone.pins = set_.pins;
  Solving s{.view = alone, .leaves = {&leaf}, .trial = true};
  solve(s);
  std::map<std::string, ConfigMask> result;
  for (const ImportGraph::Fault& fault : faults(leaf)) result[fault.import_path] |= fault.mask;
  leaf.supported = supported;
  leaf.raise_all = raise_all;
  leaf.entered = std::move(entered);
  leaf.graph = std::move(graph);
  leaf.imports = std::move(imports);
  leaf.sight = std::move(sight);
  return result;
}

// raised returns the modules that a fault has to do with, where the leaf alone has another version.
std::vector<ModuleVersion> SetResolution::raised(const Leaf& leaf,
                                                 const ImportGraph::Fault& fault) const {
  std::vector<ModuleVersion> all;
  for (const ImportGraph::Module& m : fault.found_in) all.push_back(m.version);
  for (const ImportGraph::Module& m : fault.looked_in) all.push_back(m.version);
  const auto importer = leaf.imports->packages().find(fault.importer);
  if (importer != leaf.imports->packages().end()) all.push_back(importer->second.module.version);
  std::vector<ModuleVersion> result;
  for (const ModuleVersion& m : all) {
    const std::string own = lookup(leaf.own->selected(), m.path);
    const bool is_known = std::find(result.begin(), result.end(), m) != result.end();
    if (!is_known && !m.version.empty() && own != m.version) result.push_back(m);
  }
  return result;
}

// demote takes what a fault has to do with from the leaf's own build list. Where that is not it,
// some other version has led there: then everything is taken from it. False where nothing was left.
bool SetResolution::demote(Solving& s, const Leaf& leaf, const ImportGraph::Fault& fault) const {
  bool any = false;
  for (const ModuleVersion& m : raised(leaf, fault)) any = s.demote(m.path) || any;
  if (any) return true;
  for (const std::string& path : s.below->needed) any = s.demoted.insert(path).second || any;
  return any;
}

std::string SetResolution::why_broken(const Leaf& leaf, const ImportGraph::Fault& fault) const {
  const std::vector<ModuleVersion> modules = raised(leaf, fault);
  const std::string what = !fault.cycle.empty()      ? "is in an import cycle"
                           : !fault.found_in.empty() ? "is ambiguous"
                           : fault.excluded != ImportGraph::Fault::Excluded::no ? "has no files"
                                                                                : "is missing";
  return fmt::format("package {} {} {}", fault.import_path, what,
                     modules.empty() ? "at the set's versions" : "with " + modules.front().str());
}

// set_broken_apart looks for a leaf whose imports the set's versions break. One at a time: without
// it the others may be whole.
bool SetResolution::set_broken_apart() {
  for (Leaf* leaf : leaves_of("")) {
    if (!leaf->broken) continue;
    set_apart(*leaf, why_broken(*leaf, *std::exchange(leaf->broken, std::nullopt)));
    return true;
  }
  return false;
}

// --- packages that are in other modules, and replaced ones --------------------------------------

// set_ambiguous_apart looks for a package that two leaves find in different modules: of one set of
// compiled modules only one of them can be right.
bool SetResolution::set_ambiguous_apart() {
  std::map<std::string, std::pair<std::string, std::string>> known;  // to module path and leaf
  for (Leaf* leaf : leaves_of("")) {
    std::optional<std::string> reason;
    for (const auto& [import_path, package] : leaf->imports->packages()) {
      if (package.module.own) continue;
      const auto found = known.find(import_path);
      const std::string& path = package.module.version.path;
      if (found == known.end() || found->second.first == path) continue;
      reason = fmt::format("package {} is in {}, for leaf {} in {}", import_path, path,
                           found->second.second, found->second.first);
      break;
    }
    if (reason) {
      set_apart(*leaf, std::move(*reason));
      return true;
    }
    for (const auto& [import_path, package] : leaf->imports->packages()) {
      if (package.module.own) continue;
      known.try_emplace(import_path, package.module.version.path, leaf->input.name);
    }
  }
  return false;
}

// name_replacing_leaves makes tracks of the leaves whose own replace lines reach a needed module.
void SetResolution::name_replacing_leaves() {
  for (Leaf* leaf : leaves_of("")) {
    if (leaf->input.replace.empty()) continue;
    std::string reason;
    std::map<std::string, std::string> versions;
    for (const ModuleVersion& m : needed(*leaf)) {
      const ModuleVersion from = provider(*leaf, m);
      if (m.version == lookup(base_.versions, m.path) && from == shared_provider(m)) continue;
      versions[m.path] = m.version;
      if (reason.empty()) {
        reason =
            fmt::format("{} replaces {} by {}", leaf->input.workspace ? "its workspace" : "go.mod",
                        m.path, from.str());
      }
    }
    if (reason.empty()) continue;
    const ConfigMask supported = leaf->supported;
    std::vector<Unsupported> unsupported = leaf->unsupported;
    set_apart(*leaf, std::move(reason));
    leaf->supported = supported;
    leaf->unsupported = std::move(unsupported);
    View& view = tracks_.at(leaf->track);
    view.joint = true;
    view.versions = base_.versions;
    for (const auto& [path, version] : versions) view.versions[path] = version;
  }
}

}  // namespace goset
