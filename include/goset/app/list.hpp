#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/app/outdated.hpp"
#include "goset/app/session.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"

// What is listed of a set, without network unless it says so.
namespace goset::listing {

// Package is one that leaves need; a leaf's own has a module without a version.
struct Package {
  std::string import_path;
  ModuleVersion module;
  friend auto operator<=>(const Package&, const Package&) = default;
};

// Scope narrows down whose packages are listed, and where they are needed.
struct Scope {
  std::string leaf = {};      // empty: all
  std::string platform = {};  // GOOS/GOARCH; empty: any, with and without cgo
  bool cgo = false;           // on that platform
};

// packages throws Error for a platform that the set does not have.
std::set<Package> packages(const Lock& lock, const Scope& scope);

// Module is one of the set, or of a track.
struct Module {
  std::string path;
  std::string track;
  const SetModule* record;       // in the lock
  std::set<std::string> leaves;  // that need it
};

// modules returns them by path; the leaves only if they are asked for, as they take a walk.
std::vector<Module> modules(const Lock& lock, bool with_leaves);
// The same with the leaves, for a caller that has the graph of the lock's set.
std::vector<Module> modules(const Lock& lock, const SetGraph& graph);

// Program is a leaf, and where it comes from.
struct Program {
  std::string name;
  std::string version;      // of the module proxy's; else empty
  std::string source;       // its module, directory or archive
  std::string track;        // whose versions it has: empty, a track of goset.toml, or "own"
  std::string newest = {};  // a newer release, if one was looked up and found
};

std::vector<Program> programs(const Lock& lock);
// The same with newer releases.
std::vector<Program> programs(const Lock& lock, const Outdated& outdated);

// Track says why there is one, who is in it, and what it costs: the modules that are built for it and
// for the set.
struct Track {
  struct Build {
    std::string path;
    std::string version;
    std::string because;
    bool is_twice = false;  // leaves of the set itself have the module as well
  };
  std::string name;
  std::string reason;
  std::vector<std::string> leaves;
  std::vector<Build> builds;  // what is built for it alone

  // twice counts what would not be built without the track.
  std::size_t twice() const;
};

std::vector<Track> tracks(const Lock& lock);
std::vector<Track> tracks(const Lock& lock, const SetGraph& graph);

// build_list is what a leaf of the folder selects alone: version by path, as `go list -m all` says
// there. Throws Error for a name that is no leaf's. It asks the proxies.
using BuildList = std::map<std::string, std::string>;
BuildList build_list(const Folder& folder, const std::string& leaf, Session& session);

}  // namespace goset::listing
