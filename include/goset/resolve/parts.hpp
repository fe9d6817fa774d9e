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

// split divides the packages of each module into parts so that the parts, taken as nodes, depend on
// each other without a cycle: part N of a module imports nothing of its later parts, neither by
// itself nor by way of other modules. A module in no cycle is one part. `imports` holds every
// package, and is free of cycles, as Go demands of packages.
std::map<std::string, std::vector<Part>> split(const std::map<Package, std::set<Package>>& imports);

// components returns the strongly connected components of a graph whose nodes are all keys of
// `edges`, each sorted.
std::vector<std::vector<std::string>> components(
    const std::map<std::string, std::set<std::string>>& edges);

}  // namespace goset::parts
