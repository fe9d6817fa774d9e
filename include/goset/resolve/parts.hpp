#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace goset::parts {

// Package is a module path and a directory in it.
using Package = std::pair<std::string, std::string>;

// Part is a group of packages of one module that can be compiled in one go.
using Part = std::vector<std::string>;  // directories, sorted

using Imports = std::map<Package, std::set<Package>>;
using Parts = std::map<std::string, std::vector<Part>>;  // by module path

// split divides the packages of each module into parts so that the parts, taken as nodes, depend on
// each other without a cycle: part N of a module imports nothing of its later parts, neither by
// itself nor by way of other modules. A module in no cycle is one part. `imports` holds every
// package, and is free of cycles, as Go demands of packages.
//
// Parts that were there `before` stay as they are, less what is no longer needed, and other
// packages go into further parts after them: so what was compiled of a module needs no compiling
// again. A part may be left without a package. Where these would now make a cycle, their modules
// are divided anew.
Parts split(const Imports& imports, Parts before = {});

// cyclic_modules returns the modules whose parts, divided like this, depend on each other in a
// cycle.
std::set<std::string> cyclic_modules(const Imports& imports, const Parts& divided);

// components returns the strongly connected components of a graph whose nodes are all keys of
// `edges`, each sorted.
std::vector<std::vector<std::string>> components(
    const std::map<std::string, std::set<std::string>>& edges);

}  // namespace goset::parts
