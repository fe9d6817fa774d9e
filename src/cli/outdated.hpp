#pragma once

#include <string>
#include <vector>

#include "goset/emit/lock.hpp"
#include "options.hpp"

namespace goset::cli {

// Outdated is a leaf of the module proxy, or a module of the set, that has a newer release.
struct Outdated {
  std::string leaf;    // its name; empty for a module
  std::string path;    // of the module
  std::string before;  // its version in the set
  std::string newest;
};

// find_outdated asks for the newest release of each, modules sorted by path behind the leaves. What
// can't be looked up is told on standard error; throws Error where that is so of all.
std::vector<Outdated> find_outdated(const Options& options, const Lock& lock);

}  // namespace goset::cli
