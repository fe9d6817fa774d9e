#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "loader.hpp"
#include "universe.hpp"
#include "view.hpp"

namespace goset::resolve {

// Answers are what module versions said when they were looked into for imports, each once for all
// walks that are kept. Whether they still say so is looked up in the facts when one is used.
class Answers {
 public:
  using Number = std::uint32_t;
  struct Answer {
    VersionId module;
    ImportId import;
    std::uint64_t contents;  // of the package, see contents_of; `absent`: there is none
  };
  static constexpr std::uint64_t absent = 0;

  explicit Answers(const Universe& universe) : universe_(universe) {}

  // contents_of returns a number that stands for what a package imports and where; never `absent`.
  static std::uint64_t contents_of(const Package& package, const Universe& universe);

  void set(std::vector<Answer> answers);
  const Answer& operator[](Number number) const { return answers_[number]; }
  std::size_t size() const { return answers_.size(); }

  // holds reports whether facts give an answer again. For those that are not known `load` is called.
  // Several threads may ask.
  bool holds(Number number, const KnownFacts& facts, const Loader::Load& load);
  // all_held reports whether there was none among those that were asked for that does not.
  bool all_held() const { return all_held_; }
  // package returns the package of an answer that holds.
  const Package* package(Number number) const { return checks_[number].package; }

 private:
  struct Check {
    std::atomic<bool> holds = false;
    std::atomic<const Package*> package = nullptr;
  };

  const Universe& universe_;
  std::vector<Answer> answers_;
  std::vector<Check> checks_;
  std::atomic<bool> all_held_ = true;
};

// KeptWalk is the build list and the walk of a look as Memory keeps them.
struct KeptWalk {
  struct Module {
    PathId path;
    VersionId version;  // none of a main module
    bool is_root;
    bool is_looked;
  };
  struct Needed {
    Walk::ModuleIndex module;
    std::uint32_t what;  // number of an answer; in a main module, of an import
    ConfigMask mask;
  };
  struct Absent {
    Walk::ModuleIndex module;
    Answers::Number answer;
  };
  bool is_ordered = false;
  std::vector<std::pair<PathId, VersionId>> list;  // by number of the path
  std::vector<PathId> roots;                       // sorted
  std::vector<Module> modules;
  std::vector<Needed> packages;
  std::vector<Absent> absent;

  // can_keep reports whether list and walk of a leaf can be kept: without faults, and without
  // modules whose packages are another's.
  static bool can_keep(const LeafState& leaf);
  // restore gives a leaf list and walk. It returns false where `answers` do not hold.
  bool restore(LeafState& leaf, Requirements requirements, Answers& answers,
               const KnownFacts& facts, const Universe& universe, const Loader::Load& load) const;

 private:
  std::shared_ptr<const BuildList> build_list(Requirements requirements) const;
};

}  // namespace goset::resolve
