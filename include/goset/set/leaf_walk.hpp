#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/set/set_view.hpp"

namespace goset {

// ConstraintMasks decides the constraints of a set, once for each set of build tags.
class ConstraintMasks {
 public:
  using Masks = std::vector<ConfigMask>;  // by number of the constraint

  ConstraintMasks(const SetNumbers& numbers, const Configurations& configurations);

  // of returns where the constraints hold for a leaf with these tags; it stays where it is.
  const Masks& of(const std::set<std::string>& tags);

 private:
  const SetNumbers& numbers_;
  const Configurations& configurations_;
  std::map<std::set<std::string>, Masks> by_tags_;
};

// LeafChoice is a leaf with some of its optional tags, as it is walked.
struct LeafChoice {
  std::size_t place;      // of the leaf in the set
  std::string name;       // with the tags, see tag_choice::name
  TagChoice tags;         // those that are chosen
  const std::string* of;  // the leaf's name
  const SetLeaf* leaf;

  // each lists those of a set: of each leaf the one without any tags first.
  static std::vector<LeafChoice> each(const GoSet& set);
};

// LeafWalk spreads masks from the packages that leaves are asked to build over all that they need,
// one leaf after the other.
class LeafWalk {
 public:
  using Id = SetNumbers::Id;
  struct Needed {
    Id package;
    ConfigMask mask;
  };

  LeafWalk(const Configurations& configurations, const SetNumbers& numbers);

  // run walks one leaf over what the view shows, which is in it. Throws Error if a package imports one
  // that no module of the set has.
  void run(const LeafChoice& choice, const SetView& view);

  // Of the last leaf: its needed packages, in the order in which they were found, and where the
  // constraints hold for it.
  const LeafChoice& choice() const { return choice_; }
  const SetLeaf& leaf() const { return *choice_.leaf; }
  const std::set<std::string>& tags() const { return tags_; }
  const std::vector<Needed>& needed() const { return needed_; }
  const ConstraintMasks::Masks& constraints() const { return *constraints_; }

  // in_leaf reports whether a package is compiled in the leaf: it is the leaf's own, or imports one
  // that is.
  bool in_leaf(Id package) const {
    return numbers_.is_own(package) || (!private_.empty() && private_.contains(package));
  }
  // is_asked_for reports whether the leaf names one of its own packages.
  bool is_asked_for(Id package) const;
  // has_files returns where a package has something to compile, of where it is needed.
  ConfigMask has_files(const Needed& needed) const {
    return needed.mask & (*constraints_)[numbers_.packages[needed.package].when];
  }
  // tags_of returns the tags of the leaf that files of a package ask for.
  std::set<std::string> tags_of(Id package) const;

 private:
  struct State {
    ConfigMask mask = 0;
    ConfigMask pending = 0;  // of it, what its imports have not been told
  };
  void seed();
  void visit(Id package, const SetView& view);
  void reach(Id package, ConfigMask mask);
  void find_private(const SetView& view);

  const Configurations& configurations_;
  const SetNumbers& numbers_;
  ConstraintMasks masks_;
  std::vector<State> states_;  // by package

  LeafChoice choice_ = {};
  std::set<std::string> tags_;
  const ConstraintMasks::Masks* constraints_ = nullptr;
  std::vector<Needed> needed_;
  std::vector<Id> queue_;
  bool own_is_imported_ = false;  // by a package of another module
  std::set<Id> private_;
};

}  // namespace goset
