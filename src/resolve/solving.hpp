#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "evaluator.hpp"
#include "explainer.hpp"
#include "fit.hpp"
#include "resolving.hpp"

namespace goset::resolve {

// NeedCounts says how many leaves need a path. Its cost is that of what changes.
class NeedCounts {
 public:
  explicit NeedCounts(std::size_t leaves) : lists_(leaves) {}

  void set(const LeafState& leaf, const NeedList& needed);
  const NeedList& of(const LeafState& leaf) const { return lists_[leaf.position]; }
  // shared counts the leaves that replace no version of the path, alike those whose requirements
  // count as those of any other.
  std::uint32_t shared(PathId path) const { return at(shared_, path); }
  std::uint32_t alike(PathId path) const { return at(alike_, path); }
  std::size_t size() const { return alike_.size(); }

 private:
  using Counts = Table<PathId, std::uint32_t>;
  static std::uint32_t at(const Counts& counts, PathId path) {
    return index(path) < counts.size() ? counts[path] : 0;
  }
  void add(const LeafState& leaf, const std::vector<PathId>& paths, std::uint32_t change);

  std::vector<NeedList> lists_;  // by position of the leaf
  Counts shared_;
  Counts alike_;
};

// Round is what one round of solving the set came to. The next solution, of a few leaves less, is
// much the same round by round.
struct Round {
  explicit Round(std::size_t leaves) : needs(leaves), leaves(leaves), briefs(leaves) {}

  struct Seen {
    Look look;
    std::map<PathId, VersionId> raised;
    NeedList own_needs;  // of a leaf that replaces modules
  };
  // Brief is what of this tells for most leaves whether it holds again.
  struct Brief {
    ConfigMask supported = 0;
    std::uint32_t kept = 0;
    bool raise_all = false;
    bool is_known = false;
    bool is_alike = false;
  };
  NeedCounts needs;
  Versions versions;
  Table<PathId, std::uint8_t> is_needed;
  std::vector<Seen> leaves;   // by position
  std::vector<Brief> briefs;  // the same
};

// Rounds are those of the set's last solution, with who minds which path.
struct Rounds {
  std::vector<Round> rounds;
  Table<PathId, std::vector<std::uint32_t>> minding;  // positions of leaves
  Versions floors;                        // the highest version that a leaf alone selects
  Table<PathId, std::uint32_t> at_floor;  // leaves that select it

  // Above are requirements of a module version that are above the floors; the others raise nothing.
  struct Above {
    bool is_known = false;
    bool is_noted = false;  // in `requirers`
    std::vector<VersionId> require;
  };
  Table<VersionId, Above> above;
  Table<VersionId, std::uint8_t> is_quiet;          // whose `above` is known, and nothing
  Table<PathId, std::vector<VersionId>> requirers;  // modules of `above`, by what they require

  void mind(const Resolving& resolving, const LeafState& leaf, const BuildList& list);
  void add(const Resolving& resolving, const LeafState& leaf);
  // remove is for a leaf that has left the set already.
  void remove(const Resolving& resolving, const LeafState& leaf);
};

// Solving finds the versions of one view, and what its leaves need at these: see solver.cpp.
class Solving {
 public:
  // `below` is the set, for a track. `rounds` is for the set alone: what is kept between solutions.
  Solving(Resolving& resolving, Evaluator& evaluator, Fit& fit, View& view, const View* below,
          std::vector<LeafState*> leaves, Rounds* rounds = nullptr);

  void solve();
  // complete hands what was found to the view, and gives lists and walks to leaves whose looks were
  // recalled, once it is solved. make_walks does the latter for some, before that.
  void complete();
  void make_walks(const std::vector<LeafState*>& leaves);
  // misfits returns what names are missing for the leaves, in their order.
  std::vector<Misfit> misfits();
  VersionId version(PathId path) const { return Resolving::at(versions_, path); }
  // raised is Explainer::raised for a fault of a leaf's look, once that is solved.
  std::vector<VersionId> raised(LeafState& leaf, std::size_t fault);
  bool check_rounds = false;

