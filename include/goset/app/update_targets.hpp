#pragma once

#include <functional>
#include <string>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/set/change.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

// UpdateSubjects are what an update is asked for.
struct UpdateSubjects {
  std::vector<std::string> modules = {};  // MODULE[@QUERY]
  std::vector<std::string> leaves = {};   // NAME[@QUERY]
  bool all = false;
  std::string query = "upgrade";  // for a subject without one
  // Of `all`, those whose module path, or name as a program, matches `only` and not `except`: patterns as of
  // GOPRIVATE, separated by commas; an empty one says nothing.
  std::string only = {};
  std::string except = {};
  // What was released after this moment, as the YYYYMMDDhhmmss of a pseudo-version, is too young, unless
  // its version is asked for in full; empty: nothing is.
  std::string released_before = {};

  // takes reports whether `all` has a program, or a module, which has no name.
  bool takes(const std::string& name, const std::string& path) const;
  // names_module reports whether a module is among them by its path.
  bool names_module(const std::string& path) const;
};

// UpdateTarget is one version that is asked for.
struct UpdateTarget {
  std::string leaf;  // its name; empty: a module is meant
  std::string path;  // of the module; empty: a source archive is meant
  std::string now;   // its version, or the archive
  std::string version;

  std::string what() const;
};

struct UpdateTargets {
  std::vector<UpdateTarget> targets;
  std::vector<SetChange::HeldBack> held_back;
};

// find_update_targets looks up the versions of all subjects at once; one that would need a newer Go
// than the set admits gets the newest that does not. Of `all`, what can't be looked up is held
// back: only where that goes for each of them it throws Error, as for a subject that is named.
// `progress` hears how many modules of how many were looked up.
UpdateTargets find_update_targets(const UpdateSubjects& subjects, const Folder& folder,
                                  const Manifest& manifest, const Lock& lock, Goproxy& proxy,
                                  const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace goset
