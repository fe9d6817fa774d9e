#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/model/module_names.hpp"
#include "goset/model/package.hpp"
#include "goset/model/replacements.hpp"

namespace goset {

// LeafModule is a module of a leaf's own source: a main module, or a directory that replaces a
// module.
struct LeafModule {
  std::string directory;   // relative to the leaf's directory; "." is that itself
  ModFile mod;             // its go.mod
  std::string go_mod_sum;  // and that file's `h1:`
  ModulePackages packages;
  // What its packages export and use; null where that is as in a module version of the proxy.
  std::shared_ptr<const ModuleNames> names;
  std::optional<ModuleVersion> published;  // that version
  std::optional<Error> fault;              // why a directory that replaces a module can't be read

  // Unread is where the packages of a leaf are that is in a lock just so, and has not been read.
  struct Unread {
    const std::map<std::string, PackageFacts>* locked;    // those that it needed, by directory
    std::function<std::optional<ModulePackages>()> read;  // all; nullopt if they are gone
  };
  std::optional<Unread> unread;  // then `packages` are empty
};

// LeafToResolve is one leaf as resolution sees it.
struct LeafToResolve {
  std::string name;  // with the choice of its optional tags that this is, see TagChoice
  std::vector<LeafModule> mains;             // one, or those that a go.work uses
  std::map<std::string, LeafModule> locals;  // by directory: what replaces a module
  bool workspace = false;
  Replacements replace;               // its own
  std::vector<std::string> patterns;  // packages that are asked for
  std::set<std::string> tags;
  std::string track;          // that goset.toml puts it in; empty: the set itself
  bool own_versions = false;  // it keeps what it selects alone; then it is in no track
  bool tests = false;         // the packages' imports are those of their tests too
  bool as_locked = false;  // it is in the set that is known to fit (SetToResolve::judged), just so
  // identity is the same only where all of this is, but for name and track, and for how many of its
  // packages are known; empty if the source may change.
  std::string identity;

  // owns reports whether an import path, by its name, could be in a module of the leaf's source.
  bool owns(const std::string& import_path) const;
};

}  // namespace goset
