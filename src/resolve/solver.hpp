#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "evaluator.hpp"
#include "explainer.hpp"
#include "fit.hpp"
#include "goset/model/go_set.hpp"
#include "loader.hpp"
#include "resolving.hpp"
#include "solving.hpp"

namespace goset::resolve {

// SourceModules knows in which modules the leaves of the set find a package. Its cost is that of
// what changes.
class SourceModules {
 public:
  void set(const LeafState& leaf, std::shared_ptr<const Places> places);
  // is_ambiguous reports whether two leaves find some package in different modules.
  bool is_ambiguous() const { return ambiguous_ > 0; }

 private:
  void count(const Places& places, int change);

  std::map<std::size_t, std::shared_ptr<const Places>> places_;       // by position of the leaf
  std::unordered_map<std::uint32_t, std::map<PathId, int>> modules_;  // by import
  std::size_t ambiguous_ = 0;
};

// Solver resolves a set: the set itself first, without the leaves that can't live with its
// versions, then the tracks, which begin from there.
//
// A leaf is set apart, which means that it gets a track and that the set is solved again without
// it, if
//
//   - its go.mod excludes a version that the set takes,
//   - an import that it resolves alone is missing or ambiguous at the set's versions,
//   - an import path is in another module for it than for the others, or
//   - names that packages use are missing at the set's versions, and it is cheaper that this leaf
//     gives way than that others do: the one that has them raised, or the ones that are broken.
//
// A track begins from the set's versions. Where an exact pin holds a module below that, what
// requires more is taken from the leaf's own build list instead, which is consistent in itself. So
// is, module by module, what breaks a leaf of the track, until its imports resolve.
class Solver {
 public:
  Solver(SetToResolve set, const Configurations& configurations, FactSource& source,
         const Options& options);

  void run();
  // replay takes the outcome from a lock of the same input. It returns false if the lock's versions
  // lead elsewhere; then the solver is of no more use.
  bool replay(const GoSet& locked);
  void load_own_lists();
  // memory is what the looks of this resolution are worth to others; nullopt for nothing new.
  std::optional<std::string> memory() const { return memory_.bytes(resolving_.leaves); }

  const Resolving& resolving() const { return resolving_; }
  const Explainer& explainer() const { return explainer_; }
  Evaluator& evaluator() { return evaluator_; }

 private:
  void find_own_lists();
  void check_source_modules(const LeafState& leaf) const;
  void solve();
  void begin_again();
  void solve_base();
  void solve_tracks();
  void solve_track(View& track, Evaluator& evaluator, Fit& fit);
  static void load_needed(const LeafState& leaf, Evaluator& evaluator);

  // --- who is set apart (apart.cpp)
  std::vector<ModuleVersion> excluded(const LeafState& leaf) const;
  bool set_excluding_apart();
  bool exclude_more(View& track) const;
  bool set_broken_apart();
  bool set_ambiguous_apart();
  void set_apart(LeafState& leaf, std::string reason);
  bool set_misfits_apart();  // fitting.cpp
  void share_base(LeafState& leaf, std::string reason);
  void name_replacing_leaves();

  // --- an outcome that is known (replay.cpp)
  bool replay_looks(const GoSet& locked);
  bool only_replaces(const LeafState& leaf, const SetTrack& track) const;
  bool take_tracks(const GoSet& locked);
  void take_replaced(LeafState& leaf, const SetTrack& track);
  // Seen is how the lock has a view: needed paths as its leaves see them, and versions; of a track
  // those that are other than the set's.
  using Needs = Table<PathId, std::uint8_t>;
  struct Seen {
    Versions versions;
    std::vector<VersionId> other;
    Needs needs;
  };
  void take_set(const GoSet& locked, Seen& seen);
  void take_track(const SetTrack& track, const Seen& set, Seen& seen);
  Versions versions_of(const View& view, const std::map<std::string, Seen>& seen) const;
  void mark_needed(View& view, PathId path);
  bool look_at_leaves(const GoSet& locked, const std::map<std::string, Seen>& seen);

  Resolving resolving_;
  const Options options_;
  bool is_solved_ = false;
  const Explainer explainer_;
  Loader loader_;
  Memory memory_;
  Evaluator evaluator_;
  Fit fit_;
  Rounds rounds_;
  SourceModules source_modules_;
  std::optional<Solving> base_;  // the last solution of the set
};

}  // namespace goset::resolve
