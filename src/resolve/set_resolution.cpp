#include "goset/resolve/set_resolution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"
#include "solving.hpp"

// Versions and needs depend on each other: what is needed follows from the packages at the chosen
// versions, and what a needed module requires may raise versions (I2). So they are found in rounds:
//
//   versions  from the floors (I1 and the pins), raised by what the needed modules of the last
//             round require, until nothing moves
//   graphs    each leaf's module graph with its requirements at these versions: where an import of
//             the leaf may be looked for. What the leaf alone does not have is required as well
//   imports   the packages that each leaf needs, hence the modules
//
// until the same modules are needed as in the round before. Each round chooses versions anew, so
// that a module that is no longer needed leaves nothing behind (I3). Should the rounds go in a
// circle, which takes packages that move between modules, what was needed once stays so.
//
// A version that a leaf replaces by lines of its own does not count for the others, nor does what
// only reaches a replaced module. A leaf is set apart, which means that it gets a track and that
// the set is solved again without it, where
//
//   - its go.mod excludes a version that the set takes,
//   - an import that it resolves alone is missing or ambiguous at the set's versions, or
//   - an import path is in another module for it than for the others.
//
// A track begins from the set's versions. Where an exact pin holds a module below that, what
// requires more is taken from the leaf's own build list instead (`demoted`), which is consistent in
// itself. So is, module by module, what breaks a leaf of the track, until its imports resolve.

namespace goset {

using Module = ImportGraph::Module;

SetResolution::SetResolution(SetToResolve set, const Configurations& configurations,
                             FactSource& source)
    : set_(std::move(set)), configurations_(configurations), source_(source) {
  for (LeafToResolve& input : set_.leaves) {
    leaves_.push_back(std::make_unique<Leaf>());
    Leaf& leaf = *leaves_.back();
    leaf.input = std::move(input);
    leaf.supported = configurations_.all();
    leaf.track = leaf.input.track;
    for (const LeafModule& main : leaf.input.mains) {
      leaf.exclude.insert(main.mod.exclude.begin(), main.mod.exclude.end());
    }
    for (const auto& [directory, local] : leaf.input.locals) {
      local_summaries_[{&leaf, directory}] = ModSummary::of(local.mod);
    }
  }
}

SetResolution::~SetResolution() = default;

void SetResolution::run() {
  load_own_graphs();
  make_tracks();
  solve_base();
  while (set_excluding_apart() || set_broken_apart() || set_ambiguous_apart()) solve_base();
  for (auto& [name, track] : tracks_) {
    do {
      solve(track, &base_, leaves_of(name));
    } while (exclude_more(track, leaves_of(name)));
  }
  name_replacing_leaves();
}

// number_modules gives leaves that replace nothing by themselves one index.
void SetResolution::number_modules() {
  std::shared_ptr<ModuleIndex> shared;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    const bool is_alike = leaf->input.replace.empty();
    if (is_alike && shared) {
      leaf->index = shared;
      continue;
    }
    leaf->index = std::make_shared<ModuleIndex>(
        [this, &leaf = *leaf](const ModuleVersion& m) { return summary(leaf, m); });
    if (is_alike) shared = leaf->index;
  }
}

void SetResolution::load_own_graphs() {
  number_modules();
  std::vector<std::pair<Leaf*, ModuleGraph*>> graphs;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    leaf->own = std::make_unique<ModuleGraph>(mains(*leaf), leaf->index);
    graphs.emplace_back(leaf.get(), leaf->own.get());
  }
  load(graphs);
  for (const std::unique_ptr<Leaf>& leaf : leaves_) check_providers(*leaf);
}

// check_providers refuses a module that stands for two paths in a leaf, as Go does. Without need of
// the whole graph it sees those that a pruned go.mod lists.
// Rule: cmd/go/internal/modload: checkMultiplePaths.
void SetResolution::check_providers(const Leaf& leaf) const {
  std::map<std::string, std::string> first;
  for (const auto& [path, version] : leaf.own->selected()) {
    if (leaf.own->pruned() && !leaf.own->is_root(path)) continue;
    const Replacement* const by = replacement(leaf, {path, version});
    const std::string provider = by && by->is_directory() ? by->directory
                                 : by                     ? by->module.str()
                                                          : ModuleVersion{path, version}.str();
    const auto [known, is_new] = first.emplace(provider, path);
    if (is_new) continue;
    throw Error(
        fmt::format("leaf {}: {} used for two different module paths", leaf.input.name, provider),
        {fmt::format("{} and {}", known->second, path)});
  }
}

