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

// SetGraph says which packages of a set are needed where, and what is built from what: a pure
// function of a GoSet.
struct SetGraph {
  // Unit is a leaf or an instance of a part.
  struct Unit {
    std::map<std::string, ConfigMask> packages;      // by directory: where it is compiled
    std::map<std::string, ConfigMask> dependencies;  // by name of an instance: where it is imported
    // Of the leaves' build tags those that files of it, or of what it is built from, ask for.
    std::set<std::string> tags;
    friend bool operator==(const Unit&, const Unit&) = default;
  };
  // Instance is a part of a module as built from certain other instances. Whoever has the same,
  // through the set, a track or versions of its own, has this one.
  struct Instance : Unit {
    std::string path;        // of the module
    std::size_t part = 0;    // from 0
    std::string track;       // in which the module's record is found; empty: in the set
    bool is_source = false;  // it compiles nothing: leaves compile packages of that source
  };
  struct Leaf : Unit {  // `packages` are those asked for, by directory of the leaf
    // Packages of other modules that import the leaf's own, by module path and directory: they are
    // compiled in the leaf, and what they import is among its `dependencies`.
    std::map<std::string, std::map<std::string, ConfigMask>> private_packages;
    std::vector<std::string>
        private_sources;  // instances with the sources of these, in their order
    // How many packages of other modules it needs, private ones too; of a leaf with optional tags,
    // with any choice of these.
    std::size_t needed = 0;
  };
  // View is the set or a track, as its leaves see it.
  struct View {
    std::map<std::string, std::set<std::string>> users;  // module path -> leaves that need it
    std::set<std::string> apart;  // instances that leaves of it have, and the set's own do not
  };
  std::map<std::string, Leaf> leaves;  // with each choice of optional tags, see tag_choice::name
  std::map<std::string, Instance> instances;  // by name, see InstanceTable::names
  View base;
  std::map<std::string, View> tracks;

  // part_count returns how many instances compile something.
  std::size_t part_count() const;
  // modules_apart returns the modules of the instances that leaves of a track have apart.
  std::set<std::string> modules_apart(const std::string& track) const;
  // modules_twice returns those of them that leaves of the set itself have as well: what the track costs.
  // The others would be built without it, too.
  std::set<std::string> modules_twice(const std::string& track) const;
};

namespace set_graph {

// part_key returns the name of part `index` (from 0): "PATH", then "PATH#2".
std::string part_key(const std::string& path, std::size_t index);

// split_parts divides the packages of each module into parts and stores them in the modules and the
// tracks. A track divides a module of the set otherwise where the set's parts would make a cycle with
// what differs. A module that `before` has with the same source keeps its parts.
// Returns the numbers of the set.
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

// needed_packages lists them for one leaf, with any choice of its optional tags, the leaf's own first;
// each_needed calls `use` with those of every leaf in turn.
std::vector<Needed> needed_packages(const GoSet& set, const Configurations& configurations,
                                    const std::string& leaf);
void each_needed(
    const GoSet& set, const Configurations& configurations,
    const std::function<void(const std::string& leaf, const std::vector<Needed>&)>& use);

// supported returns the configurations that a leaf can be built for, with some of its optional tags.
ConfigMask supported(const SetLeaf& leaf, const Configurations& configurations,
                     const TagChoice& choice = {});

}  // namespace set_graph
}  // namespace goset
