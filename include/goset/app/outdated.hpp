#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/session.hpp"
#include "goset/error.hpp"
#include "goset/store/lock.hpp"

namespace goset {

// Newest is the newest release of a leaf of the module proxy, or of a module of the set.
struct Newest {
  std::string leaf;            // its name; empty for a module
  std::string path;            // of the module
  std::string before;          // its version in the set
  std::string newest;          // perhaps that
  std::optional<Error> fault;  // why `newest` could not be looked up
};

// Outdated lists what has a newer release, and what could not be looked up: leaves, then modules by
// path.
struct Outdated {
  std::vector<Newest> all;
  bool is_any_unknown = false;
  bool is_all_unknown = false;  // nothing could be looked up; so there is one reason for it
};

// find_outdated asks for all of them at once, or for the leaves alone. `progress` hears how many of how many
// are known. Throws SecurityError.
Outdated find_outdated(const Lock& lock, Session& session,
                       const std::function<void(std::size_t, std::size_t)>& progress,
                       bool with_modules = true);

}  // namespace goset
