#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/go/module.hpp"
#include "goset/model/package.hpp"

namespace goset {

// SetModule is one module of the set: its version, what its source hashes to, and what is known of
// the packages that some leaf needs.
struct SetModule {
  std::string version;
  ModuleVersion replace;  // what its source is taken from, where that is another module
  std::optional<std::string> go;
  std::string declared;    // module line of its go.mod, only where it is not the path
  std::string hash;        // SRI of the NAR of the source tree
  std::string sum;         // `h1:` of the zip
  std::string go_mod_sum;  // `h1:` of go.mod; empty where none is known
  std::string verified;    // what vouched for `sum`: "go.sum", or the checksum database by its name
  std::string unverified;  // why nothing did: "GONOSUMDB"
  std::map<std::string, PackageFacts> packages;  // the needed ones, by directory
  std::vector<Part> parts;  // of `packages` those that are compiled by themselves, divided
  std::set<std::string> absent_packages;  // directories that were looked for and hold no Go file

  // source_module is the module version that the source is fetched as.
  ModuleVersion source_module(const std::string& path) const {
    return replace.path.empty() ? ModuleVersion{path, version} : replace;
  }
};

// SetLeafModule is a further module of a leaf's own source: a main module of its go.work, or a
// directory that replaces a module.
struct SetLeafModule {
  std::string path;
  std::string directory;  // relative to the leaf's directory
  std::string version;    // that is replaced; empty for a main module
  std::optional<std::string> go;
  std::string go_mod_sum;
  std::string go_sum_hash;  // empty where it has none, or it does not count
  std::vector<std::string> ignore;
  std::map<std::string, PackageFacts> packages;
};

// SetLeaf is one program of the set.
struct SetLeaf {
  std::string module;             // the main module; of a go.work, the first
  std::string version;            // of the module proxy's
  std::string path;               // directory of a leaf on disk, as goset.toml states it
  std::string archive;            // URL or file of a source archive, likewise
  std::string archive_directory;  // in the archive
  std::string track;              // whose versions it has; empty: the set's
  std::optional<std::string> go;
  std::string hash;  // SRI of the NAR of its source, where that comes from the proxy or an archive
  std::string archive_hash;  // SRI of the archive itself
  std::string sum;           // `h1:` of its zip
  std::string verified;      // as of a module
  std::string unverified;
  std::string directory = ".";  // of the main module, relative to the leaf's directory
  std::string go_mod_sum;       // `h1:` of its go.mod
  std::string go_sum_hash;      // SRI of its go.sum; empty where it has none
  bool workspace = false;       // it is resolved as its go.work says
  std::string work_hash;        // SRI of that, and of go.work.sum
  std::string work_sum_hash;
  std::vector<std::string> patterns;
  std::vector<std::string> ignore;  // ignore lines of its go.mod
  std::vector<std::string> tags;
  bool tests = false;
  std::map<std::string, std::string> unsupported;  // by constraint, why it can't be built there
  std::map<std::string, PackageFacts> packages;    // its own needed packages, by directory
  std::vector<SetLeafModule> modules;              // further ones, by directory
};

// SetCandidate is a module that was looked into for imports and provides none of them.
struct SetCandidate {
  std::string version;
  std::set<std::string> absent_packages;
  std::string unverified;  // why nothing vouched for its zip, if so
};

// SetTrack holds what differs for the leaves of a track; all else is the set's.
struct SetTrack {
  std::string reason;
  bool automatic = false;  // made for what a leaf's go.mod says, not by goset.toml
  std::map<std::string, SetModule> modules;
  std::map<std::string, SetCandidate> candidates;
  // The module of a package, by import path, where more than one of the modules at hand has it.
  std::map<std::string, std::string> providers;
};

// GoSet is everything that resolution found out, by name and by module path. What a lock says of a
// set is this, and the Nix expression follows from it alone.
struct GoSet {
  std::map<std::string, SetLeaf> leaves;
  std::map<std::string, SetModule> modules;
  std::map<std::string, SetCandidate> candidates;
  std::map<std::string, SetTrack> tracks;
};

}  // namespace goset
