#pragma once

#include <optional>
#include <string>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/set/change.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/manifest.hpp"
#include "terminal.hpp"

namespace goset::cli {

// UpdateSubjects are what an update is asked for.
struct UpdateSubjects {
  std::vector<std::string> modules;  // MODULE[@QUERY]
  std::vector<std::string> leaves;   // NAME[@QUERY]
  bool all = false;
  std::string query = "upgrade";  // for a subject without one
};

// module_of returns the module path of MODULE[@QUERY].
std::string module_of(const std::string& subject);

// Wish is one version that is asked for.
struct Wish {
  std::string leaf;  // its name; empty: a module is meant
  std::string path;  // of the module; empty: a source archive is meant
  std::string now;   // its version, or the archive
  std::string version;

  std::string what() const;
};

struct Wishes {
  std::vector<Wish> wishes;
  std::vector<SetChange::HeldBack> held_back;
};

// find_wishes looks up the versions of all subjects at once; one that would need a newer Go than
// the set admits gets the newest that does not. Of `all`, what can't be looked up is held back:
// only where that goes for each of them it throws Error, as for a subject that is named.
Wishes find_wishes(const UpdateSubjects& subjects, const Folder& folder, const Manifest& manifest,
                   const Lock& lock, Goproxy& proxy, Progress& progress);

}  // namespace goset::cli