void SetResolution::make_tracks() {
  base_.pins = set_.pins;
  for (const auto& [name, track] : set_.tracks) {
    View& view = tracks_[name];
    view.reason = track.reason;
    view.pins = track.pins;
    view.pins.insert(set_.pins.begin(), set_.pins.end());
  }
}

void SetResolution::solve_base() {
  solve(base_, nullptr, leaves_of(""));
}

// --- one view -----------------------------------------------------------------------------------

void SetResolution::solve(View& view, const View* below, const std::vector<Leaf*>& leaves) {
  Solving s{.view = view, .below = below, .leaves = leaves, .demoted = view.own};
  solve(s);
  view.own.merge(s.demoted);
}

void SetResolution::solve(Solving& s) {
  std::set<std::map<const Leaf*, std::set<std::string>>> seen;
  bool circle = s.view.circle = false;
  begin(s);
  while (true) {
    choose_versions(s);
    for (Leaf* leaf : s.leaves) leaf->entered.clear();
    do {
      load_set_graphs(s);
      load_imports(s);
    } while (enter(s));
    std::map<const Leaf*, std::set<std::string>> now;
    for (const Leaf* leaf : s.leaves) {
      for (const ModuleVersion& m : SetResolution::needed(*leaf)) now[leaf].insert(m.path);
    }
    bool stable = now == s.needed;
    circle = circle || (!stable && !seen.insert(now).second);
    s.view.circle = s.view.circle || circle;
    if (circle) {
      stable = true;
      for (auto& [leaf, paths] : now) {
        s.needed[leaf].merge(paths);  // leaves in `paths` what was there
        stable = stable && paths.size() == SetResolution::needed(*leaf).size();
      }
    } else {
      s.needed = std::move(now);
    }
    if (!stable) continue;
    if (!settle_faults(s)) break;
    seen.clear();
    circle = false;
  }
  s.view.needed.clear();
  for (const auto& [leaf, paths] : s.needed) s.view.needed.insert(paths.begin(), paths.end());
}

// begin forgets what was needed: what led there may have gone.
void SetResolution::begin(Solving& s) {
  s.needed.clear();
  for (Leaf* leaf : s.leaves) leaf->raise_all = false;
}

void SetResolution::choose_versions(Solving& s) {
  do {
    s.again = false;
    s.raised_by.clear();
    set_floors(s);
    apply_pins(s);
    do {
      while (!s.again && raise_once(s)) {
      }
    } while (!s.again && fill_gaps(s));
  } while (s.again);
  s.note_shared();
}

// fill_gaps gives needed modules a version that nothing above states: an unpruned dependency alone
// leads to them. Whether any was missing.
bool SetResolution::fill_gaps(Solving& s) const {
  bool any = false;
  for (const auto& [leaf, paths] : s.needed) {
    for (const std::string& path : paths) {
      if (!version_in(s.view, *leaf, path).empty()) continue;
      any = lift(s.view.versions, path, lookup(leaf->graph->selected(), path)) || any;
    }
  }
  return any;
}

// set_floors begins with I1; in a track, with the set's versions where they are higher.
void SetResolution::set_floors(Solving& s) const {
  s.own.clear();
  for (const Leaf* leaf : s.leaves) {
    for (const auto& [path, version] : leaf->own->selected()) {
      if (!leaf->input.replace.find({path, version})) lift(s.own, path, version);
    }
  }
  s.view.versions = s.own;
  if (!s.below) return;
  for (const std::string& path : s.below->needed) {
    if (!s.demoted.contains(path)) lift(s.view.versions, path, s.lifted(path));
  }
}

