#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/go/module.hpp"
#include "goset/model/license.hpp"
#include "goset/model/package.hpp"
#include "goset/model/tag_choice.hpp"

namespace goset {

// SetModule is one module at one version: what its source hashes to, and what is known of the
// packages that some leaf needs.
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
  License license;
  std::map<std::string, PackageFacts> packages;  // the needed ones, by directory
  // As the set's own leaves see it: of `packages` those that are compiled by themselves, divided.
  std::vector<Part> parts;
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
  License license;              // of its main module
  std::string directory = ".";  // of the main module, relative to the leaf's directory
  std::string go_mod_sum;       // `h1:` of its go.mod
  std::string go_sum_hash;      // SRI of its go.sum; empty where it has none
  bool workspace = false;       // it is resolved as its go.work says
  std::string work_hash;        // SRI of that, and of go.work.sum
  std::string work_sum_hash;
  std::vector<std::string> patterns;
  std::vector<std::string> ignore;  // ignore lines of its go.mod
  std::vector<std::string> tags;
  std::vector<std::string> optional_tags;  // sorted, see TagChoice
  bool tests = false;
  std::map<std::string, std::string> unsupported;  // by constraint, why it can't be built there
  std::map<TagChoice, std::map<std::string, std::string>> unsupported_with;  // where that differs
  std::map<std::string, PackageFacts> packages;  // its own needed with any choice, by directory
  std::vector<SetLeafModule> modules;            // further ones, by directory

  // unsupported_by is `unsupported` with a choice of its optional tags.
  const std::map<std::string, std::string>& unsupported_by(const TagChoice& choice) const {
    const auto found = unsupported_with.find(choice);
    return found == unsupported_with.end() ? unsupported : found->second;
  }
};

// SetCandidate is a module that was looked into for imports and provides none of them.
struct SetCandidate {
  std::set<std::string> absent_packages;
  std::string unverified;  // why nothing vouched for its zip, if so
  bool apart = false;      // the set's own leaves have it at another version, or not at all
};

// SetTrack holds what differs for the leaves of a track; all else is the set's.
struct SetTrack {
  std::string reason;
  bool automatic = false;  // made for what a leaf's go.mod says, not by goset.toml
  bool own = false;        // of one leaf: the versions that it selects alone
  // Modules at another version than the set's, or that the set has not. What is the same in several
  // tracks is one record.
  std::map<std::string, std::shared_ptr<SetModule>> modules;
  // How modules are divided here, where not as SetModule::parts says: all of `modules`, and what of
  // the set would make a cycle with these. In a track with `own` only modules of several parts are
  // named: of any other, all that its leaf needs is one.
  std::map<std::string, std::vector<Part>> parts;
  std::set<ModuleVersion> candidates;  // those that are not the set's; none with `own`
  // The module of a package, by import path, where more than one of the modules at hand has it.
  std::map<std::string, std::string> providers;
};

// GoSet is everything that resolution found out, by name and by module path. What a lock says of a
// set is this, and the Nix expression follows from it alone.
struct GoSet {
  std::map<std::string, SetLeaf> leaves;
  std::map<std::string, SetModule> modules;
  std::map<std::string, SetTrack> tracks;
  std::map<ModuleVersion, SetCandidate> candidates;

  // each_module calls `use` with every record, those of tracks after the set's; one that several
  // tracks have comes once, with the first of them (empty: the set).
  using UseModule = std::function<void(const std::string& path, const SetModule& module,
                                       const std::string& track)>;
  void each_module(const UseModule& use) const;
  // module returns the record of a path as a leaf of `track` (empty: the set itself) sees it; null
  // if there is none.
  const SetModule* module(const std::string& track, const std::string& path) const;
  // keeps_own reports whether a track is that of a leaf with its own versions.
  bool keeps_own(const std::string& track) const;
};

}  // namespace goset
