#pragma once

#include <optional>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/store/lock.hpp"
#include "options.hpp"

namespace goset::cli {

// Newest is the newest release of a leaf of the module proxy, or of a module of the set.
struct Newest {
  std::string leaf;            // its name; empty for a module
  std::string path;            // of the module
  std::string before;          // its version in the set
  std::string newest;          // perhaps that
  std::optional<Error> fault;  // why `newest` could not be looked up

  bool is_current() const { return newest == before; }
};

// find_newest asks for all of them at once: modules sorted by path behind the leaves. Throws
// SecurityError.
std::vector<Newest> find_newest(const Options& options, const Lock& lock);

}  // namespace goset::cli
