#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "loader.hpp"
#include "memory.hpp"
#include "resolving.hpp"

namespace goset::resolve {

// Evaluator finds build lists and needed packages of leaves. What was computed before for the same
// inputs is taken from there.
class Evaluator {
 public:
  // `give_up` throws for failures.
  Evaluator(Resolving& resolving, Loader& loader, Memory& memory,
            std::function<void(const std::vector<Failure>&)> give_up);

  // own_lists finds what each leaf selects alone, or takes it from the memory.
  void own_lists();
  // evaluate looks at leaves. Throws IncompleteLeaves.
  void evaluate(const Outlook& outlook, const std::vector<LeafState*>& leaves);
  // complete gives list and walk to those whose look was recalled, a walk that may be partial if that
  // is enough. Throws WrongMemory where they are made anew and come to something else.
  enum class Walks { whole, partial };
  void complete(const Outlook& outlook, const std::vector<LeafState*>& leaves,
                Walks walks = Walks::whole);
  // read_packages makes known what leaves have themselves, where that was left unread. Throws
  // IncompleteLeaves.
  void read_packages(const std::vector<LeafState*>& leaves);
  // make_whole makes a partial walk whole, with what the lock has.
  void make_whole(LeafState& leaf);
  // anew looks at a leaf without regard of what was computed before.
  void anew(const Outlook& outlook, LeafState& leaf);
  // load_go_mods gets what a round needs to know of the modules' requirements.
  void load_go_mods(const std::vector<std::pair<const LeafState*, VersionId>>& modules);

  // note_go_mods does so for files that count as read, but are not looked at.
  void note_go_mods(std::vector<std::pair<const LeafState*, VersionId>> modules);

  // load gets facts, load_if_there those that there are: the others stay unknown.
  void load(const std::vector<KnownFacts::Question>& questions);
  void load_if_there(const std::vector<KnownFacts::Question>& questions);

  Loader& loader() { return loader_; }
  Memory& memory() { return memory_; }

 private:
  struct Worker {
    Worker(const Resolving& resolving)
        : lists(resolving.universe), walker(resolving.universe, resolving.facts) {}
    BuildLists lists;
    Walker walker;
    std::vector<Failure> failures;
    std::set<std::string> incomplete;  // see IncompleteLeaves
  };
  bool recall_own_list(LeafState& leaf);
  bool note_go_mod(const LeafState& leaf, VersionId m);
  void look(const Outlook& outlook, const std::vector<LeafState*>& leaves);
  void restore(const Outlook& outlook, std::vector<LeafState*>& leaves);
  static void note_dependencies(LeafState& leaf, const BuildList& list);
  Requirements requirements_at(const Outlook& outlook, const LeafState& leaf) const;
  void find_list(const Outlook& outlook, LeafState& leaf, Worker& worker, const Loader::Load& load);
  void find_walk(const Outlook& outlook, LeafState& leaf, Worker& worker, const Loader::Load& load);
  // make_list makes as much of a list as can be, and returns whether it is whole.
  bool make_list(Requirements requirements, const LeafState& leaf, Worker& worker,
                 const Loader::Load& load, std::shared_ptr<const BuildList>& into);
  static std::optional<Walk> renewed_walk(const LeafState& leaf,
                                          const Walker::VersionOf& version_of, Worker& worker);
  Walker::VersionOf version_of(const Outlook& outlook, const LeafState& leaf) const;
  bool enter(const Outlook& outlook, LeafState& leaf) const;
  const GoMod* checked_go_mod(const LeafState& leaf, VersionId m, Worker& worker) const;
  void ask_for(const std::vector<KnownFacts::Question>& questions);
  void throw_failures();

  Resolving& resolving_;
  Loader& loader_;
  Memory& memory_;
  std::function<void(const std::vector<Failure>&)> give_up_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace goset::resolve
