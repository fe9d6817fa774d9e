#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "goset/resolve/package_facts.hpp"

namespace goset {

// ImportGraph walks the packages that a leaf imports, from its own packages down, over all
// configurations at once: each package carries the mask of configurations that reach it.
//
// An import path is looked for in every module of the leaf whose path is a prefix of it, as the go
// command does (cmd/go: importFromModules): first in the modules that go.mod lists, then, if none
// of them has it, in the whole build list; found in two modules it is ambiguous. What no module has
// and the standard library could have is left to that. It does no I/O: take_wanted() names the
// modules whose packages must be known, provide() goes on with one. The outcome does not depend on
// the order in which modules become known.
class ImportGraph {
 public:
  struct Leaf {
    std::string module;                        // its module path
    const ModulePackages* packages = nullptr;  // all of its own packages
    std::vector<std::string> patterns;         // which of them are asked for,
    std::vector<std::string> ignore;           // less the ignore lines of its go.mod
    std::set<std::string> tags;
  };
  // Modules gives the version of a module path for this leaf: among its roots, or in its whole
  // build list. Empty where it has none.
  struct Modules {
    std::function<std::string(const std::string&)> root;
    std::function<std::string(const std::string&)> any;
  };
  using Packages = std::function<const ModulePackages*(const ModuleVersion&)>;  // null: not known

  ImportGraph(const Configurations& configurations, Leaf leaf, Modules modules, Packages packages);

  std::vector<ModuleVersion> take_wanted();
  void provide(const ModuleVersion& m);
  bool complete() const { return waiting_.empty(); }

  struct Package {
    ModuleVersion module;   // version empty: the leaf itself
    std::string directory;  // inside the module
    ConfigMask mask = 0;    // configurations that need it
    const PackageFacts* facts = nullptr;
    std::string importer;  // the importing package with the smallest path; empty for a root
    // For a package of the leaf itself: the package of another module with the smallest path that
    // imports it; empty if there is none.
    std::string outside_importer;
  };
  // Fault is an import that can't be resolved.
  struct Fault {
    std::string import_path;
    std::string importer;  // the importing package with the smallest path
    ConfigMask mask = 0;
    std::vector<ModuleVersion> found_in;  // empty: nowhere; else the modules it is ambiguous among
    std::vector<ModuleVersion> looked_in;
  };

  const std::map<std::string, Package>& packages() const { return packages_; }
  std::vector<Fault> faults() const;
  // looked_at returns every module that was looked into, with the directories it does not have.
  const std::map<ModuleVersion, std::set<std::string>>& looked_at() const { return looked_at_; }

 private:
  // Reached says by whom a package is imported, so far.
  struct Reached {
    ConfigMask mask = 0;
    std::string importer;
    std::string outside_importer;
  };
  enum class Scope { roots, all };
  void start();
  void drain();
  void walk(const std::string& import_path, ConfigMask added);
  void reach(const std::string& import_path, const Reached& by);
  void resolve(const std::string& import_path);
  bool resolve_in(Scope scope, const std::string& import_path);
  void found(const std::string& import_path, const ModuleVersion& module);
  void fault(const std::string& import_path, std::vector<ModuleVersion> found_in);
  bool is_left_to_std(const std::string& import_path) const;
  const ModulePackages* packages_of(const ModuleVersion& m) const;
  std::vector<ModuleVersion> candidates(Scope scope, const std::string& import_path) const;

  const Configurations& configurations_;
  Leaf leaf_;
  Modules modules_;
  Packages known_;
  std::map<std::string, Package> packages_;
  std::map<std::string, Reached> pending_;  // not resolved yet
  std::map<std::string, Fault> faults_;
  std::set<std::string> std_;  // imports that are left to the standard library
  std::map<ModuleVersion, std::set<std::string>> waiting_;
  std::set<ModuleVersion> asked_;
  std::vector<ModuleVersion> wanted_;
  std::map<ModuleVersion, std::set<std::string>> looked_at_;
  std::vector<std::pair<std::string, ConfigMask>> queue_;
};

}  // namespace goset
