#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "solver.hpp"

// Leaves that can't live with the set's versions. A leaf is set apart with all choices of its optional
// tags, so that these do not change its versions.

namespace goset::resolve {

void Solver::set_apart(LeafState& leaf, std::string reason) {
  if (!leaf.track.empty()) return;  // with another choice
  const std::string& name = leaf.leaf->program();
  if (resolving_.tracks.contains(name)) {
    throw Error(
        fmt::format("leaf {} needs a separate track, and [track.{}] is another", name, name),
        {"its " + reason, "give that track another name"});
  }
  for (LeafState* const choice : resolving_.choices_of(leaf)) {
    resolving_.give_track(*choice, name, reason);
    choice->supported = resolving_.universe.configurations().all();
    choice->unsupported.clear();
    choice->broken.reset();
    source_modules_.set(*choice, nullptr);
    rounds_.remove(resolving_, *choice);
  }
}

// excluded returns the modules that a leaf needs, or looks into, at a version that it excludes: at
// another version what was only looked into may have the package.
std::vector<ModuleVersion> Solver::excluded(const LeafState& leaf) const {
  if (leaf.leaf->exclude().empty()) return {};
  std::vector<ModuleVersion> looked_at;
  std::vector<std::pair<std::string, ModuleVersion>> own;  // of directories; by import path
  const Walk& walk = *leaf.walk;
  for (const Walk::Module& module : walk.modules) {
    if (module.version == no_version || !leaf.leaf->excludes(module.version)) continue;
    if (!module.own && module.looked) {
      looked_at.push_back(resolving_.universe.module(module.version));
    }
  }
  std::sort(looked_at.begin(), looked_at.end());
  for (const Walk::Needed& needed : walk.packages) {
    const Walk::Module& module = walk.module(needed);
    if (!module.own || module.version == no_version) continue;
    if (!leaf.leaf->excludes(module.version)) continue;
    own.emplace_back(resolving_.universe.import(needed.import).path,
                     resolving_.universe.module(module.version));
  }
  std::sort(own.begin(), own.end());
  for (auto& [import_path, m] : own) looked_at.push_back(std::move(m));
  return looked_at;
}

// set_excluding_apart looks for leaves that exclude a version which the set gives them. In its
// track such a module stands where the leaf's own build list has it.
bool Solver::set_excluding_apart() {
  bool any = false;
  for (LeafState* leaf : resolving_.leaves_of("")) {
    const std::vector<ModuleVersion> found = excluded(*leaf);
    if (found.empty()) continue;
    set_apart(*leaf, fmt::format("go.mod excludes {}", found.front().str()));
    View& track = resolving_.tracks.at(leaf->track);
    for (const ModuleVersion& m : found) track.own.insert(*resolving_.universe.known_path(m.path));
    any = true;
  }
  return any;
}

// exclude_more does so for a track that was solved; whether it is to be solved again.
bool Solver::exclude_more(View& track) const {
  bool any = false;
  for (const LeafState* leaf : resolving_.leaves_of(track.name)) {
    for (const ModuleVersion& m : excluded(*leaf)) {
      any = track.own.insert(*resolving_.universe.known_path(m.path)).second || any;
    }
  }
  return any;
}

// set_broken_apart looks for a leaf whose imports the set's versions break. One at a time: without
// it the others may be whole.
bool Solver::set_broken_apart() {
  for (LeafState* leaf : resolving_.leaves_of("")) {
    if (!leaf->broken) continue;
    const std::size_t fault = *std::exchange(leaf->broken, std::nullopt);
    set_apart(*leaf, explainer_.why_broken(leaf->faults[fault], base_->raised(*leaf, fault)));
    return true;
  }
  return false;
}

// --- packages that are in other modules, and replaced ones --------------------------------------

void SourceModules::set(const LeafState& leaf, std::shared_ptr<const Places> places) {
  std::shared_ptr<const Places>& known = places_[leaf.position];
  if (known == places) return;
  if (known && places && *known == *places) return;
  if (known) count(*known, -1);
  if (places) count(*places, 1);
  known = std::move(places);
}

void SourceModules::count(const Places& places, int change) {
  for (const auto& [import, path] : places) {
    std::map<PathId, int>& modules = modules_[static_cast<std::uint32_t>(import)];
    const bool was_ambiguous = modules.size() > 1;
    if ((modules[path] += change) == 0) modules.erase(path);
    const bool is_ambiguous = modules.size() > 1;
    if (is_ambiguous != was_ambiguous) ambiguous_ += is_ambiguous ? 1 : ~std::size_t{0};
  }
}

// set_ambiguous_apart looks for a package that two leaves find in different modules: of one set of
// compiled modules only one of them can be right.
bool Solver::set_ambiguous_apart() {
  const Universe& universe = resolving_.universe;
  for (const LeafState* leaf : resolving_.leaves_of("")) source_modules_.set(*leaf, leaf->places);
  if (!source_modules_.is_ambiguous()) return false;
  std::unordered_map<std::uint32_t, std::pair<PathId, const LeafState*>> known;  // by import
  for (LeafState* leaf : resolving_.leaves_of("")) {
    const std::pair<ImportId, PathId>* first = nullptr;  // by import path
    for (const auto& place : *leaf->places) {
      const auto found = known.find(static_cast<std::uint32_t>(place.first));
      if (found == known.end() || found->second.first == place.second) continue;
      if (!first || universe.import(place.first).path < universe.import(first->first).path) {
        first = &place;
      }
    }
    if (first) {
      const auto& [path, other] = known.at(static_cast<std::uint32_t>(first->first));
      set_apart(*leaf,
                fmt::format("package {} is in {}, for leaf {} in {}",
                            universe.import(first->first).path.str(), universe.text(first->second),
                            other->leaf->name(), universe.text(path)));
      return true;
    }
    for (const auto& [import, path] : *leaf->places) {
      known.try_emplace(static_cast<std::uint32_t>(import), path, leaf);
    }
  }
  return false;
}

// share_base sets a leaf apart, but for what it replaces.
void Solver::share_base(LeafState& leaf, std::string reason) {
  const std::vector<LeafState*> choices = resolving_.choices_of(leaf);
  std::vector<std::pair<ConfigMask, std::vector<Unsupported>>> before;
  for (const LeafState* choice : choices) {
    before.emplace_back(choice->supported, choice->unsupported);
  }
  set_apart(leaf, std::move(reason));
  for (std::size_t i = 0; i < choices.size(); ++i) {
    std::tie(choices[i]->supported, choices[i]->unsupported) = std::move(before[i]);
  }
  View& view = resolving_.tracks.at(leaf.track);
  view.shares_base = true;
  view.versions = resolving_.base.versions;
}

// name_replacing_leaves makes tracks of the leaves whose own replace lines reach a needed module.
void Solver::name_replacing_leaves() {
  const Universe& universe = resolving_.universe;
  const View& base = resolving_.base;
  for (LeafState* leaf : resolving_.leaves_of("")) {
    if (!leaf->leaf->replaces()) continue;
    std::string reason;
    std::map<PathId, VersionId> versions;
    std::map<ModuleVersion, VersionId> needed;
    for (const Walk::Module& module : leaf->walk->modules) {
      if (module.needed && !module.own) needed[universe.module(module.version)] = module.version;
    }
    for (const auto& [m, version] : needed) {
      const ModuleVersion from = explainer_.source_module(*leaf, m);
      const PathId path = universe.path_of(version);
      if (version == base.at(path) && from == explainer_.shared_source_module(m)) continue;
      versions[path] = version;
      if (reason.empty()) {
        reason = fmt::format("{} replaces {} by {}",
                             leaf->leaf->is_workspace() ? "its workspace" : "go.mod", m.path,
                             from.str());
      }
    }
    if (reason.empty()) continue;
    if (leaf->track.empty()) share_base(*leaf, std::move(reason));
    View& view = resolving_.tracks.at(leaf->track);
    for (const auto& [path, version] : versions) view.versions[path] = version;
  }
}

}  // namespace goset::resolve
