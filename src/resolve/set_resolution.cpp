#include "goset/resolve/set_resolution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"

// Versions and needs depend on each other: what is needed follows from the packages at the chosen
// versions, and what a needed module requires may raise versions (I2). So they are found in rounds:
//
//   versions  from the floors (I1 and the pins), raised by what the needed modules of the last
//             round require, until nothing moves
//   graphs    each leaf's module graph with its requirements at these versions: where an import of
//             the leaf may be looked for
//   imports   the packages that each leaf needs, hence the modules
//
// until the same modules are needed as in the round before. Each round chooses versions anew, so
// that a module that is no longer needed leaves nothing behind (I3). Should the rounds go in a
// circle, which takes packages that move between modules, what was needed once stays so.
//
// A version that a leaf replaces by lines of its own does not count for the others, nor does what
// only reaches a replaced module. A leaf whose go.mod excludes a version that the set takes, or for
// which an import path is in another module than for the others, is set apart: it gets a track, and
// the set is solved again without it.
//
// A track begins from the set's versions. An exact pin holds a module below that; then what
// requires more is taken from the leaf's own build list instead (`demoted`), which is consistent in
// itself.

namespace goset {

using namespace std::string_literals;
using Module = ImportGraph::Module;

namespace {

std::string lookup(const std::map<std::string, std::string>& versions, const std::string& path) {
  const auto found = versions.find(path);
  return found == versions.end() ? std::string() : found->second;
}

bool lift(std::map<std::string, std::string>& versions, const std::string& path,
          const std::string& version) {
  std::string& known = versions[path];
  if (!known.empty() && semver::compare(version, known) <= 0) return false;
  known = version;
  return true;
}

std::string joined(const std::string& directory, const std::string& below) {
  if (directory == ".") return below;
  return below == "." ? directory : directory + "/" + below;
}

}  // namespace

bool LeafToResolve::owns(const std::string& import_path) const {
  const bool in_main = std::any_of(mains.begin(), mains.end(), [&](const LeafModule& main) {
    return module::in_module(import_path, main.mod.module_path);
  });
  return in_main ||
         std::any_of(replace.lines().begin(), replace.lines().end(), [&](const auto& line) {
           return line.second.is_directory() && module::in_module(import_path, line.first.path);
         });
}

// Solving is the state of solving one view.
struct SetResolution::Solving {
  View& view;
  const View* below;  // the set, for a track
  std::vector<Leaf*> leaves;
  std::map<const Leaf*, std::set<std::string>> needed;  // paths, of the last round
  std::map<std::string, std::string> own;               // I1
  std::map<std::string, Need> raised_by;
  std::set<std::string> demoted;
  bool again = false;  // something was demoted: choose anew

  bool is_needed(const std::string& path) const {
    return std::any_of(needed.begin(), needed.end(),
                       [&](const auto& entry) { return entry.second.contains(path); });
  }
};

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
  while (set_excluding_apart() || set_ambiguous_apart()) solve_base();
  for (auto& [name, track] : tracks_) {
    do {
      solve(track, &base_, leaves_of(name));
    } while (exclude_more(track, leaves_of(name)));
  }
  name_replacing_leaves();
}

void SetResolution::load_own_graphs() {
  std::vector<std::pair<Leaf*, ModuleGraph*>> graphs;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    leaf->own = std::make_unique<ModuleGraph>(
        mains(*leaf), [this, &leaf = *leaf](const ModuleVersion& m) { return summary(leaf, m); });
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
  base_.versions.clear();
  solve(base_, nullptr, leaves_of(""));
}

// --- one view -----------------------------------------------------------------------------------

