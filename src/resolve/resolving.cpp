#include "resolving.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace goset::resolve {

namespace {

std::vector<std::set<std::string>> tag_sets(const std::vector<LeafToResolve>& leaves) {
  std::set<std::set<std::string>> result{{}};
  for (const LeafToResolve& leaf : leaves) result.insert(leaf.tags);
  return {result.begin(), result.end()};
}

}  // namespace

Resolving::Resolving(SetToResolve to_resolve, const Configurations& configurations,
                     FactSource& source)
    : set(std::move(to_resolve)),
      universe(configurations, tag_sets(set.leaves)),
      facts(universe, source) {
  for (LeafToResolve& input : set.leaves) {
    leaves.push_back(std::make_unique<LeafState>());
    LeafState& leaf = *leaves.back();
    leaf.leaf = std::make_unique<Leaf>(input, set.replace, universe);
    leaf.position = leaves.size() - 1;
    // They are in numbers now.
    for (LeafModule& main : input.mains) main.packages = {};
    for (auto& [directory, local] : input.locals) local.packages = {};
  }
  forget_views();
}

void Resolving::forget_views() {
  for (const auto& leaf : leaves) {
    LeafState fresh;
    fresh.leaf = std::move(leaf->leaf);
    fresh.position = leaf->position;
    fresh.own = std::move(leaf->own);
    fresh.supported = universe.configurations().all();
    fresh.track = fresh.leaf->input().track;
    *leaf = std::move(fresh);
  }
  base = {};
  tracks.clear();
  base.set_pins(numbered(set.pins));
  for (const auto& [name, track] : set.tracks) {
    View& view = tracks[name];
    view.name = name;
    view.reason = track.reason;
    Pins pins = track.pins;
    pins.insert(set.pins.begin(), set.pins.end());
    view.set_pins(numbered(pins));
  }
  for (const auto& leaf : leaves) {
    if (leaf->leaf->input().own_versions) keep_own(*leaf);
  }
}

// keep_own gives a leaf a view of its own. What goset.toml pins is a floor there, and no more: it is
// the set that an exact pin is for.
void Resolving::keep_own(LeafState& leaf) {
  const std::string& name = leaf.leaf->program();
  if (const auto known = tracks.find(name); known != tracks.end() && known->second.keeps_own) {
    leaf.track = name;  // as with its other choices
    return;
  }
  if (tracks.contains(name)) {
    throw Error(fmt::format("leaf {} has its own versions, and [track.{}] is another", name, name),
                {"give that track another name"});
  }
  give_track(leaf, name, "");
  View& view = tracks.at(name);
  view.keeps_own = true;
  view.has_exact_pin = false;
  for (PinnedPath& pin : view.pins) pin.exact = false;
}

void View::set_pins(std::vector<PinnedPath> by_text) {
  pins = std::move(by_text);
  for (std::size_t i = 0; i < pins.size(); ++i) {
    pin_at.grow(index(pins[i].path) + 1);
    pin_at[pins[i].path] = static_cast<std::uint32_t>(i + 1);
    has_exact_pin = has_exact_pin || pins[i].exact;
  }
}

std::vector<LeafState*> Resolving::leaves_of(const std::string& track) const {
  std::vector<LeafState*> result;
  for (const std::unique_ptr<LeafState>& leaf : leaves) {
    if (leaf->track == track) result.push_back(leaf.get());
  }
  return result;
}

std::vector<LeafState*> Resolving::choices_of(const LeafState& leaf) const {
  std::vector<LeafState*> result;
  for (const std::unique_ptr<LeafState>& other : leaves) {
    if (other->leaf->program() == leaf.leaf->program()) result.push_back(other.get());
  }
  return result;
}

std::vector<PinnedPath> Resolving::numbered(const Pins& pins) {
  std::vector<PinnedPath> result;
  for (const auto& [path, pin] : pins) {
    const VersionId version = universe.version({path, pin.version});
    result.push_back({universe.path_of(version), version, pin.exact});
  }
  return result;
}

VersionId Resolving::version_in(const Versions& versions, const LeafState& leaf,
                                PathId path) const {
  const VersionId shared = at(versions, path);
  if (!leaf.leaf->replaces() || !leaf.leaf->replaces(path)) {
    return shared != no_version || !leaf.leaf->replaces() ? shared : leaf.own->at(path);
  }
  VersionId highest = higher(shared, leaf.own->at(path));
  if (shared != no_version && !leaf.leaf->replaces(highest)) highest = shared;
  const auto found = leaf.raised.find(path);
  if (found == leaf.raised.end() || higher(highest, found->second) == highest) return highest;
  if (highest == no_version) return found->second;
  // The version only says which line counts: it stays where the same one does.
  const bool is_same = leaf.leaf->source(found->second) == leaf.leaf->source(highest);
  return is_same ? highest : found->second;
}

void Resolving::give_track(LeafState& leaf, const std::string& name, std::string reason) {
  View& view = tracks[name];
  view.name = name;
  view.reason = std::move(reason);
  view.automatic = true;
  view.set_pins(base.pins);
  leaf.track = name;
}

void Resolving::lift_to_own(Versions& versions, const LeafState& leaf) const {
  for (std::size_t i = 0; i < leaf.own->paths.size(); ++i) {
    const VersionId version = leaf.own->versions[i];
    if (!leaf.leaf->replaces(version)) lift(versions, leaf.own->paths[i], version);
  }
}

}  // namespace goset::resolve
