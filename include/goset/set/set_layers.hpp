#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "goset/set/leaf_walk.hpp"

namespace goset {

// PartKeys numbers the parts of all modules in the order of their keys. A key is one number in the
// set and in all tracks; which packages it stands for may differ.
class PartKeys {
 public:
  using Id = SetNumbers::Id;

  // Begins in the set.
  PartKeys(const GoSet& set, const SetNumbers& numbers);

  // enter_track goes to a track, or with a name that is none, to the set.
  void enter_track(const std::string& name);

  const std::string& name(Id key) const { return names_[key]; }
  Id module_path(Id key) const { return module_paths_[key]; }
  std::size_t size() const { return names_.size(); }

  // of returns the key of the part that a package is in; none if it is in none.
  Id of(Id package) const {
    const Id key = by_package_[package];
    return key == SetNumbers::none && is_own_ ? first_of(package) : key;
  }
  // first returns the key of the first part of a module, whether it has one or not.
  Id first(Id module_path) const { return by_module_[module_path].front(); }
  // index returns the place of a part in its module, from 0.
  std::size_t index(Id key) const { return indices_[key]; }

 private:
  Id first_of(Id package) const {
    return first(numbers_.records[numbers_.packages[package].record].path);
  }
  void forget(Id record);
  void place(Id record, const std::vector<Part>& parts);

  const GoSet& set_;
  const SetNumbers& numbers_;
  std::vector<std::string> names_;
  std::vector<Id> module_paths_;
  std::vector<std::size_t> indices_;
  std::vector<std::vector<Id>> by_module_;  // by module path, then by index
  std::vector<Id> by_package_;
  bool is_own_ = false;  // all that is in no part is in the first one
  std::vector<std::pair<Id, Id>>
      elsewhere_;  // packages that the track has elsewhere, and where not
};

// PartUnit is SetGraph::Unit in numbers.
struct PartUnit {
  using Masks = std::vector<std::pair<SetNumbers::Id, ConfigMask>>;  // by number
  Masks packages;
  Masks dependencies;
  std::set<std::string> tags;
  friend bool operator==(const PartUnit&, const PartUnit&) = default;

  // merge adds what another one has, but its tags.
  void merge(const PartUnit& other);
};
using PartUnits = std::map<SetNumbers::Id, PartUnit>;  // by key

// LeafGroup is what leaves need that see the same packages and decide constraints alike.
struct LeafGroup {
  const ConstraintMasks::Masks* constraints;
  std::vector<LeafWalk::Needed> needed;  // but what is compiled in a leaf; in any order
};

// LayerParts makes the parts of a layer from groups of leaves.
class LayerParts {
 public:
  LayerParts(const SetNumbers& numbers, const PartKeys& keys);

  // add puts what a group needs, and what that imports as the view shows it, with the other parts.
  // Throws Error for a package in no part.
  void add(PartUnits& parts, const LeafGroup& group, const SetView& view);

 private:
  // total returns each needed package once, by key and then by number.
  std::vector<std::pair<SetNumbers::Id, LeafWalk::Needed>> total(const LeafGroup& group);

  const SetNumbers& numbers_;
  const PartKeys& keys_;
  std::vector<ConfigMask> masks_;   // by package; empty between calls
  std::vector<ConfigMask> wanted_;  // by key; likewise
};

// spread_tags gives every part the tags of what it is built from: the go command looks into that
// again, and has to find the same files.
void spread_tags(PartUnits& parts);

// Layer is a track or a variant while it is compared with the set.
struct Layer {
  PartUnits parts;
  std::set<SetNumbers::Id> asking;        // keys of parts with files that ask for its tags
  std::vector<SetNumbers::Id> differing;  // module paths that its track has or divides otherwise
};

// Layering divides layers and the set into what they share and what is a layer's own.
class Layering {
 public:
  Layering(const SetNumbers& numbers, const PartKeys& keys, PartUnits base);

  // share gives the set what leaves of the layer need of its parts. Once for each layer is enough:
  // the set only grows, and so does what is built apart from it.
  void share(const Layer& layer);
  // keep_apart drops the units of a layer that are the set's, when all have been shared.
  void keep_apart(Layer& layer);

  // base returns the parts of the set.
  PartUnits base() &&;

 private:
  using Id = SetNumbers::Id;
  void look_at(const Layer& layer);
  bool differs(const Layer& layer, Id key) const;

  const SetNumbers& numbers_;
  const PartKeys& keys_;
  std::vector<PartUnit> base_;  // by key
  std::vector<bool> in_base_;
  std::vector<bool> in_track_;  // by module path: the track of the layer that is looked at has it
  std::vector<bool> apart_;     // by key: it is built from something that differs in that layer
  std::vector<Id> place_;       // by key: in `seen_`, from 1
  std::vector<Id> seen_;
};

}  // namespace goset
