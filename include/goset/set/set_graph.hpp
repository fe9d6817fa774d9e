#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/model/go_set.hpp"
#include "goset/set/set_numbers.hpp"

namespace goset {

// SetGraph says which packages of a set are needed where, and which parts require which: a pure
// function of a GoSet.
struct SetGraph {
  // Unit is a leaf or a part of a module.
  struct Unit {
    std::map<std::string, ConfigMask> packages;      // by directory: where it is compiled
    std::map<std::string, ConfigMask> dependencies;  // by key of a part: where it is imported
    // Of the leaves' build tags those that files of it, or of what it is built from, ask for.
    std::set<std::string> tags;
    friend bool operator==(const Unit&, const Unit&) = default;
  };
  struct Leaf : Unit {  // `packages` are those asked for, by directory of the leaf
    // Packages of other modules that import the leaf's own, by module path and directory: they are
    // compiled in the leaf, and what they import is among its `dependencies`.
    std::map<std::string, std::map<std::string, ConfigMask>> private_packages;
    std::size_t needed = 0;  // how many packages of other modules it needs, private ones too
    std::string variant;     // that it is built from; empty: its track's or the set's modules
    std::string scope;       // that, or else its track; empty: the set
  };
  // Layer is the set itself, or what differs from it in a track. A part that differs only in what
  // it is built from has no unit in the layer: the set's describes both.
  struct Layer {
    std::map<std::string, Unit> parts;  // by key: the module path, or PATH#N for a later part
    std::map<std::string, std::set<std::string>> users;  // module path -> leaves that need it
  };
  // Variant is what is compiled apart for leaves with certain build tags: parts with files that ask
  // for one of these tags, and what is built from such parts.
  struct Variant : Layer {
    std::string track;           // of these leaves; empty: none
    std::set<std::string> tags;  // those of the leaves' tags that any part asks for
  };
  std::map<std::string, Leaf> leaves;
  Layer base;
  std::map<std::string, Layer> tracks;
  std::map<std::string, Variant> variants;  // by TRACK@TAG@TAG...

  // find returns what a scope (a variant's name, a track's, or "" for the set) has of a part: its
  // own unit, or else the set's; null where neither has it.
  const Unit* find(const std::string& scope, const std::string& key) const;
  // track_of returns the track of a scope; empty if it is none.
  std::string track_of(const std::string& scope) const;
};

namespace set_graph {

// part_key returns the name of part `index` (from 0): "PATH", then "PATH#2"; path_of the inverse.
std::string part_key(const std::string& path, std::size_t index);
std::string path_of(const std::string& part_key);

// built_in returns the modules of which a layer builds a part.
std::set<std::string> built_in(const SetGraph::Layer& layer);

// module returns the record of a path as a leaf of `track` (empty: the set itself) sees it; null if
// there is none.
const SetModule* module(const GoSet& set, const std::string& track, const std::string& path);

// split_parts divides the packages of each module into parts and stores them in the modules. A
// track gets a module of its own where the set's parts would make a cycle with what differs. A
// module that `before` has with the same source keeps its parts.
// Returns the numbers of the set as it is then.
SetNumbers split_parts(GoSet& set, const Configurations& configurations, const GoSet& before = {});

// of derives the graph. Throws Error if the set is not whole: a package imports one that no module
// of the set has.
SetGraph of(const GoSet& set, const Configurations& configurations);
SetGraph of(const GoSet& set, const Configurations& configurations, const SetNumbers& numbers);

// Needed is a package that a leaf needs, and where. One that is `own` is in the leaf's source.
struct Needed {
  std::string module;
  std::string directory;
  bool own = false;
  ConfigMask mask = 0;
};

// needed_packages lists them for one leaf, the leaf's own first; each_needed calls `use` with those
// of every leaf in turn.
std::vector<Needed> needed_packages(const GoSet& set, const Configurations& configurations,
                                    const std::string& leaf);
void each_needed(
    const GoSet& set, const Configurations& configurations,
    const std::function<void(const std::string& leaf, const std::vector<Needed>&)>& use);

// supported returns the configurations that a leaf can be built for.
ConfigMask supported(const SetLeaf& leaf, const Configurations& configurations);

}  // namespace set_graph
}  // namespace goset
