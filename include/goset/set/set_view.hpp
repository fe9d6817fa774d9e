#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "goset/set/set_numbers.hpp"

namespace goset {

// SetView says which package an import means: in the set, in a track, or in one leaf, whose own
// modules hide those of the same path. Entering one looks anew only at what is another there.
class SetView {
 public:
  using Id = SetNumbers::Id;
  static constexpr Id none = SetNumbers::none;

  // Begins in the set.
  SetView(const GoSet& set, const SetNumbers& numbers);

  // enter_track goes to a track, or with a name that is none, to the set.
  void enter_track(const std::string& name);
  // enter_leaf adds the own modules of a leaf, by its place in the set, until leave_leaf.
  void enter_leaf(std::size_t leaf);
  void leave_leaf();

  // target returns the package that an import path means; none if there is none.
  Id target(Id import_path) const { return targets_[import_path]; }
  // record returns what is seen of a module path; none if there is none.
  Id record(Id module_path) const { return records_[module_path]; }
  // is_odd reports whether the leaf sees a package of a module of the set that others of its track
  // don't see by that import path.
  bool is_odd() const { return is_odd_; }

 private:
  // Changes are what to put back.
  struct Changes {
    std::vector<std::pair<Id, Id>> targets;  // import path, what it meant
    std::vector<std::pair<Id, Id>> records;  // module path, what was seen
  };
  void show(Id record, Changes& changes);
  void look_again(Changes& changes);
  void retarget(Id import_path, Changes& changes);
  void undo(Changes& changes);
  Id pick(Id import_path) const;

  const GoSet& set_;
  const SetNumbers& numbers_;
  std::vector<Id> targets_;
  std::vector<Id> records_;
  std::unordered_map<Id, Id> providers_;  // of the track: import path -> module path
  Changes track_;
  Changes leaf_;
  bool is_odd_ = false;
};

}  // namespace goset
