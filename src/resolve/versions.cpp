#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "solving.hpp"

// Versions follow from what was needed in the round before: floors (I1 and the pins), raised by
// what the needed modules require (I2). All of them are looked at together, at the versions they
// have then, and those that were raised again: so the outcome depends on no order. A module that
// stays where it was has raised what it raises.

namespace goset::resolve {

// --- who needs a path ---------------------------------------------------------------------------

void NeedCounts::set(const LeafState& leaf, const NeedList& needed) {
  NeedList& known = lists_[leaf.position];
  if (known == needed) return;
  if (known) add(leaf, *known, ~0U);
  if (needed) add(leaf, *needed, 1);
  known = needed;
}

void NeedCounts::add(const LeafState& leaf, const std::vector<PathId>& paths,
                     std::uint32_t change) {
  const bool is_alike = leaf.leaf->is_alike();
  for (const PathId path : paths) {
    shared_.grow(index(path) + 1);
    alike_.grow(index(path) + 1);
    if (!leaf.leaf->replaces(path)) shared_[path] += change;
    if (is_alike) alike_[path] += change;
  }
}

bool Solving::is_needed(const LeafState& leaf, PathId path) const {
  if (counts().shared(path) > 0 || is_replaced_need(path)) return true;
  if (below_ && below_->needs(path) && !is_demoted(path)) return true;
  if (!leaf.leaf->replaces(path)) return false;
  const NeedList& own = counts().of(leaf);
  return own && std::find(own->begin(), own->end(), path) != own->end();
}

// note_replaced_needs finds the needed paths that a leaf replaces at other versions only: these it
// shares.
void Solving::note_replaced_needs() {
  for (const PathId path : replaced_needs_) is_replaced_need_[path] = 0;
  replaced_needs_.clear();
  for (const LeafState* leaf : not_alike_) {
    const NeedList& own = counts().of(*leaf);
    if (!own) continue;
    for (const PathId path : leaf->leaf->replaced()) {
      if (std::find(own->begin(), own->end(), path) == own->end()) continue;
      const VersionId at = resolving_.version_in(versions_, *leaf, path);
      const ModuleVersion m = at == no_version ? ModuleVersion{resolving_.universe.text(path), ""}
                                               : resolving_.universe.module(at);
      if (leaf->leaf->input().replace.find(m)) continue;
      replaced_needs_.push_back(path);
      is_replaced_need_.grow(index(path) + 1);
      is_replaced_need_[path] = 1;
    }
  }
}

// --- floors -------------------------------------------------------------------------------------

void Solving::choose_versions() {
  do {
    again_ = false;
    raised_by_.clear();
    for (LeafState* leaf : not_alike_) leaf->raised.clear();
    set_floors();
    versions_ = floor_;
    versions_.grow(resolving_.universe.path_count(), no_version);
    apply_pins();
    std::vector<Need> all = needs();
    do {
      while (!again_ && raise_once(all)) {
      }
    } while (!again_ && fill_gaps(all));
  } while (again_);
  note_replaced_needs();
}

// set_floors begins with I1; in a track, with the set's versions where they are higher.
void Solving::set_floors() {
  if (rounds_) {
    floor_ = own_ = rounds_->floors;
    return;
  }
  if (!has_floor_) {
    own_ = Versions(resolving_.universe.path_count(), no_version);
    for (const LeafState* leaf : leaves_) resolving_.lift_to_own(own_, *leaf);
    floor_ = own_;
    if (below_) {
      for (const PathId path : below_->needed) {
        if (!is_demoted(path)) resolving_.lift(floor_, path, lifted(path));
      }
    }
    has_floor_ = true;
  }
}

void Solving::apply_pins() {
  for (const PinnedPath& pin : view_.pins) {
    VersionId& known = versions_[pin.path];
    if (known == no_version) continue;
    if (!pin.exact) {
      resolving_.lift(versions_, pin.path, pin.version);
      continue;
    }
    known = pin.version;
    const VersionId own_floor = Resolving::at(own_, pin.path);
    if (own_floor == no_version || !resolving_.universe.is_higher(own_floor, pin.version)) continue;
    for (const LeafState* leaf : leaves_) {
      const VersionId own = leaf->own->at(pin.path);
      if (own == no_version || !resolving_.universe.is_higher(own, pin.version)) continue;
      HeldBackError error(fmt::format("{} is pinned at {}, but {} is required",
                                      resolving_.universe.text(pin.path),
                                      resolving_.universe.module(pin.version).version,
                                      resolving_.universe.module(own).version));
      explainer_.note_chain(error, resolving_.universe.module(own));
      error.add_note(below_ ? "raise the pin of its track, or lower what requires it"
                            : "raise the pin, or put the leaf in a separate track");
      throw error;
    }
  }
}

// --- raising ------------------------------------------------------------------------------------

// needs_in_order lists the needed modules, each once for all leaves that see it alike, and the
// directories that replace modules: what their go.mod files require counts as well.
std::vector<Solving::Need> Solving::needs_in_order() const {
  std::vector<Need> result;
  Table<PathId, std::uint8_t> seen(resolving_.universe.path_count(), 0);
  for (LeafState* leaf : leaves_) {
    const NeedList& paths = counts().of(*leaf);
    if (!paths) continue;
    const bool alike = leaf->leaf->is_alike();
    for (const PathId path : *paths) {
      if (!alike || std::exchange(seen[path], 1) == 0) result.push_back({leaf, path});
    }
  }
  return result;
}

// needs is the same for the set, without going through all leaves: what a leaf that is not like the
// others needs matters only if no other needs it, or if the leaf replaces it. Modules that require
// nothing above the floors are left out until their version moves: see wake. The order counts only for
// a track, and for which exact pin is told of.
std::vector<Solving::Need> Solving::needs() {
  if (!rounds_ || view_.has_exact_pin) return needs_in_order();
  std::vector<Need> result;
  ++listing_;
  raised_paths_.clear();
  for (LeafState* leaf : not_alike_) {
    const NeedList& paths = counts().of(*leaf);
    if (!paths) continue;
    for (const PathId path : *paths) {
      if (counts().alike(path) == 0 || leaf->leaf->replaces(path)) result.push_back({leaf, path});
    }
  }
  for (std::size_t i = 0; i < counts().size(); ++i) {
    const PathId path{static_cast<std::uint32_t>(i)};
    if (counts().alike(path) == 0 || is_quiet(versions_[path])) continue;
    result.push_back({any_alike_, path});
    listed_.grow(index(path) + 1);
    listed_[path] = listing_;
  }
  return result;
}

// wake adds the modules that needs() has left out, and that were raised since.
void Solving::wake(std::vector<Need>& needs) {
  if (!rounds_ || view_.has_exact_pin) return;
  for (const PathId path : raised_paths_) {
    if (counts().alike(path) == 0) continue;
    listed_.grow(index(path) + 1);
    if (std::exchange(listed_[path], listing_) != listing_) needs.push_back({any_alike_, path});
  }
  raised_paths_.clear();
}

// raise_once lifts versions to what the needed modules require; whether any moved.
bool Solving::raise_once(std::vector<Need>& needs) {
  std::vector<Need*> batch;
  std::vector<std::pair<const LeafState*, VersionId>> unknown;
  for (Need& need : needs) {
    need.module = resolving_.version_in(versions_, *need.leaf, need.path);
    if (need.module == no_version || need.module == need.done || is_kept(need)) continue;
    batch.push_back(&need);
    if (!knows_go_mod(need)) unknown.emplace_back(need.leaf, need.module);
  }
  if (!unknown.empty()) evaluator_.load_go_mods(unknown);
  bool moved = false;
  for (Need* need : batch) {
    for (const VersionId r : requirements_of(*need)) {
      moved = raise(*need, r) || moved;
      if (again_) return false;
    }
    need->done = need->module;
  }
  wake(needs);
  return moved;
}

// is_kept reports whether a module raises nothing: it stands as a leaf that keeps its own versions
// selects it, and so do the modules that it requires, but for those that pins raise.
bool Solving::is_kept(const Need& need) const {
  return view_.keeps_own && need.module == need.leaf->own->at(need.path);
}

bool Solving::knows_go_mod(const Need& need) const {
  if (rounds_ && need.leaf->leaf->is_alike() && index(need.module) < rounds_->above.size() &&
      rounds_->above[need.module].is_known) {
    return true;
  }
  const Source source = need.leaf->leaf->source(need.module);
  const GoMod* const mod = need.leaf->leaf->go_mod(source, resolving_.facts);
  if (mod && mod->declares_itself && source.module == need.module) return true;
  return mod && mod->declared == resolving_.universe.text(need.path);
}

// requirements_of returns what a needed module requires; for the set, where every round begins from
// the same floors, without what these cover.
const std::vector<VersionId>& Solving::requirements_of(const Need& need) {
  const auto all = [&]() -> const std::vector<VersionId>& {
    return resolving_.go_mod(*need.leaf, need.module)->require;
  };
  if (!rounds_ || !need.leaf->leaf->is_alike()) return all();
  rounds_->above.grow(index(need.module) + 1);
  Rounds::Above& above = rounds_->above[need.module];
  if (std::exchange(above.is_known, true)) return above.require;
  above.require.clear();
  rounds_->requirers.grow(resolving_.universe.path_count());
  const bool is_new = !std::exchange(above.is_noted, true);
  for (const VersionId r : all()) {
    const PathId path = resolving_.universe.path_of(r);
    if (is_new) rounds_->requirers[path].push_back(need.module);
    const VersionId floor = Resolving::at(floor_, path);
    if (floor == no_version || resolving_.universe.is_higher(r, floor)) above.require.push_back(r);
  }
  rounds_->is_quiet.grow(index(need.module) + 1);
  rounds_->is_quiet[need.module] = above.require.empty() ? 1 : 0;
  return above.require;
}

bool Solving::raise(const Need& need, VersionId r) {
  const Leaf& leaf = *need.leaf->leaf;
  const PathId path = resolving_.universe.path_of(r);
  if (!leaf.is_alike()) {
    if (leaf.excludes(r)) return false;
    if (leaf.replaces(r)) return raise_replaced(need, r);
  }
  VersionId wanted = r;
  if (!view_.pins.empty()) {
    if (const PinnedPath* const pin = view_.pin(path)) {
      versions_.grow(index(path) + 1, no_version);
      if (pin->exact) {
        if (resolving_.universe.is_higher(r, pin->version)) hold_back(need, r);
        return std::exchange(versions_[path], pin->version) != pin->version;
      }
      wanted = resolving_.higher(wanted, pin->version);
    }
  }
  if (!resolving_.lift(versions_, path, wanted)) return false;
  if (rounds_) raised_paths_.push_back(path);
  if (below_) raised_by_.insert_or_assign(static_cast<std::uint32_t>(path), need);
  return true;
}

// raise_replaced raises a path for the leaf alone that replaces it at that version.
bool Solving::raise_replaced(const Need& need, VersionId r) {
  const PathId path = resolving_.universe.path_of(r);
  const VersionId before = resolving_.version_in(versions_, *need.leaf, path);
  VersionId& raised = need.leaf->raised.emplace(path, r).first->second;
  raised = resolving_.higher(raised, r);
  if (resolving_.version_in(versions_, *need.leaf, path) == before) return false;
  if (below_) raised_by_.insert_or_assign(static_cast<std::uint32_t>(path), need);
  return true;
}

// hold_back finds out what has to be lower for an exact pin to hold, against `by` which requires
// `r`: the nearest module, from there up, that is higher than the track's leaves ask for.
void Solving::hold_back(const Need& by, VersionId r) {
  if (below_ && demote(by.path)) {
    again_ = true;
    return;
  }
  const PathId path = resolving_.universe.path_of(r);
  const ModuleVersion& required = resolving_.universe.module(r);
  HeldBackError error(fmt::format("{} is pinned at {}, but {} is required", required.path,
                                  resolving_.universe.module(view_.pin(path)->version).version,
                                  required.version));
  const ModuleVersion& module = resolving_.universe.module(by.module);
  error.add_note("required by " + explainer_.source_module(*by.leaf, module).str());
  for (const std::string& who : explainer_.chain(module)) error.add_note("  by " + who);
  error.add_note(fmt::format("raise the pin, or hold {} back too", module.path));
  throw error;
}

// version_without_view returns the version of a needed path in a leaf's list.
VersionId Solving::version_without_view(const LeafState& leaf, PathId path) {
  if (leaf.list) return leaf.list->at(path);
  const auto found = std::find_if(leaf.brought_in.begin(), leaf.brought_in.end(),
                                  [&](const auto& entry) { return entry.first == path; });
  return found == leaf.brought_in.end() ? leaf.own->at(path) : found->second;
}

// fill_gaps gives needed modules a version that nothing above states: an unpruned dependency alone
// leads to them. All are filled at once: where one requires another, that is no reason to have it
// lower than it is led to. Whether any was missing.
bool Solving::fill_gaps(const std::vector<Need>& needs) {
  std::vector<PathId> gaps;
  for (const Need& need : needs) {
    if (need.module == no_version) gaps.push_back(need.path);
  }
  bool any = false;
  for (const PathId path : gaps) {
    for (const LeafState* leaf : leaves_) {
      const NeedList& paths = counts().of(*leaf);
      if (!paths || std::find(paths->begin(), paths->end(), path) == paths->end()) continue;
      if (resolving_.version_in(versions_, *leaf, path) != no_version) continue;
      any = resolving_.lift(versions_, path, version_without_view(*leaf, path)) || any;
    }
  }
  return any;
}

// --- what a track does not take from the set ----------------------------------------------------

// lifted returns the version that a track shares with the set, if its leaves can live with it: of a
// module that the set builds.
VersionId Solving::lifted(PathId path) const {
  return below_->needs(path) ? below_->at(path) : no_version;
}

void Solving::hold_family(PathId path) {
  for (const LeafState* leaf : leaves_) {
    const VersionId own = leaf->own->at(path);
    if (own == no_version) continue;
    evaluator_.load_go_mods({{leaf, own}});
    for (const VersionId r : resolving_.go_mod(*leaf, own)->require) {
      const PathId required = resolving_.universe.path_of(r);
      if (is_lifted(required) && Resolving::at(own_, required) != no_version) {
        demoted_.insert(required);
      }
    }
  }
}

// is_lifted reports whether the set's version of a path is above what the leaves ask for.
bool Solving::is_lifted(PathId path) const {
  const VersionId shared = lifted(path);
  const VersionId own = Resolving::at(own_, path);
  return shared != no_version && (own == no_version || resolving_.universe.is_higher(shared, own));
}

// demote stops lifting a path to the set's version, or else the nearest module up the line of those
// that require what it has; false where all of them stand by themselves already.
bool Solving::demote(PathId path) {
  for (std::set<PathId> seen; seen.insert(path).second;) {
    if (is_lifted(path) && demoted_.insert(path).second) {
      hold_family(path);
      has_floor_ = false;
      return true;
    }
    const auto raised = raised_by_.find(static_cast<std::uint32_t>(path));
    if (raised == raised_by_.end()) break;
    path = raised->second.path;
  }
  return false;
}

}  // namespace goset::resolve
