#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/model/platform.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"

namespace goset {

// Sbom is a bill of materials: what programs are made of, in whatever format it is written.
struct Sbom {
  // Patch is one that Nix applies to the source of a module.
  struct Patch {
    std::string name;
    std::string text;
  };
  struct Component {
    enum class Kind { set, leaf, module, std };
    Kind kind = Kind::set;
    std::string id;       // of it in the document: the same in every document that has it
    std::string name;     // of a leaf its name, else the path of the module
    std::string version;  // empty: it has none, or none is known
    std::string purl;     // likewise
    std::string cpe;
    std::string sha256;                      // in hex; of a module that is the digest of its `h1:`
    std::string download;                    // where its source is, if it is not the module proxy
    std::string license;                     // an SPDX expression; empty: none is known
    std::set<std::string> unknown_licenses;  // files with a licence that is not recognised
    ModuleVersion replaces;                  // the module whose place it takes
    std::vector<Patch> patches;
    bool is_changed = false;     // it is built from another source than the lock has
    std::set<std::string> uses;  // ids
  };

  // changed_source is said of a component whose source changed.
  static constexpr const char* changed_source = "built from another source than was locked";

  std::string uuid;  // the same for the same lock and the same request
  std::string goset_version;
  std::vector<std::string> platforms;  // that it holds for
  // What it is about comes first: a leaf, or several as one set. Then leaves, modules by id, and Go's
  // standard library.
  std::vector<Component> components;
};

// SbomRequest says what a bill of materials is wanted of.
struct SbomRequest {
  std::vector<std::string> leaves = {};  // none: all
  std::vector<Platform> platforms = {};  // none: all of the set
  std::optional<bool> cgo = {};          // else both
  std::optional<std::string> go = {};    // the release that builds it: "1.26.8" or "go1.26.8"
  // By module path or PATH@VERSION, of leaves too: of modules that a leaf does not have they mean nothing.
  std::map<std::string, std::vector<Sbom::Patch>> patches = {};
  // Likewise, what is built from another source than the lock has.
  std::set<std::string> changed = {};
};

// sbom_of tells what the lock knows; nothing is built or asked for. A leaf is taken without its optional
// tags. Throws Error for a leaf, platform, module or release that there is none of, and for a leaf that
// can't be built on the platforms.
Sbom sbom_of(const Folder& folder, const Lock& lock, const SbomRequest& request);

}  // namespace goset
