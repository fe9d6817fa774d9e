#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/resolve/package_facts.hpp"
#include "goset/resolve/parts.hpp"

namespace goset {

// SetModule is one module of the set: its version, what its source hashes to, and what is known of
// the packages that some leaf needs.
struct SetModule {
  std::string version;
  std::optional<std::string> go;
  std::string declared;    // module line of its go.mod, only where it is not the path
  std::string hash;        // SRI of the NAR of the source tree
  std::string sum;         // `h1:` of the zip
  std::string go_mod_sum;  // `h1:` of go.mod; empty where none is known
  std::string verified;    // what vouched for `sum`: "go.sum"
  std::map<std::string, PackageFacts> packages;  // the needed ones, by directory
  std::vector<parts::Part> parts;                // all of `packages`, divided
  std::set<std::string> lacks;  // directories that were looked for and hold no Go file
};

// SetLeaf is one program of the set.
struct SetLeaf {
  std::string module;
  std::string version;  // of the module proxy's; empty for a leaf on disk
  std::string path;     // directory of a leaf on disk, as goset.toml states it
  std::optional<std::string> go;
  std::string hash;         // SRI of its source, where that comes from the proxy
  std::string sum;          // `h1:` of its zip, likewise
  std::string go_mod_sum;   // `h1:` of its go.mod
  std::string go_sum_hash;  // SRI of its go.sum; empty where it has none
  std::vector<std::string> patterns;
  std::vector<std::string> ignore;  // ignore lines of its go.mod
  std::vector<std::string> tags;
  bool tests = false;
  std::map<std::string, PackageFacts> packages;  // its own needed packages, by directory
};

// SetCandidate is a module that was looked into for imports and provides none of them.
struct SetCandidate {
  std::string version;
  std::set<std::string> lacks;
};

// GoSet is everything that resolution found out, by name and by module path. What a lock says of a
// set is this, and the Nix expression follows from it alone.
struct GoSet {
  std::map<std::string, SetLeaf> leaves;
  std::map<std::string, SetModule> modules;
  std::map<std::string, SetCandidate> candidates;
};

}  // namespace goset
