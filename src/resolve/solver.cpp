#include "solver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace goset::resolve {

Solver::Solver(SetToResolve set, const Configurations& configurations, FactSource& source,
               const Options& options)
    : resolving_(std::move(set), configurations, source),
      options_(options),
      explainer_(resolving_,
                 [this](const LeafState& leaf, VersionId m) {
                   if (is_solved_) evaluator_.load_go_mods({{&leaf, m}});
                 }),
      loader_(resolving_.facts, options.threads, true),
      memory_(resolving_.universe),
      evaluator_(resolving_, loader_, memory_,
                 [this](const std::vector<Failure>& failures) { explainer_.give_up(failures); }),
      fit_(resolving_, evaluator_) {}

// run solves the set with what is remembered. Should that not hold, and to tell of a fault with all
// that leads to it, it solves the set without.
void Solver::run() {
  memory_.open(options_.memory, resolving_.set.replace);
  load_own_lists();
  memory_.begin(resolving_.leaves);
  try {
    solve();
    return;
  } catch (const WrongMemory&) {
  } catch (const Error&) {
    if (memory_.is_empty()) throw;
  }
  begin_again();
  solve();
}

void Solver::solve() {
  for (const LeafState* leaf : resolving_.leaves_of("")) rounds_.add(resolving_, *leaf);
  solve_base();
  // Names are looked at first, as whoever breaks them may break imports too, and then when nothing
  // else is left.
  while (set_excluding_apart()) solve_base();
  if (set_misfits_apart()) solve_base();
  while (set_excluding_apart() || set_broken_apart() || set_ambiguous_apart() ||
         set_misfits_apart()) {
    solve_base();
  }
  base_->complete();
  solve_tracks();
  name_replacing_leaves();
  evaluator_.note_go_mods(memory_.go_mods(resolving_.leaves));
  is_solved_ = true;
}

void Solver::begin_again() {
  memory_.turn_off();
  resolving_.forget_views();
  find_own_lists();
  base_.reset();
  rounds_ = {};
  source_modules_ = {};
}

// load_own_lists makes all lists to tell of a fault: a line of those that are remembered may lead to it.
void Solver::load_own_lists() {
  try {
    find_own_lists();
  } catch (const Error&) {
    if (!memory_.has_own_lists()) throw;
    memory_.turn_off();
    find_own_lists();
  }
}

void Solver::find_own_lists() {
  evaluator_.own_lists();
  for (const auto& leaf : resolving_.leaves) check_source_modules(*leaf);
}

// check_source_modules refuses a module that stands for two paths in a leaf, as Go does. It sees
// those that a pruned go.mod lists, without need of the whole graph.
// Rule: cmd/go/internal/modload: checkMultiplePaths.
void Solver::check_source_modules(const LeafState& leaf) const {
  const Universe& universe = resolving_.universe;
  if (leaf.leaf->input().replace.empty() && resolving_.set.replace.empty()) return;
  const bool pruned = leaf.own->ordered && !leaf.leaf->is_workspace();
  std::map<std::string, VersionId> by_path;
  for (std::size_t i = 0; i < leaf.own->paths.size(); ++i) {
    if (pruned && !leaf.own->is_root(leaf.own->paths[i])) continue;
    by_path[universe.text(leaf.own->paths[i])] = leaf.own->versions[i];
  }
  std::map<std::string, std::string> first;
  for (const auto& [path, version] : by_path) {
    const Source source = leaf.leaf->source(version);
    const std::string provider =
        source.directory ? source.directory->directory : universe.module(source.module).str();
    const auto [known, is_new] = first.emplace(provider, path);
    if (is_new) continue;
    throw Error(
        fmt::format("leaf {}: {} used for two different module paths", leaf.leaf->name(), provider),
        {fmt::format("{} and {}", known->second, path)});
  }
}

void Solver::solve_base() {
  base_.emplace(resolving_, evaluator_, fit_, resolving_.base, nullptr, resolving_.leaves_of(""),
                &rounds_);
  base_->check_rounds = options_.check_rounds;
  base_->solve();
}

// --- tracks -------------------------------------------------------------------------------------

// solve_tracks solves them on several threads: each depends on the set alone. A track that lacks a
// fact is left for later, when there is one thread and it may ask. The first fault by name of the
// track counts.
void Solver::solve_tracks() {
  std::vector<View*> open;
  for (auto& [name, track] : resolving_.tracks) open.push_back(&track);
  std::vector<std::exception_ptr> faults(open.size());
  std::vector<std::uint8_t> is_solved(open.size(), 0);
  if (options_.threads > 1) {
    for_each_parallel(open.size(), options_.threads, [&](std::size_t i, unsigned) {
      Loader loader(resolving_.facts, 1, false);
      Evaluator evaluator(
          resolving_, loader, memory_,
          [this](const std::vector<Failure>& failures) { explainer_.give_up(failures); });
      Fit fit(resolving_, evaluator);
      try {
        solve_track(*open[i], evaluator, fit);
        is_solved[i] = 1;
      } catch (const Loader::Wanting&) {
      } catch (...) {
        faults[i] = std::current_exception();
      }
    });
  }
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (faults[i]) std::rethrow_exception(faults[i]);
    if (is_solved[i] == 0) solve_track(*open[i], evaluator_, fit_);
  }
}

void Solver::solve_track(View& track, Evaluator& evaluator, Fit& fit) {
  const std::vector<LeafState*> leaves = resolving_.leaves_of(track.name);
  const std::set<PathId> own = track.own;
  std::vector<std::pair<ConfigMask, std::vector<Unsupported>>> before;
  for (const LeafState* leaf : leaves) before.emplace_back(leaf->supported, leaf->unsupported);
  try {
    do {
      const View* const below = track.keeps_own ? nullptr : &resolving_.base;
      Solving solving(resolving_, evaluator, fit, track, below, leaves);
      solving.check_rounds = options_.check_rounds;
      solving.solve();
      solving.complete();
      for (const LeafState* leaf : leaves) {
        if (track.keeps_own) load_needed(*leaf, evaluator);
      }
    } while (exclude_more(track));
  } catch (const Loader::Wanting&) {
    track.own = own;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      std::tie(leaves[i]->supported, leaves[i]->unsupported) = before[i];
    }
    throw;
  }
}

// load_needed reads the go.mod files of what a leaf needs: they raise nothing where it keeps its own
// versions, but the set states their go lines.
void Solver::load_needed(const LeafState& leaf, Evaluator& evaluator) {
  std::vector<std::pair<const LeafState*, VersionId>> modules;
  for (const Walk::Module& module : leaf.walk->modules) {
    if (module.needed && !module.own) modules.emplace_back(&leaf, module.version);
  }
  evaluator.load_go_mods(modules);
}

}  // namespace goset::resolve
