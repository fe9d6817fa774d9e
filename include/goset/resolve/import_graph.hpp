#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "goset/facts/package_facts.hpp"

namespace goset {

// ImportGraph walks the packages that a leaf imports, from its own packages down, over all
// configurations at once: each package carries the mask of configurations that reach it.
//
// An import path is looked for in every module of the leaf whose path is a prefix of it, as the go
// command does (cmd/go: importFromModules): first in the main modules and what go.mod lists, then,
// if none of them has it, in the whole build list; found in two modules it is ambiguous. Packages
// of the standard library are left to that. It does no I/O: take_wanted() names the modules whose
// packages must be known, provide() goes on with one. The outcome does not depend on the order in
// which modules become known.
class ImportGraph {
 public:
  // Module is where packages may come from, as this leaf sees it. One that is `own` is part of the
  // leaf's source: a main module (which has no version), or a directory that replaces a module.
  struct Module {
    ModuleVersion version;
    bool own = false;
    friend auto operator<=>(const Module&, const Module&) = default;
    friend bool operator==(const Module&, const Module&) = default;
  };
  // Modules gives the module of a path for this leaf: among those that are looked into first, or
  // in its whole build list; nullopt where it has none.
  struct Modules {
    std::function<std::optional<Module>(const std::string&)> root;
    std::function<std::optional<Module>(const std::string&)> any;
  };
  using Packages = std::function<const ModulePackages*(const Module&)>;  // null: not known

  // `roots` are the import paths that are asked for, and where. `tags` are the leaf's build tags.
  ImportGraph(const Configurations& configurations, const std::map<std::string, ConfigMask>& roots,
              std::set<std::string> tags, Modules modules, Packages packages);

  std::vector<Module> take_wanted();
  void provide(const Module& m);
  bool complete() const { return waiting_.empty(); }

  struct Package {
    Module module;
    std::string directory;  // inside the module
    ConfigMask mask = 0;    // configurations that need it
    const PackageFacts* facts = nullptr;
    std::string importer;  // the importing package with the smallest path; empty for a root
  };
  // Fault is an import that can't be resolved.
  struct Fault {
    std::string import_path;
    std::string importer;  // the importing package with the smallest path; may be empty
    ConfigMask mask = 0;
    std::vector<Module> found_in;  // empty: nowhere; else the modules it is ambiguous among
    std::vector<Module> looked_in;
    bool is_std = false;  // by its name it would be the standard library's, which has no such
    // import_path imports the first of these, that the next, and the last is import_path again.
    std::vector<std::string> cycle = {};
    bool is_internal = false;  // the package is there, but not for the importer
    // None of its files counts there; of `never`, nowhere. `looked_in` has its module.
    enum class Excluded { no, there, never } excluded = Excluded::no;
  };

  const std::map<std::string, Package>& packages() const { return packages_; }
  std::vector<Fault> faults() const;
  // cycles returns an import cycle for every configuration that has one, each cycle once. Without
  // `own` the leaf's own packages don't count.
  std::vector<Fault> cycles(bool own) const;
  // looked_at returns every module not its own that was looked into, with the directories it does
  // not have.
  const std::map<ModuleVersion, std::set<std::string>>& looked_at() const { return looked_at_; }
  // private_packages returns the import paths of packages outside the leaf that need a package of
  // its own, by way of others too: they can be compiled only together with the leaf.
  std::set<std::string> private_packages() const;

 private:
  // Reached says by whom a package is imported, so far.
  struct Reached {
    ConfigMask mask = 0;
    std::string importer;
  };
  enum class Scope { roots, all };
  void drain();
  void walk(const std::string& import_path, ConfigMask added);
  void reach(const std::string& import_path, const Reached& by);
  void forbid(const std::string& import_path, const Reached& by);
  void resolve(const std::string& import_path);
  bool resolve_in(Scope scope, const std::string& import_path);
  void found(const std::string& import_path, const Module& module);
  void fault(const std::string& import_path, std::vector<Module> found_in, bool is_std);
  std::vector<Module> candidates(Scope scope, const std::string& import_path) const;
  std::vector<Fault> excluded() const;

  const Configurations& configurations_;
  std::set<std::string> tags_;
  Modules modules_;
  Packages known_;
  std::map<std::string, Package> packages_;
  std::map<std::string, Reached> pending_;  // not resolved yet
  std::map<std::string, Fault> faults_;
  std::map<std::string, Fault> forbidden_;  // imports of internal packages
  std::set<std::string> std_;               // imports that are left to the standard library
  std::map<Module, std::set<std::string>> waiting_;
  std::set<Module> asked_;
  std::vector<Module> wanted_;
  std::map<ModuleVersion, std::set<std::string>> looked_at_;
  std::vector<std::pair<std::string, ConfigMask>> queue_;
};

}  // namespace goset