void SetResolution::apply_pins(Solving& s) const {
  for (const auto& [path, pin] : s.view.pins) {
    const auto found = s.view.versions.find(path);
    if (found == s.view.versions.end()) continue;
    if (!pin.exact) {
      lift(s.view.versions, path, pin.version);
      continue;
    }
    found->second = pin.version;
    if (semver::compare(lookup(s.own, path), pin.version) <= 0) continue;
    for (const Leaf* leaf : s.leaves) {
      const std::string own = lookup(leaf->own->selected(), path);
      if (semver::compare(own, pin.version) <= 0) continue;
      HeldBackError error(
          fmt::format("{} is held at {}, but {} is needed", path, pin.version, own));
      note_chain(error, {path, own});
      error.add_note(s.below ? "raise the pin of its track, or lower what requires it"
                             : "raise the pin, or put the leaf in a track of its own");
      throw error;
    }
  }
}

// raise_once lifts versions to what the needed modules require; whether any moved.
bool SetResolution::raise_once(Solving& s) {
  const std::vector<Need> all = needs(s.view, s.leaves, s.needed);
  load_summaries(all);
  bool moved = false;
  for (const Need& need : all) {
    for (const ModuleVersion& r : summary(*need.leaf, need.module)->require) {
      moved = raise(s, need, r) || moved;
      if (s.again) return false;
    }
  }
  return moved;
}

bool SetResolution::raise(Solving& s, const Need& need, const ModuleVersion& r) const {
  if (need.leaf->exclude.contains(r) || need.leaf->input.replace.find(r)) return false;
  std::string wanted = r.version;
  if (const auto pin = s.view.pins.find(r.path); pin != s.view.pins.end()) {
    if (pin->second.exact) {
      if (semver::compare(r.version, pin->second.version) > 0) hold_back(s, need, r);
      return std::exchange(s.view.versions[r.path], pin->second.version) != pin->second.version;
    }
    wanted = semver::max(wanted, pin->second.version);
  }
  if (!lift(s.view.versions, r.path, wanted)) return false;
  s.raised_by.insert_or_assign(r.path, need);
  return true;
}

// hold_back finds out what has to be lower for an exact pin to hold, against `by` which requires
// `r`: the nearest module, from there up, that is higher than the track's leaves ask for.
void SetResolution::hold_back(Solving& s, const Need& by, const ModuleVersion& r) const {
  if (s.below && s.demote(by.module.path)) {
    s.again = true;
    return;
  }
  HeldBackError error(fmt::format("{} is held at {}, but {} is needed", r.path,
                                  s.view.pins.at(r.path).version, r.version));
  error.add_note("required by " + by.provider.str());
  for (const std::string& who : chain(by.module)) error.add_note("  by " + who);
  error.add_note(fmt::format("raise the pin, or hold {} back too", by.module.path));
  throw error;
}

// load_set_graphs loads each leaf's module graph with its requirements at the view's versions. A
// graph of the round before with the same requirements stays.
void SetResolution::load_set_graphs(Solving& s) {
  std::vector<std::pair<Leaf*, ModuleGraph*>> graphs;
  for (Leaf* leaf : s.leaves) {
    MainModules mains = mains_at(s, *leaf);
    if (leaf->graph && leaf->graph->mains() == mains) continue;
    leaf->graph = std::make_unique<ModuleGraph>(std::move(mains), leaf->index);
    leaf->imports.reset();
    graphs.emplace_back(leaf, leaf->graph.get());
  }
  load(graphs);
}

void SetResolution::load_imports(Solving& s) {
  std::map<ModuleVersion, std::vector<std::pair<Leaf*, Module>>> waiting;
  std::vector<Leaf*> changed;
  for (Leaf* leaf : s.leaves) {
    Leaf::Sight sight{leaf->supported, versions_seen(s.view, *leaf)};
    if (leaf->imports && leaf->sight == sight) continue;
    leaf->imports = import_graph(s.view, *leaf);
    leaf->sight = std::move(sight);
    changed.push_back(leaf);
  }
  while (true) {
    for (Leaf* leaf : changed) {
      for (const Module& m : leaf->imports->take_wanted()) {
        const ModuleVersion from = provider(*leaf, m.version);
        waiting[from].emplace_back(leaf, m);
        source_.want_packages(from);
      }
    }
    const std::optional<FactSource::Arrival> arrival = source_.next();
    if (!arrival) break;
    if (arrival->fault) failures_.push_back({arrival->module, arrival->fault});
    if (arrival->fault || !arrival->is_packages) continue;
    for (const auto& [leaf, m] : std::exchange(waiting[arrival->module], {})) {
      leaf->imports->provide(m);
    }
  }
  give_up_on_failures();
}