void SetResolution::solve(View& view, const View* below, const std::vector<Leaf*>& leaves) {
  Solving s{view, below, leaves, {}, {}, {}, view.own, false};
  std::set<std::map<const Leaf*, std::set<std::string>>> seen;
  bool circle = false;
  while (true) {
    choose_versions(s);
    load_set_graphs(s);
    load_imports(s);
    std::map<const Leaf*, std::set<std::string>> now;
    for (const Leaf* leaf : leaves) {
      for (const ModuleVersion& m : SetResolution::needed(*leaf)) now[leaf].insert(m.path);
    }
    bool stable = now == s.needed;
    circle = circle || (!stable && !seen.insert(now).second);
    view.circle = view.circle || circle;
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
  for (const std::string& path : s.demoted) {
    if (below && lookup(view.versions, path) != lookup(below->versions, path)) {
      view.held_back.insert(path);
    }
  }
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
  for (const auto& [path, version] : s.below->versions) {
    if (!s.demoted.contains(path)) lift(s.view.versions, path, version);
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
      Error error(fmt::format("{} is held at {}, but {} is needed", path, pin.version, own));
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
  if (need.leaf->input.replace.find(r) || need.leaf->exclude.contains(r)) return false;
  std::string wanted = r.version;
  if (const auto pin = s.view.pins.find(r.path); pin != s.view.pins.end()) {
    if (pin->second.exact) {
      if (semver::compare(r.version, pin->second.version) > 0) hold_back(s, need, r);
      s.view.versions[r.path] = pin->second.version;
      return false;
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
  if (s.below) {
    std::set<std::string> seen;
    for (std::string path = by.module.path; seen.insert(path).second;) {
      const std::string lifted = lookup(s.below->versions, path);
      const std::string own = lookup(s.own, path);
      if (!s.demoted.contains(path) && !own.empty() && semver::compare(lifted, own) > 0) {
        s.demoted.insert(path);
        s.again = true;
        return;
      }
      const auto raised = s.raised_by.find(path);
      if (raised == s.raised_by.end()) break;
      path = raised->second.module.path;
    }
  }
  Error error(fmt::format("{} is held at {}, but {} is needed", r.path,
                          s.view.pins.at(r.path).version, r.version));
  error.add_note("required by " + by.provider.str());
  for (const std::string& who : chain(by.module)) error.add_note("  by " + who);
  error.add_note(fmt::format("raise the pin, or hold {} back too", by.module.path));
  throw error;
}

// load_set_graphs loads each leaf's module graph with its requirements at the view's versions.
void SetResolution::load_set_graphs(Solving& s) {
  std::vector<std::pair<Leaf*, ModuleGraph*>> graphs;
  for (Leaf* leaf : s.leaves) {
    leaf->graph = std::make_unique<ModuleGraph>(
        mains_at(s, *leaf), [this, leaf](const ModuleVersion& m) { return summary(*leaf, m); });
    graphs.emplace_back(leaf, leaf->graph.get());
  }
  load(graphs);
}

void SetResolution::load_imports(Solving& s) {
  std::map<ModuleVersion, std::vector<std::pair<Leaf*, Module>>> waiting;
  for (Leaf* leaf : s.leaves) leaf->imports = import_graph(s.view, *leaf);
  while (true) {
    for (Leaf* leaf : s.leaves) {
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

// settle_faults decides what to do about imports that can't be resolved at the final versions, and
// returns whether to try again: with requirements raised that the set does not need, then without
// the configurations that have the fault.
bool SetResolution::settle_faults(Solving& s) {
  if (set_.tolerate_faults) return false;
  bool again = false;
  for (Leaf* leaf : s.leaves) {
    if (leaf->imports->faults().empty() || leaf->raise_all) continue;
    leaf->raise_all = again = true;
  }
  if (again) return true;
  constexpr std::size_t most_faults = 5;  // that are told of, besides the first
  std::size_t more = 0;
  std::optional<Error> failure;
  for (Leaf* leaf : s.leaves) {
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
    leaf->unsupported.push_back({broken, import_error(*leaf, faults.front())});
    leaf->supported &= ~broken;
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

// --- leaves that can't live with the set's versions ---------------------------------------------

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
  leaf.raise_all = false;
}

// excluded returns the modules that a leaf needs, or looks into, at a version that it excludes: at
// another version what was only looked into may have the package.
std::vector<ModuleVersion> SetResolution::excluded(const Leaf& leaf) {
  std::vector<ModuleVersion> result;
  for (const auto& [m, lacks] : leaf.imports->looked_at()) {
    if (leaf.exclude.contains(m)) result.push_back(m);
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

// --- what a leaf sees ---------------------------------------------------------------------------

MainModules SetResolution::mains(const Leaf& leaf) const {
  MainModules result;
  result.workspace = leaf.input.workspace;
  for (const LeafModule& main : leaf.input.mains) {
    result.modules.push_back(MainModule::of(main.mod));
  }
  return result;
}

// mains_at sets the requirements of a leaf to the view's versions, those on excluded versions too,
// and adds those of its own build list that the set needs: so `go mod tidy` would write them down.
MainModules SetResolution::mains_at(const Solving& s, const Leaf& leaf) const {
  MainModules result = mains(leaf);
  std::set<std::string> listed;
  for (std::size_t i = 0; i < result.modules.size(); ++i) {
    MainModule& main = result.modules[i];
    main.require.clear();
    for (const ModFile::Require& require : leaf.input.mains[i].mod.require) {
      ModuleVersion r = require.mod;
      listed.insert(r.path);
      if (leaf.raise_all || s.is_needed(r.path)) {
        const std::string v = version_in(s.view, leaf, r.path);
        if (!v.empty()) r.version = v;
      }
      if (r != require.mod) main.exclude.erase(r);
      if (!main.exclude.contains(r)) main.require.push_back(std::move(r));
    }
  }
  MainModule& first = result.modules.front();
  for (const auto& [path, version] : leaf.own->selected()) {
    if (listed.contains(path) || !s.is_needed(path)) continue;
    first.require.push_back({path, version_in(s.view, leaf, path)});
    first.exclude.erase(first.require.back());
  }
  return result;
}

std::map<std::string, ConfigMask> SetResolution::roots(const Leaf& leaf) const {
  std::map<std::string, ConfigMask> result;
  for (const LeafModule& main : leaf.input.mains) {
    for (const auto& [directory, facts] : main.packages.packages) {
      if (!package_facts::matches(joined(main.directory, directory), leaf.input.patterns,
                                  {directory, main.mod.ignore})) {
        continue;
      }
      const ConfigMask mask =
          package_facts::mask(facts, configurations_, leaf.input.tags) & leaf.supported;
      result[package_facts::import_path(main.mod.module_path, directory)] |= mask;
    }
  }
  return result;
}

std::unique_ptr<ImportGraph> SetResolution::import_graph(const View& view, const Leaf& leaf) const {
  ImportGraph::Modules modules;
  modules.any = [this, &view, &leaf](const std::string& path) {
    return module_in(view, leaf, path);
  };
  modules.root = [this, &view, &leaf](const std::string& path) -> std::optional<Module> {
    const bool is_main =
        std::any_of(leaf.input.mains.begin(), leaf.input.mains.end(),
                    [&](const LeafModule& main) { return main.mod.module_path == path; });
    const bool ordered = leaf.graph->pruned() || leaf.input.workspace;
    if (is_main || !ordered || leaf.graph->is_root(path)) return module_in(view, leaf, path);
    return std::nullopt;
  };
  return std::make_unique<ImportGraph>(
      configurations_, roots(leaf), leaf.input.tags, std::move(modules),
      [this, &leaf](const Module& m) { return packages(leaf, m); });
}

// version_in returns the version of a path for a leaf of the view: a leaf that replaces the module
// by a line of its own counts its own requirement too.
std::string SetResolution::version_in(const View& view, const Leaf& leaf,
                                      const std::string& path) const {
  std::string shared = lookup(view.versions, path);
  if (leaf.input.replace.empty()) return shared;
  const std::string own = lookup(leaf.own->selected(), path);
  std::string highest(semver::max(shared, own));
  return shared.empty() || leaf.input.replace.find({path, highest}) ? highest : shared;
}

std::optional<Module> SetResolution::module_in(const View& view, const Leaf& leaf,
                                               const std::string& path) const {
  for (const LeafModule& main : leaf.input.mains) {
    if (main.mod.module_path == path) return Module{{path, ""}, true};
  }
  const auto selected = leaf.graph->selected().find(path);
  if (selected == leaf.graph->selected().end()) return std::nullopt;
  std::string version = version_in(view, leaf, path);
  if (version.empty()) version = selected->second;
  const Replacement* const by = replacement(leaf, {path, version});
  return Module{{path, std::move(version)}, by && by->is_directory()};
}

const Replacement* SetResolution::replacement(const Leaf& leaf, const ModuleVersion& m) const {
  if (const Replacement* own = leaf.input.replace.find(m)) return own;
  return set_.replace.find(m);
}

ModuleVersion SetResolution::provider(const Leaf& leaf, const ModuleVersion& m) const {
  const Replacement* const by = replacement(leaf, m);
  return by ? by->module : m;
}

ModuleVersion SetResolution::shared_provider(const ModuleVersion& m) const {
  const Replacement* const by = set_.replace.find(m);
  return by ? by->module : m;
}

const ModSummary* SetResolution::summary(const Leaf& leaf, const ModuleVersion& m) const {
  const Replacement* const by = replacement(leaf, m);
  if (by && by->is_directory()) {
    const std::optional<Error>& fault = leaf.input.locals.at(by->directory).fault;
    if (fault && faulty_.insert(m).second) {
      failures_.push_back({m, std::make_exception_ptr(*fault)});
    }
    return &local_summaries_.at({&leaf, by->directory});
  }
  const ModuleVersion& from = by ? by->module : m;
  const ModSummary* const result = source_.summary(from);
  if (!result || result->declared == m.path || faulty_.contains(m)) return result;
  try {
    result->check(m.path, from);
  } catch (const Error&) {
    faulty_.insert(m);
    failures_.push_back({m, std::current_exception()});
  }
  return result;
}

const ModulePackages* SetResolution::packages(const Leaf& leaf, const Module& m) const {
  if (!m.own) return source_.packages(provider(leaf, m.version));
  if (m.version.version.empty()) {
    for (const LeafModule& main : leaf.input.mains) {
      if (main.mod.module_path == m.version.path) return &main.packages;
    }
  }
  return &leaf.input.locals.at(replacement(leaf, m.version)->directory).packages;
}

std::set<ModuleVersion> SetResolution::needed(const Leaf& leaf) {
  std::set<ModuleVersion> result;
  for (const auto& [import_path, package] : leaf.imports->packages()) {
    if (!package.module.own) result.insert(package.module.version);
  }
  return result;
}

// needs lists the needed modules, each once for all leaves that see it alike, and the directories
// that replace modules: what their go.mod files require counts as well.
std::vector<SetResolution::Need> SetResolution::needs(
    const View& view, const std::vector<Leaf*>& leaves,
    const std::map<const Leaf*, std::set<std::string>>& paths) const {
  std::vector<Need> result;
  std::set<std::string> seen;
  for (const Leaf* leaf : leaves) {
    const auto found = paths.find(leaf);
    if (found == paths.end()) continue;
    const bool alike = leaf->input.replace.empty() && leaf->exclude.empty();
    for (const std::string& path : found->second) {
      if (alike && !seen.insert(path).second) continue;
      const ModuleVersion m{path, version_in(view, *leaf, path)};
      if (!m.version.empty()) result.push_back({m, provider(*leaf, m), leaf});
    }
  }
  return result;
}

std::vector<SetResolution::Leaf*> SetResolution::leaves_of(const std::string& track) const {
  std::vector<Leaf*> result;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    if (leaf->track == track) result.push_back(leaf.get());
  }
  return result;
}

const SetResolution::View& SetResolution::view_of(const Leaf& leaf) const {
  return leaf.track.empty() ? base_ : tracks_.at(leaf.track);
}

// --- getting what must be known -----------------------------------------------------------------

void SetResolution::load(const std::vector<std::pair<Leaf*, ModuleGraph*>>& graphs) {
  std::map<ModuleVersion, std::vector<std::pair<ModuleGraph*, ModuleVersion>>> waiting;
  while (true) {
    for (const auto& [leaf, graph] : graphs) {
      for (const ModuleVersion& m : graph->take_wanted()) {
        const ModuleVersion from = provider(*leaf, m);
        waiting[from].emplace_back(graph, m);
        source_.want_summary(from);
      }
    }
    const std::optional<FactSource::Arrival> arrival = source_.next();
    if (!arrival) break;
    if (arrival->fault) failures_.push_back({arrival->module, arrival->fault});
    if (arrival->fault || arrival->is_packages) continue;
    for (const auto& [graph, m] : std::exchange(waiting[arrival->module], {})) graph->provide(m);
  }
  give_up_on_failures();
}

void SetResolution::load_summaries(const std::vector<Need>& needs) {
  for (const Need& need : needs) {
    if (!summary(*need.leaf, need.module)) source_.want_summary(need.provider);
  }
  while (const std::optional<FactSource::Arrival> arrival = source_.next()) {
    if (arrival->fault) failures_.push_back({arrival->module, arrival->fault});
  }
  give_up_on_failures();
}

// give_up_on_failures reports the failure that is nearest to a leaf, checksum mismatches before all
// others, so that the message does not depend on timing.
void SetResolution::give_up_on_failures() {
  if (failures_.empty()) return;
  const auto rank = [this](const Failure& failure) {
    bool security = false;
    try {
      std::rethrow_exception(failure.fault);
    } catch (const SecurityError&) {
      security = true;
    } catch (...) {
    }
    return std::tuple(!security, chain(failure.module).size(), failure.module);
  };
  const Failure& first =
      *std::min_element(failures_.begin(), failures_.end(),
                        [&](const Failure& a, const Failure& b) { return rank(a) < rank(b); });
  try {
    std::rethrow_exception(first.fault);
  } catch (SecurityError& error) {
    note_chain(error, first.module);
    throw;
  } catch (NotFoundError& error) {
    note_chain(error, first.module);
    throw;
  } catch (Error& error) {
    note_chain(error, first.module);
    throw;
  }
}

// --- explanations -------------------------------------------------------------------------------

std::vector<std::string> SetResolution::chain(const ModuleVersion& m) const {
  std::set<ModuleVersion> seen;
  return chain(m, seen);
}

// chain looks into the leaves' own graphs first: those with the set's versions have the modules of
// the set for roots, whoever requires them.
std::vector<std::string> SetResolution::chain(const ModuleVersion& m,
                                              std::set<ModuleVersion>& seen) const {
  std::vector<std::string> best = chain_in(m, [](const Leaf& leaf) { return leaf.own.get(); });
  if (!best.empty() || !seen.insert(m).second) return best;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    if (!leaf->imports) continue;
    for (const ModuleVersion& by : needed(*leaf)) {
      const ModSummary* const mod = source_.summary(provider(*leaf, by));
      if (!mod || std::find(mod->require.begin(), mod->require.end(), m) == mod->require.end()) {
        continue;
      }
      std::vector<std::string> line = chain(by, seen);
      if (line.empty() || (!best.empty() && line.size() + 1 >= best.size())) continue;
      line.insert(line.begin(), by.str());
      best = std::move(line);
    }
  }
  if (!best.empty()) return best;
  const auto is_pinned = [&m](const Pins& pins) {
    const auto pin = pins.find(m.path);
    return pin != pins.end() && pin->second.version == m.version;
  };
  if (is_pinned(set_.pins)) return {"[pin] of goset.toml"};
  for (const auto& [name, track] : set_.tracks) {
    if (is_pinned(track.pins)) return {fmt::format("[track.{}] of goset.toml", name)};
  }
  return chain_in(m, [](const Leaf& leaf) { return leaf.graph.get(); });
}

// chain_in returns the shortest line over one graph of each leaf.
std::vector<std::string> SetResolution::chain_in(
    const ModuleVersion& m, const std::function<const ModuleGraph*(const Leaf&)>& graph_of) const {
  std::vector<std::string> best;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    const ModuleGraph* const graph = graph_of(*leaf);
    if (!graph) continue;
    std::vector<ModuleVersion> line = graph->chain(m);
    // A replacement is in the graph under the name that it replaces.
    for (const auto& [old, by] : leaf->input.replace.lines()) {
      if (!line.empty()) break;
      const std::string version = lookup(graph->selected(), old.path);
      if (by.module == m && !version.empty()) line = graph->chain({old.path, version});
    }
    if (line.empty() || (!best.empty() && line.size() >= best.size())) continue;
    best.clear();
    for (std::size_t i = line.size() - 1; i-- > 0;) {
      if (!line[i].version.empty()) best.push_back(line[i].str());
    }
    best.push_back("leaf " + leaf->input.name);
  }
  return best;
}

void SetResolution::note_chain(Error& error, const ModuleVersion& m) const {
  bool first = true;
  for (const std::string& who : chain(m)) {
    error.add_note(
        fmt::format("{}{}", std::exchange(first, false) ? "required by " : "  by ", who));
  }
}

std::vector<SetResolution::Cause> SetResolution::causes(const View& view,
                                                        const std::string& path) const {
  std::vector<Cause> result;
  const std::string version = lookup(view.versions, path);
  if (const auto pin = view.pins.find(path);
      pin != view.pins.end() && pin->second.version == version) {
    result.push_back({Cause::Kind::pin, "", {}});
  }
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    if (&view_of(*leaf) != &view && !tracks_.contains(leaf->input.name)) continue;
    if (lookup(leaf->own->selected(), path) == version) {
      result.push_back({Cause::Kind::leaf, leaf->input.name, {}});
    }
  }
  std::set<ModuleVersion> modules;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    if (&view_of(*leaf) != &view) continue;
    for (const ModuleVersion& m : needed(*leaf)) {
      const std::vector<ModuleVersion>& require = summary(*leaf, m)->require;
      if (std::find(require.begin(), require.end(), ModuleVersion{path, version}) !=
          require.end()) {
        modules.insert(m);
      }
    }
  }
  for (const ModuleVersion& m : modules) result.push_back({Cause::Kind::module, "", m});
  return result;
}

namespace {

// is_internal reports whether a path of the standard library is closed to others.
bool is_internal(const std::string& import_path) {
  return ("/" + import_path + "/").find("/internal/") != std::string::npos;
}

}  // namespace

Error SetResolution::import_error(const Leaf& leaf, const ImportGraph::Fault& fault) const {
  std::vector<std::string> notes;
  if (!fault.importer.empty()) notes.push_back("imported by " + fault.importer);
  if (fault.mask != configurations_.all()) {
    notes.push_back(fmt::format("on {}", fmt::join(configurations_.terms(fault.mask), ", ")));
  }
  const auto message = [&](std::string_view what) {
    return fmt::format("leaf {}: {} {}", leaf.input.name, what, fault.import_path);
  };
  const auto shown = [](const Module& m) {
    if (!m.own && m.version.version.empty()) return "the standard library"s;
    return m.version.version.empty() ? m.version.path + " (the leaf itself)" : m.version.str();
  };
  if (!fault.cycle.empty()) {
    notes.clear();
    for (const std::string& path : fault.cycle) notes.push_back("imports " + path);
    return Error(
        fmt::format("leaf {}: import cycle not allowed: {}", leaf.input.name, fault.import_path),
        std::move(notes));
  }
  if (!fault.found_in.empty()) {
    for (const Module& m : fault.found_in) notes.push_back("found in " + shown(m));
    note_raised(notes, leaf, fault);
    return Error(message("ambiguous import of"), std::move(notes));
  }
  if (fault.import_path.starts_with("./") || fault.import_path.starts_with("../")) {
    return Error(fmt::format("leaf {}: local import \"{}\" in non-local package", leaf.input.name,
                             fault.import_path),
                 std::move(notes));
  }
  if (fault.is_std && ("/" + fault.import_path).find("/vendor/") != std::string::npos) {
    return Error(message("use of vendored package not allowed:"), std::move(notes));
  }
  if (fault.is_std && is_internal(fault.import_path)) {
    return Error(fmt::format("leaf {}: use of internal package {} not allowed", leaf.input.name,
                             fault.import_path),
                 std::move(notes));
  }
  try {
    module::check_import_path(fault.import_path);
  } catch (const Error& error) {
    return Error(fmt::format("leaf {}: {}", leaf.input.name, error.message()), std::move(notes));
  }
  if (fault.is_std) {
    notes.push_back(fmt::format("Go 1.{} has no such package", configurations_.go_minor()));
    return Error(message("not in the standard library: package"), std::move(notes));
  }
  for (const Module& m : fault.looked_in) notes.push_back("not in " + shown(m));
  if (note_raised(notes, leaf, fault)) {
    return Error(message("no required module provides package"), std::move(notes));
  }
  // What the leaf should have itself nobody else can add.
  const bool is_own = !fault.looked_in.empty() && fault.looked_in.front().own;
  if (!is_own) notes.push_back("to add it, in the leaf: go get " + fault.import_path);
  return Error(message("no required module provides package"), std::move(notes));
}

// note_raised names the modules of a fault that the leaf alone has at other versions: then it is
// the set that breaks the leaf.
bool SetResolution::note_raised(std::vector<std::string>& notes, const Leaf& leaf,
                                const ImportGraph::Fault& fault) {
  std::set<ModuleVersion> modules;
  for (const Module& m : fault.looked_in) modules.insert(m.version);
  for (const Module& m : fault.found_in) modules.insert(m.version);
  const auto importer = leaf.imports->packages().find(fault.importer);
  if (importer != leaf.imports->packages().end()) modules.insert(importer->second.module.version);
  bool raised = false;
  for (const ModuleVersion& m : modules) {
    const std::string own = lookup(leaf.own->selected(), m.path);
    if (m.version.empty() || own.empty() || own == m.version) continue;
    notes.push_back(fmt::format("the leaf alone has {} {}, not {}", m.path, own, m.version));
    raised = true;
  }
  if (raised) notes.emplace_back("a [track.NAME] with pins in goset.toml can hold it back");
  return raised;
}

void SetResolution::check_go(const std::string& ceiling) const {
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    for (const LeafModule& main : leaf->input.mains) {
      check_go("leaf " + leaf->input.name, main.mod.go, ceiling, std::nullopt);
    }
    for (const auto& [path, version] : leaf->own->selected()) {
      const Replacement* const by = replacement(*leaf, {path, version});
      if (!by || !by->is_directory()) continue;
      check_go("module " + by->directory, leaf->input.locals.at(by->directory).mod.go, ceiling,
               ModuleVersion{path, version});
    }
    for (const auto& [import_path, package] : leaf->imports->packages()) {
      const ModuleVersion& m = package.module.version;
      if (!m.version.empty()) check_go(m.str(), summary(*leaf, m)->go, ceiling, m);
    }
  }
}

void SetResolution::check_go(const std::string& who, const std::optional<std::string>& go,
                             const std::string& ceiling,
                             const std::optional<ModuleVersion>& m) const {
  if (!go) return;
  const bool has_patch = toolchain_version::language(ceiling) != ceiling;
  const std::string asked = has_patch ? *go : toolchain_version::language(*go);
  if (toolchain_version::compare(asked, ceiling) <= 0) return;
  Error error(fmt::format("{} needs go {}, the ceiling is go {}", who, *go, ceiling));
  if (m) note_chain(error, *m);
  error.add_note("raise `go` in goset.toml, or stay with older versions");
  throw error;
}

}  // namespace goset