  // faults_alone returns the imports that don't resolve in a leaf alone, and where.
  const std::map<ImportId, ConfigMask>& faults_alone(LeafState& leaf);

 private:
  // Need is a module that a leaf needs, at the version that counts for it.
  struct Need {
    LeafState* leaf = nullptr;
    PathId path = no_path;
    VersionId module = no_version;
    VersionId done = no_version;  // at which it has raised others
  };

  // --- versions (versions.cpp)
  void choose_versions();
  void set_floors();
  void apply_pins();
  std::vector<Need> needs();
  std::vector<Need> needs_in_order() const;
  bool is_quiet(VersionId m) const {
    return index(m) < rounds_->is_quiet.size() && rounds_->is_quiet[m] != 0;
  }
  void wake(std::vector<Need>& needs);
  bool raise_once(std::vector<Need>& needs);
  bool raise(const Need& need, VersionId required);
  bool raise_replaced(const Need& need, VersionId required);
  bool is_kept(const Need& need) const;
  bool knows_go_mod(const Need& need) const;
  const std::vector<VersionId>& requirements_of(const Need& need);
  void hold_back(const Need& by, VersionId required);
  static VersionId version_without_view(const LeafState& leaf, PathId path);
  bool fill_gaps(const std::vector<Need>& needs);
  void note_replaced_needs();
  bool is_replaced_need(PathId path) const {
    return index(path) < is_replaced_need_.size() && is_replaced_need_[path] != 0;
  }
  VersionId lifted(PathId path) const;
  bool is_demoted(PathId path) const { return demoted_.contains(path); }
  bool is_lifted(PathId path) const;
  bool demote(PathId path);
  void hold_family(PathId path);
  bool is_needed(const LeafState& leaf, PathId path) const;

  // --- rounds (solving.cpp)
  void begin();
  bool keep_needed(const std::vector<NeedList>& now);
  void publish();
  void next_round();
  void evaluate();
  std::vector<LeafState*> moved();
  void remember(const std::vector<LeafState*>& evaluated);
  void check_round();
  void check_looks();
  [[noreturn]] void differs(const std::string& who) const;
  NeedCounts& counts() { return rounds_ ? rounds_->rounds[round_].needs : counts_; }
  const NeedCounts& counts() const { return rounds_ ? rounds_->rounds[round_].needs : counts_; }
  Outlook outlook() const;

  // --- faults (settling.cpp)
  bool settle_faults();
  bool settle_own_faults();
  std::optional<std::size_t> fault_of_the_set(LeafState& leaf);
  bool demote_for_fault(LeafState& leaf, std::size_t fault);
  bool demote_all();
  bool settle_misfits();

  Resolving& resolving_;
  Evaluator& evaluator_;
  const Explainer explainer_;
  Fit& fit_;
  View& view_;
  const View* below_;
  std::vector<LeafState*> leaves_;
  LeafState* any_alike_ = nullptr;     // the first of the leaves that is_alike
  std::vector<LeafState*> not_alike_;  // the others
  Rounds* rounds_;
  bool trial_ = false;  // to see the faults that the leaves then have

  std::vector<NeedList> needed_;  // of the last round, as `leaves_`
  NeedCounts counts_;
  std::size_t round_ = 0;
  Versions own_;    // I1
  Versions floor_;  // that, and in a track the set's versions
  bool has_floor_ = false;
  Versions versions_;
  std::unordered_map<std::uint32_t, Need> raised_by_;  // by path
  std::set<PathId> demoted_;  // paths that do not begin from the set's version
  bool again_ = false;        // something was demoted: choose anew
  // Needed paths that some leaf replaces, but not at this version.
  std::vector<PathId> replaced_needs_;
  Table<PathId, std::uint8_t> is_replaced_need_;
  std::vector<PathId> raised_paths_;     // by raise, since wake was called
  Table<PathId, std::uint32_t> listed_;  // by the last call of needs() that has the path
  std::uint32_t listing_ = 0;            // number of that
};

}  // namespace goset::resolve
