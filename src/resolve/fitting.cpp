#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "solver.hpp"

// Who gives way where names are missing at the set's versions.
//
// Of a module that lacks names, the versions that leaves select alone are candidates. At each, some
// leaves would have to be set apart: those that lead to a higher version (raisers), and those for
// whom names are missing there (broken). The version is chosen that sets the fewest leaves apart,
// then the fewest modules of these leaves that are built on the module, then the newest. If it is a
// lower one, its raisers are set apart, else the broken; then the set is solved again. So the lone
// program that raises a module gets a track, and not the many that it would break.
//
// The module with the most broken leaves comes first, of several that with the smallest path. What a
// pin holds where it is can't be helped by tracks, and stays.

namespace goset::resolve {
namespace {

using Leaves = std::set<LeafState*, decltype([](const LeafState* a, const LeafState* b) {
                          return a->position < b->position;
                        })>;

Leaves leaves_of(const std::vector<Misfit>& misfits) {
  Leaves result;
  for (const Misfit& misfit : misfits) result.insert(misfit.leaf);
  return result;
}

// count_programs counts leaves that differ in their optional tags alone as one.
std::size_t count_programs(const Leaves& leaves) {
  std::set<std::string_view> programs;
  for (const LeafState* leaf : leaves) programs.insert(leaf->leaf->program());
  return programs.size();
}

// Choice is what it takes to have a module at a version.
struct Choice {
  VersionId version = no_version;
  Leaves raisers;
  Leaves broken;
  std::optional<std::size_t> modules;  // once it matters
  std::size_t leaves() const { return count_programs(raisers) + count_programs(broken); }
};

// add_choices adds a leaf with every choice of its optional tags.
void add_choices(const LeafState& leaf, const Resolving& resolving, Leaves& leaves) {
  const std::vector<LeafState*> choices = resolving.choices_of(leaf);
  leaves.insert(choices.begin(), choices.end());
}

// Fitting finds the best version of one module.
class Fitting {
 public:
  Fitting(const Resolving& resolving, Solving& base, Fit& fit, PathId path,
          const std::vector<Misfit>& misfits)
      : resolving_(resolving),
        base_(base),
        fit_(fit),
        path_(path),
        leaves_(resolving.leaves_of("")),
        best_{misfits.front().used_module, {}, leaves_of(misfits), std::nullopt} {}

  Choice best() {
    for (const VersionId candidate : candidates()) {
      std::optional<Leaves> raisers = raisers_above(candidate);
      // Below, there are no fewer.
      if (!raisers || count_programs(*raisers) > best_.leaves()) break;
      const auto misfits = fit_.misfits_at(needing_without(*raisers), candidate);
      if (!misfits) continue;
      Choice choice{candidate, std::move(*raisers), leaves_of(*misfits), std::nullopt};
      if (is_better(choice)) best_ = std::move(choice);
    }
    return std::move(best_);
  }

