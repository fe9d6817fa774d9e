#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "goset/model/package.hpp"

namespace goset::parts {

using goset::Part;

// A package or a module is a number.
using Id = std::uint32_t;

// Packages are those of some modules, numbered module by module, and what they import of one
// another. Imports are free of cycles, as Go demands of packages.
struct Packages {
  std::vector<Id> modules;               // of each package, ascending
  std::vector<std::vector<Id>> imports;  // of each package
  std::size_t module_count = 0;
};

// Division has the parts of each module, and of each part the packages, ascending.
using Division = std::vector<std::vector<std::vector<Id>>>;

// split divides the packages of each module into parts so that the parts, taken as nodes, depend on
// each other without a cycle: part N of a module imports nothing of its later parts, neither by
// itself nor by way of other modules. A module in no cycle is one part.
//
// Parts that were there `before` stay as they are, and other packages go into further parts after
// them: so what was compiled of a module needs no compiling again. A part may be left without a
// package, but not the last. Where these would now make a cycle, their modules are divided anew.
Division split(const Packages& packages, Division before = {});

// cyclic_modules returns the modules whose parts, divided like this, depend on each other in a
// cycle, ascending.
std::vector<Id> cyclic_modules(const Packages& packages, const Division& divided);

// components returns the strongly connected components of a graph, each sorted. `edges` has the
// targets of each node.
std::vector<std::vector<Id>> components(const std::vector<std::vector<Id>>& edges);

}  // namespace goset::parts
