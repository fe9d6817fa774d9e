#include <algorithm>
#include <utility>

#include "solver.hpp"

// A lock says what a resolution came to, but not why. What it leaves out follows from one look at
// each leaf, with the lock's versions and what these say is needed: no rounds, and no leaf set
// apart. Whether that is the same outcome is seen from it: what the leaves then need must be what
// the lock has, at the same versions.

namespace goset::resolve {

// replay uses what is remembered of looks, and does without if that does not hold.
bool Solver::replay(const GoSet& locked) {
  memory_.open(options_.memory, resolving_.set.replace);
  load_own_lists();
  if (!options_.memory || options_.memory->empty()) return replay_looks(locked);
  memory_.begin(resolving_.leaves);
  try {
    return replay_looks(locked);
  } catch (const WrongMemory&) {
  } catch (const Error&) {
    if (memory_.is_empty()) throw;
  }
  begin_again();
  return replay_looks(locked);
}

bool Solver::replay_looks(const GoSet& locked) {
  if (!take_tracks(locked)) return false;
  std::map<std::string, Seen> seen;  // by track of the lock
  take_set(locked, seen[""]);
  for (const auto& [name, track] : locked.tracks) take_track(track, seen[""], seen[name]);
  resolving_.base.versions = seen.at("").versions;
  for (auto& [name, view] : resolving_.tracks) view.versions = versions_of(view, seen);
  for (const auto& leaf : resolving_.leaves) rounds_.add(resolving_, *leaf);
  if (!look_at_leaves(locked, seen)) return false;
  name_replacing_leaves();
  return std::all_of(resolving_.leaves.begin(), resolving_.leaves.end(), [&](const auto& leaf) {
    const std::string& track = locked.leaves.at(leaf->leaf->program()).track;
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
  std::size_t choices = 0;
  for (const auto& [name, leaf] : locked.leaves) {
    choices += tag_choice::all(leaf.optional_tags).size();
  }
  if (choices != resolving_.leaves.size()) return false;
  const Universe& universe = resolving_.universe;
  for (const auto& leaf : resolving_.leaves) {
    const auto known = locked.leaves.find(leaf->leaf->program());
    if (known == locked.leaves.end()) return false;
    const SetLeaf& entry = known->second;
    const TagChoice choice = tag_choice::of(leaf->leaf->name());
    for (const auto& [term, reason] : entry.unsupported_by(choice)) {
      leaf->supported &= ~universe.configurations().mask(BuildConstraint::parse(term), {});
    }
    if (entry.track == leaf->track) continue;
    const auto track = locked.tracks.find(entry.track);
    if (track == locked.tracks.end() || !track->second.automatic) return false;
    if (only_replaces(*leaf, track->second)) {
      take_replaced(*leaf, track->second);
      continue;
    }
    resolving_.give_track(*leaf, entry.track, track->second.reason);
  }
  return true;
}

// take_replaced takes the versions that lines of the leaf replace.
void Solver::take_replaced(LeafState& leaf, const SetTrack& track) {
  for (const auto& [path, one] : track.modules) {
    const VersionId m = resolving_.universe.version({path, one->version});
    if (leaf.leaf->replaces(m)) leaf.raised.emplace(resolving_.universe.path_of(m), m);
  }
}

// take_set takes the set's versions: those of the lock, and of what it does not have the floors.
void Solver::take_set(const GoSet& locked, Seen& seen) {
  Universe& universe = resolving_.universe;
  std::vector<VersionId> modules;
  std::vector<VersionId> candidates;
  for (const auto& [path, one] : locked.modules) {
    modules.push_back(universe.version({path, one.version}));
  }
  for (const auto& [m, candidate] : locked.candidates) {
    if (!candidate.apart) candidates.push_back(universe.version(m));
  }
  seen.versions = Versions(universe.path_count(), no_version);
  seen.needs.grow(universe.path_count());
  for (const LeafState* leaf : resolving_.leaves_of("")) {
    resolving_.lift_to_own(seen.versions, *leaf);
  }
  for (const VersionId m : candidates) seen.versions[universe.path_of(m)] = m;
  for (const VersionId m : modules) {
    seen.versions[universe.path_of(m)] = m;
    seen.needs[universe.path_of(m)] = 1;
    mark_needed(resolving_.base, universe.path_of(m));
  }
}

// take_track takes what differs in a track.
void Solver::take_track(const SetTrack& track, const Seen& set, Seen& seen) {
  Universe& universe = resolving_.universe;
  seen.needs = set.needs;
  for (const ModuleVersion& m : track.candidates) {
    seen.other.push_back(universe.version(m));
    seen.needs.grow(universe.path_count());
    seen.needs[universe.path_of(seen.other.back())] = 0;
  }
  for (const auto& [path, one] : track.modules) {
    seen.other.push_back(universe.version({path, one->version}));
    seen.needs.grow(universe.path_count());
    seen.needs[universe.path_of(seen.other.back())] = 1;
  }
}

// versions_of returns the versions of a track: its own, those of what the set needs, and of the
// rest the floors.
Versions Solver::versions_of(const View& view, const std::map<std::string, Seen>& seen) const {
  const Seen& set = seen.at("");
  Versions result(resolving_.universe.path_count(), no_version);
  for (const LeafState* leaf : resolving_.leaves_of(view.name)) {
    resolving_.lift_to_own(result, *leaf);
  }
  if (view.keeps_own) {
    for (const PinnedPath& pin : view.pins) {
      if (Resolving::at(result, pin.path) != no_version) {
        resolving_.lift(result, pin.path, pin.version);
      }
    }
  } else {
    for (const PathId path : resolving_.base.needed) result[path] = set.versions[path];
  }
  const auto own = seen.find(view.name);
  if (own == seen.end()) return result;
  for (const VersionId m : own->second.other) result[resolving_.universe.path_of(m)] = m;
  return result;
}

void Solver::mark_needed(View& view, PathId path) {
  view.is_needed.grow(resolving_.universe.path_count());
  if (std::exchange(view.is_needed[path], 1) == 0) view.needed.push_back(path);
}

// look_at_leaves finds what each leaf needs, and reports whether that is what the lock has.
bool Solver::look_at_leaves(const GoSet& locked, const std::map<std::string, Seen>& seen) {
  const Universe& universe = resolving_.universe;
  std::set<PathId> needed;  // of the set
  std::vector<std::pair<const LeafState*, VersionId>> modules;
  const auto track_of = [&](const LeafState& leaf) -> const SetTrack* {
    const auto track = locked.tracks.find(locked.leaves.at(leaf.leaf->program()).track);
    return track == locked.tracks.end() ? nullptr : &track->second;
  };
  std::vector<const Needs*> needs(resolving_.leaves.size());
  for (const auto& leaf : resolving_.leaves) {
    needs[leaf->position] = &seen.at(locked.leaves.at(leaf->leaf->program()).track).needs;
  }
  const auto is_needed = [&](const LeafState& leaf, PathId path) {
    const Needs& known = *needs[leaf.position];
    return index(path) < known.size() && known[path] != 0;
  };
  std::vector<std::string> views{""};
  for (const auto& [name, view] : resolving_.tracks) views.push_back(name);
  for (const std::string& name : views) {
    View& view = name.empty() ? resolving_.base : resolving_.tracks.at(name);
    const std::vector<LeafState*> leaves = resolving_.leaves_of(name);
    const Outlook outlook{view.versions, is_needed};
    evaluator_.evaluate(outlook, leaves);
    evaluator_.complete(outlook, leaves, Evaluator::Walks::partial);
    for (const LeafState* leaf : leaves) {
      if (leaf->walk->has_faults()) return false;
      const SetTrack* const track = track_of(*leaf);
      for (const Walk::Module& module : leaf->walk->modules) {
        if (!module.needed || module.own) continue;
        modules.emplace_back(leaf, module.version);
        const ModuleVersion& m = universe.module(module.version);
        const bool has_own = track && track->modules.contains(m.path);
        const SetModule* const known =
            locked.module(locked.leaves.at(leaf->leaf->program()).track, m.path);
        if (!known || known->version != m.version) return false;
        if (!has_own) needed.insert(module.path);
        mark_needed(view, module.path);
      }
    }
  }
  if (needed.size() != locked.modules.size()) return false;
  evaluator_.load_go_mods(modules);
  evaluator_.note_go_mods(memory_.go_mods(resolving_.leaves));
  is_solved_ = true;
  return true;
}

}  // namespace goset::resolve