// enter notes what leaves need of modules that are not in their own build lists, where their graphs
// lead to lower versions than the view has: their requirements count at the view's. Whether any is
// new.
bool SetResolution::enter(Solving& s) {
  bool any = false;
  for (Leaf* leaf : s.leaves) {
    for (const ModuleVersion& m : needed(*leaf)) {
      const bool is_lower = semver::compare(lookup(leaf->graph->selected(), m.path),
                                            lookup(s.view.versions, m.path)) < 0;
      if (is_lower && !leaf->own->selected().contains(m.path)) {
        any = leaf->entered.insert(m.path).second || any;
      }
    }
  }
  return any;
}

// settle_faults decides what to do about imports that can't be resolved at the final versions, and
// returns whether to try again: with requirements raised that the set does not need; in a track,
// without what of the set breaks a leaf. Faults that leaves have alone come last. In the set itself
// a leaf that it breaks is only marked.
bool SetResolution::settle_faults(Solving& s) {
  if (set_.tolerate_faults) return false;
  bool again = false;
  for (Leaf* leaf : s.leaves) {
    if (leaf->imports->faults().empty() || leaf->raise_all) continue;
    leaf->raise_all = again = true;
  }
  if (again || s.trial) return again;
  for (Leaf* leaf : s.leaves) {
    leaf->broken = fault_of_the_set(*leaf);
    if (!leaf->broken || !s.below) continue;
    again = demote(s, *leaf, *leaf->broken) || again;
  }
  if (!again) return settle_own_faults(s);
  begin(s);
  return true;
}

// settle_own_faults refuses a leaf that can't be built anywhere, and drops the configurations that
// have a fault of one that can; whether there were any.
bool SetResolution::settle_own_faults(Solving& s) {
  constexpr std::size_t most_faults = 5;  // that are told of, besides the first
  bool again = false;
  std::size_t more = 0;
  std::optional<Error> failure;
  for (Leaf* leaf : s.leaves) {
    if (leaf->broken && !s.below) continue;
    ConfigMask broken = 0;
    const std::vector<ImportGraph::Fault> faults = SetResolution::faults(*leaf);
    for (const ImportGraph::Fault& fault : faults) broken |= fault.mask;
    broken &= leaf->supported;
    if (broken == 0) continue;
    if (broken == leaf->supported) {
      for (const ImportGraph::Fault& fault : faults) {
        Error error = import_error(*leaf, fault);
        if (!failure) {
          failure = std::move(error);
        } else if (++more <= most_faults) {
          failure->add_note(error.message());
          for (const std::string& note : error.notes()) failure->add_note("  " + note);
        }
      }
      continue;
    }
    for (const ImportGraph::Fault& fault : faults) {
      const ConfigMask mask = fault.mask & leaf->supported;
      if (mask == 0) continue;
      leaf->unsupported.push_back({mask, import_error(*leaf, fault)});
      leaf->supported &= ~mask;
    }
    again = true;
  }
  if (failure && more > most_faults) {
    failure->add_note(fmt::format("and {} imports more", more - most_faults));
  }
  if (failure) throw *failure;
  return again;
}

// faults returns what is wrong with a leaf's imports. Test files may import what imports their
// package, so where they count the leaf's own packages are in no cycle that Go would mind.
std::vector<ImportGraph::Fault> SetResolution::faults(const Leaf& leaf) {
  std::vector<ImportGraph::Fault> result = leaf.imports->faults();
  for (ImportGraph::Fault& fault : leaf.imports->cycles(!leaf.input.tests)) {
    result.push_back(std::move(fault));
  }
  return result;
}

}  // namespace goset