 private:
  // candidates returns the versions below that leaves select alone, the newest first.
  std::vector<VersionId> candidates() const {
    std::vector<VersionId> result;
    for (const LeafState* leaf : leaves_) {
      const VersionId own = leaf->own->at(path_);
      if (own == no_version || leaf->leaf->replaces(path_)) continue;
      if (resolving_.universe.is_higher(best_.version, own)) result.push_back(own);
    }
    std::sort(result.begin(), result.end(),
              [&](VersionId a, VersionId b) { return resolving_.universe.is_higher(a, b); });
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  // raisers_above returns the leaves without which the module would stand at `version` or below;
  // nullopt if a pin has it above.
  std::optional<Leaves> raisers_above(VersionId version) const {
    Leaves result;
    std::set<PathId> seen;
    if (!add_raisers(path_, version, result, seen)) return std::nullopt;
    Leaves with_choices;
    for (const LeafState* leaf : result) add_choices(*leaf, resolving_, with_choices);
    return with_choices;
  }

  // add_raisers adds those of a path: the leaves that select more than `version` alone, and for each
  // module that requires more those that have it where it is.
  bool add_raisers(PathId path, VersionId version, Leaves& raisers, std::set<PathId>& seen) const {
    if (!seen.insert(path).second) return true;
    const Universe& universe = resolving_.universe;
    const PinnedPath* const pin = resolving_.base.pin(path);
    if (pin && universe.is_higher(pin->version, version)) return false;
    for (LeafState* leaf : leaves_) {
      const VersionId own = leaf->own->at(path);
      if (own != no_version && !leaf->leaf->replaces(own) && universe.is_higher(own, version)) {
        raisers.insert(leaf);
      }
    }
    for (LeafState* leaf : leaves_) {
      if (raisers.contains(leaf)) continue;
      for (const PathId needed : *leaf->needed) {
        if (seen.contains(needed) || !requires_more(*leaf, needed, version)) continue;
        const VersionId below = highest_below(needed);
        if (below == no_version || !add_raisers(needed, below, raisers, seen)) return false;
      }
    }
    return true;
  }

  bool requires_more(const LeafState& leaf, PathId module, VersionId version) const {
    const VersionId at = base_.version(module);
    const GoMod* const mod = at == no_version ? nullptr : resolving_.go_mod(leaf, at);
    if (!mod) return false;
    const PathId path = resolving_.universe.path_of(version);
    return std::any_of(mod->require.begin(), mod->require.end(), [&](VersionId r) {
      return resolving_.universe.path_of(r) == path && resolving_.universe.is_higher(r, version);
    });
  }

  // highest_below returns the highest version that a leaf selects alone below where the set has it.
  VersionId highest_below(PathId path) const {
    VersionId result = no_version;
    for (const LeafState* leaf : leaves_) {
      const VersionId own = leaf->own->at(path);
      if (own == no_version || leaf->leaf->replaces(own)) continue;
      if (resolving_.universe.is_higher(base_.version(path), own)) {
        result = resolving_.higher(result, own);
      }
    }
    return result;
  }

  // needing_without returns the leaves that need the module, but for some, with their walks.
  std::vector<LeafState*> needing_without(const Leaves& without) {
    std::vector<LeafState*> result;
    for (LeafState* leaf : leaves_) {
      const std::vector<PathId>& needed = *leaf->needed;
      if (without.contains(leaf)) continue;
      if (std::find(needed.begin(), needed.end(), path_) != needed.end()) result.push_back(leaf);
    }
    base_.make_walks(result);
    return result;
  }

  bool is_better(Choice& choice) {
    if (choice.leaves() != best_.leaves()) return choice.leaves() < best_.leaves();
    if (!best_.modules) best_.modules = modules_built_on(best_);
    choice.modules = modules_built_on(choice);
    return *choice.modules < *best_.modules;
  }

  // modules_built_on counts, over all leaves that are set apart, the modules from which a package of
  // this one is reached: what would be built apart for them.
  std::size_t modules_built_on(const Choice& choice) {
    std::vector<LeafState*> leaves(choice.raisers.begin(), choice.raisers.end());
    leaves.insert(leaves.end(), choice.broken.begin(), choice.broken.end());
    base_.make_walks(leaves);
    std::size_t result = 0;
    for (const LeafState* leaf : leaves) result += modules_built_on(*leaf);
    return result;
  }

  std::size_t modules_built_on(const LeafState& leaf) const {
    const Walk& walk = *leaf.walk;
    std::unordered_map<std::uint32_t, Walk::ModuleIndex> module_of;  // by import
    for (const Walk::Needed& needed : walk.packages) {
      module_of.emplace(static_cast<std::uint32_t>(needed.import), needed.module);
    }
    std::vector<std::set<Walk::ModuleIndex>> importers(walk.modules.size());
    for (const Walk::Needed& needed : walk.packages) {
      for (std::size_t i = 0; i < needed.package->std_from; ++i) {
        const auto found =
            module_of.find(static_cast<std::uint32_t>(needed.package->edges[i].import));
        if (found != module_of.end()) importers[found->second].insert(needed.module);
      }
    }
    std::set<Walk::ModuleIndex> reached;
    std::vector<Walk::ModuleIndex> open;
    for (Walk::ModuleIndex i = 0; i < walk.modules.size(); ++i) {
      if (walk.modules[i].path == path_ && walk.modules[i].needed) open.push_back(i);
    }
    while (!open.empty()) {
      const Walk::ModuleIndex at = open.back();
      open.pop_back();
      if (!reached.insert(at).second) continue;
      open.insert(open.end(), importers[at].begin(), importers[at].end());
    }
    return reached.size();
  }

  const Resolving& resolving_;
  Solving& base_;
  Fit& fit_;
  const PathId path_;
  const std::vector<LeafState*> leaves_;
  Choice best_;
};

// is_independent reports whether leaves that are set apart leave a choice and its reasons as they
// are: none of them is broken by the module, or leads to the version that it has.
bool is_independent(const Leaves& gone, const Leaves& broken, VersionId version,
                    const Resolving& resolving) {
  return std::none_of(gone.begin(), gone.end(), [&](LeafState* leaf) {
    return broken.contains(leaf) || leaf->own->at(resolving.universe.path_of(version)) == version;
  });
}

}  // namespace

// set_misfits_apart looks for names that are missing at the set's versions, and sets apart who gives
// way for the module that breaks most. Other modules follow at once where those who are set apart
// have no part in it.
bool Solver::set_misfits_apart() {
  std::map<PathId, std::vector<Misfit>> by_module;
  for (Misfit& misfit : base_->misfits()) {
    const PathId path = resolving_.universe.path_of(misfit.used_module);
    const PinnedPath* const pin = resolving_.base.pin(path);
    if (pin && (pin->exact || pin->version == misfit.used_module)) continue;
    by_module[path].push_back(std::move(misfit));
  }
  std::vector<std::pair<std::size_t, PathId>> order;  // with broken leaves
  for (const auto& [path, misfits] : by_module) {
    order.emplace_back(count_programs(leaves_of(misfits)), path);
  }
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return resolving_.universe.text(a.second) < resolving_.universe.text(b.second);
  });
  Leaves gone;
  for (const auto& [count, path] : order) {
    const std::vector<Misfit>& misfits = by_module.at(path);
    const VersionId at = misfits.front().used_module;
    if (!is_independent(gone, leaves_of(misfits), at, resolving_)) continue;
    Choice choice = Fitting(resolving_, *base_, fit_, path, misfits).best();
    const bool gives_way = choice.version != at;
    const Leaves& leaves = gives_way ? choice.raisers : choice.broken;
    for (LeafState* leaf : leaves) {
      set_apart(*leaf, gives_way ? explainer_.why_raiser(*leaf, misfits)
                                 : explainer_.why_unfit(*leaf, misfits));
    }
    for (const LeafState* leaf : leaves) add_choices(*leaf, resolving_, gone);
  }
  return !gone.empty();
}

}  // namespace goset::resolve
