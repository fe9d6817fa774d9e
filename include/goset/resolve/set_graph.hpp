#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/resolve/configurations.hpp"
#include "goset/resolve/go_set.hpp"

namespace goset {

// SetGraph says which packages of a set are needed where, and which parts require which: a pure
// function of a GoSet.
struct SetGraph {
  // Unit is a leaf or a part of a module.
  struct Unit {
    std::map<std::string, ConfigMask> packages;   // by directory: where it is compiled
    std::map<std::string, ConfigMask> requires_;  // by key of a part: where it is imported
  };
  std::map<std::string, Unit> leaves;
  std::map<std::string, Unit> parts;  // by key: the module path, or PATH#N for a later part
  std::map<std::string, std::set<std::string>> users;  // module path -> leaves that need it
};

namespace set_graph {

// part_key returns the name of part `index` (from 0): "PATH", then "PATH#2".
std::string part_key(const std::string& path, std::size_t index);

// split_parts divides the packages of each module into parts and stores them in the modules.
void split_parts(GoSet& set, const Configurations& configurations);

// of derives the graph. Throws Error if the set is not whole: a package imports one that no module
// of the set has.
SetGraph of(const GoSet& set, const Configurations& configurations);

// Needed is a package that a leaf needs, and where. `module` is empty for the leaf's own.
struct Needed {
  std::string module;
  std::string directory;
  ConfigMask mask;
};

// needed_packages lists them for one leaf, the leaf's own first.
std::vector<Needed> needed_packages(const GoSet& set, const Configurations& configurations,
                                    const std::string& leaf);

}  // namespace set_graph
}  // namespace goset
