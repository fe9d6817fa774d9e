#include <algorithm>
#include <utility>

#include "solver.hpp"

// A lock says what a resolution came to, but not why. What it leaves out follows from one look at
// each leaf, with the lock's versions and what these say is needed: no rounds, and no leaf set
// apart. Whether that is the same outcome is seen from it: what the leaves then need must be what
// the lock has, at the same versions.

namespace goset::resolve {

namespace {

// is_needed_in reports whether a leaf of a track sees a path as needed, so that its requirement
// stands at the track's version.
bool is_needed_in(const GoSet& locked, const SetTrack* track, const std::string& path) {
  if (track && track->modules.contains(path)) return true;
  if (!locked.modules.contains(path)) return false;
  return !track || !track->candidates.contains(path);  // the track has another version
}

}  // namespace

bool Solver::replay(const GoSet& locked) {
  load_own_lists();
  if (!take_tracks(locked)) return false;
  take_versions(locked, nullptr, resolving_.base);
  for (const auto& [path, module] : locked.modules) {
    mark_needed(resolving_.base, *resolving_.universe.known_path(path));
  }
  for (auto& [name, view] : resolving_.tracks) {
    const auto track = locked.tracks.find(name);
    take_versions(locked, track == locked.tracks.end() ? nullptr : &track->second, view);
  }
  for (const auto& leaf : resolving_.leaves) rounds_.add(resolving_, *leaf);
  if (!look_at_leaves(locked)) return false;
  name_replacing_leaves();
  return std::all_of(resolving_.leaves.begin(), resolving_.leaves.end(), [&](const auto& leaf) {
    const std::string& track = locked.leaves.at(leaf->leaf->name()).track;
    if (leaf->track != track) return false;
    return track.empty() || resolving_.tracks.at(track).reason == locked.tracks.at(track).reason;
  });
}

// only_replaces reports whether a track has nothing but what its leaf replaces.
bool Solver::only_replaces(const LeafState& leaf, const SetTrack& track) const {
  return leaf.leaf->replaces() &&
         std::all_of(track.modules.begin(), track.modules.end(), [&](const auto& entry) {
           const std::optional<PathId> path = resolving_.universe.known_path(entry.first);
           return path && leaf.leaf->replaces(*path);
         });
}

// take_tracks gives each leaf the track that it has in the lock, but for those that only replace
// modules: they are named at the end.
bool Solver::take_tracks(const GoSet& locked) {
  if (locked.leaves.size() != resolving_.leaves.size()) return false;
  const Universe& universe = resolving_.universe;
  for (const auto& leaf : resolving_.leaves) {
    const auto known = locked.leaves.find(leaf->leaf->name());
    if (known == locked.leaves.end()) return false;
    const SetLeaf& entry = known->second;
    for (const auto& [term, reason] : entry.unsupported) {
      leaf->supported &= ~universe.configurations().mask(BuildConstraint::parse(term), {});
    }
    if (entry.track == leaf->track) continue;
    const auto track = locked.tracks.find(entry.track);
    if (track == locked.tracks.end() || !track->second.automatic) return false;
    if (only_replaces(*leaf, track->second)) continue;
    View& view = resolving_.tracks[entry.track];
    view.name = entry.track;
    view.reason = track->second.reason;
    view.automatic = true;
    view.set_pins(resolving_.base.pins);
    leaf->track = entry.track;
  }
  return true;
}

// take_versions sets the versions of a view: those of the lock and, of what it does not have, the
// highest that the view's leaves select alone. `track` is null for the set.
void Solver::take_versions(const GoSet& locked, const SetTrack* track, View& view) {
  Universe& universe = resolving_.universe;
  const auto set = [&](const std::string& path, const std::string& version) {
    const VersionId id = universe.version({path, version});
    view.versions.grow(universe.path_count(), no_version);
    view.versions[universe.path_of(id)] = id;
  };
  view.versions = Versions(universe.path_count(), no_version);
  for (const LeafState* leaf : resolving_.leaves_of(view.name)) {
    for (std::size_t i = 0; i < leaf->own->paths.size(); ++i) {
      const VersionId version = leaf->own->versions[i];
      if (!leaf->leaf->replaces(version)) {
        resolving_.lift(view.versions, leaf->own->paths[i], version);
      }
    }
  }
  for (const auto& [path, module] : locked.modules) set(path, module.version);
  if (!track) {
    for (const auto& [path, candidate] : locked.candidates) set(path, candidate.version);
    return;
  }
  for (const auto& [path, module] : track->modules) set(path, module.version);
  for (const auto& [path, candidate] : track->candidates) set(path, candidate.version);
}

void Solver::mark_needed(View& view, PathId path) {
  view.is_needed.grow(resolving_.universe.path_count());
  if (std::exchange(view.is_needed[path], 1) == 0) view.needed.push_back(path);
}

// look_at_leaves finds what each leaf needs, and reports whether that is what the lock has.
bool Solver::look_at_leaves(const GoSet& locked) {
  const Universe& universe = resolving_.universe;
  std::set<PathId> needed;  // of the set
  std::vector<std::pair<const LeafState*, VersionId>> modules;
  const auto track_of = [&](const LeafState& leaf) -> const SetTrack* {
    const auto track = locked.tracks.find(locked.leaves.at(leaf.leaf->name()).track);
    return track == locked.tracks.end() ? nullptr : &track->second;
  };
  const auto is_needed = [&](const LeafState& leaf, PathId path) {
    return is_needed_in(locked, track_of(leaf), universe.text(path));
  };
  std::vector<std::string> views{""};
  for (const auto& [name, view] : resolving_.tracks) views.push_back(name);
  for (const std::string& name : views) {
    View& view = name.empty() ? resolving_.base : resolving_.tracks.at(name);
    const std::vector<LeafState*> leaves = resolving_.leaves_of(name);
    evaluator_.evaluate({view.versions, is_needed}, leaves);
    for (const LeafState* leaf : leaves) {
      if (leaf->walk->has_faults()) return false;
      const SetTrack* const track = track_of(*leaf);
      for (const Walk::Module& module : leaf->walk->modules) {
        if (!module.needed || module.own) continue;
        modules.emplace_back(leaf, module.version);
        const ModuleVersion& m = universe.module(module.version);
        const auto own = track ? track->modules.find(m.path) : locked.modules.end();
        const bool has_own = track && own != track->modules.end();
        const auto known = has_own ? own : locked.modules.find(m.path);
        if (!has_own && known == locked.modules.end()) return false;
        if (known->second.version != m.version) return false;
        if (!has_own) needed.insert(module.path);
        mark_needed(view, module.path);
      }
    }
  }
  if (needed.size() > locked.modules.size()) return false;
  evaluator_.load_go_mods(modules);
  return true;
}

}  // namespace goset::resolve
