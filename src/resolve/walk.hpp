#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "build_list.hpp"
#include "goset/resolve/ids.hpp"
#include "known_facts.hpp"
#include "leaf.hpp"
#include "universe.hpp"

namespace goset::resolve {

// Places says in which module each package lies that a leaf needs and does not have itself. Sorted.
using Places = std::vector<std::pair<ImportId, PathId>>;

// Walk is the packages that a leaf needs at certain versions, over all configurations at once: each
// carries the mask of those that reach it.
//
// An import path is looked for in every module of the leaf whose path is a prefix of it, as the go
// command does (cmd/go: importFromModules): first in the main modules and what go.mod lists, then,
// if none of them has it, in the whole build list; found in two modules it is ambiguous. Packages
// of the standard library are left to that.
struct Walk {
  // Module is a module that was looked into. One that is `own` is part of the leaf's source: a main
  // module (no version), or a directory that replaces a module.
  struct Module {
    PathId path;
    VersionId version = no_version;
    bool own = false;
    bool root = false;    // it is looked into first
    bool looked = false;  // for an import that is not the standard library's
    bool needed = false;  // it provides a package
    Source source;
    const Packages* packages = nullptr;

    // serves_own_path reports whether its packages are those of the module called `path`.
    bool serves_own_path() const {
      return version == no_version || (!source.directory && source.module == version);
    }
  };
  using ModuleIndex = std::uint32_t;
  struct Needed {
    ImportId import;
    ModuleIndex module;
    const Package* package;  // null in a partial walk, of a main module
    ConfigMask mask;         // configurations that need it
  };
  // Fault is an import that can't be resolved.
  struct Fault {
    // excluded: the package is there, but none of its files counts there.
    enum class Kind { missing, ambiguous, not_std, internal, excluded, cycle, malformed };
    Kind kind;
    ImportId import;
    ConfigMask mask = 0;
    std::vector<ModuleIndex> found_in = {};  // of an ambiguous one
    bool found_in_std = false;
    std::vector<ModuleIndex> looked_in = {};
    // import imports the first of these, that the next, and the last is `import` again.
    std::vector<ImportId> cycle = {};
  };
  struct Absent {
    ModuleIndex module;
    ImportId import;
  };

  // What it was made from.
  std::shared_ptr<const BuildList> list;
  ConfigMask supported = 0;
  // The leaf's packages are not read: see Leaf::has_packages. Only Evaluator::complete makes such, and
  // whole ones with what the lock has of these.
  bool is_partial = false;

  std::vector<Module> modules;
  std::vector<Needed> packages;
  std::vector<Fault> faults;      // by import path: first the unresolved, then the forbidden
  std::vector<Fault> cycles;      // one for every cycle
  std::vector<Absent> absent;     // directories that modules, not own ones, were found not to have
  std::vector<ImportId> imports;  // all that were looked for
  // Modules, not own ones, that provide a package; by path text.
  std::shared_ptr<const std::vector<PathId>> needed;
  std::shared_ptr<const Places> places;

  const Module& module(const Needed& package) const { return modules[package.module]; }
  const Needed* find(ImportId import) const;
  bool has_faults() const { return !faults.empty() || !cycles.empty(); }
  // needs_std_named reports whether a module that provides a package is called as one of the standard
  // library could be.
  bool needs_std_named(const Universe& universe) const;
  // all_faults lists the cycles after the others.
  std::vector<Fault> all_faults() const;
};

// equal compares what two walks found.
bool equal(const Walk& a, const Walk& b);

// Walker makes walks; its memory serves one after the other.
class Walker {
 public:
  Walker(const Universe& universe, const KnownFacts& facts) : universe_(universe), facts_(facts) {}

  // VersionOf gives the version of a path for the leaf, where its view has another than its build
  // list; no_version: the list's counts.
  using VersionOf = std::function<VersionId(PathId)>;

  // Load makes the packages of a module known, and so may add to the numbering; false if it can't.
  using Load = std::function<bool(VersionId)>;

  // walk goes as far as packages are known, or can be loaded. It is whole if `missing` is empty:
  // those are the modules whose packages must be known; no_version stands for the leaf's own.
  Walk walk(const Leaf& leaf, std::shared_ptr<const BuildList> list, const VersionOf& version_of,
            ConfigMask supported, std::vector<VersionId>& missing, const Load& load = {});

  // holds reports whether a walk would come out the same with another build list and versions.
  bool holds(const Walk& walk, const Leaf& leaf, const BuildList& list, const VersionOf& version_of,
             ConfigMask supported) const;

  // renewed returns what a walk comes to with another build list and versions, where modules only
  // came to versions that have what it found in them with the same imports, and still lack what it
  // did not find. nullopt: it has to be made anew.
  std::optional<Walk> renewed(const Walk& walk, const Leaf& leaf,
                              std::shared_ptr<const BuildList> list, const VersionOf& version_of,
                              ConfigMask supported) const;

 private:
  struct Candidate {
    std::uint32_t epoch = 0;
    bool is_entered = false;
    VersionId listed = no_version;
    Walk::ModuleIndex module = 0;
  };
  struct State {
    enum class Kind : std::uint8_t { pending, std, package, fault };
    std::uint32_t epoch = 0;
    Kind kind = Kind::pending;
    std::uint32_t at = 0;
  };
  enum class Scope { roots, all };
  bool any_new_candidate(const Walk& walk, const BuildList& list) const;
  bool finds_the_same(const Walk& walk, const std::vector<Walk::Module>& modules,
                      std::vector<const Package*>& packages) const;
  Packages::Found look(const Walk::Module& module, ImportId import) const;
  void reach(ImportId import, ConfigMask mask);
  void visit(std::uint32_t package, ConfigMask added);
  void resolve(ImportId import, ConfigMask mask);
  bool resolve_in(Scope scope, ImportId import, ConfigMask mask);
  State& state(ImportId import);
  Packages::Found find(Walk::ModuleIndex at, ImportId import, std::string_view directory);
  void found(ImportId import, ConfigMask mask, Walk::ModuleIndex module, const Package& package);
  void fault(Walk::Fault fault);
  template <typename Use>
  void each_candidate(Scope scope, ImportId import, const Use& use);
  std::optional<Walk::ModuleIndex> candidate(PathId path);
  static Walk::Module module_in(const Leaf& leaf, const BuildList& list,
                                const VersionOf& version_of, PathId path, VersionId listed);
  void find_excluded();
  void finish();

  const Universe& universe_;
  const KnownFacts& facts_;
  std::uint32_t epoch_ = 0;
  Table<PathId, Candidate> candidates_;
  Table<ImportId, State> states_;

  const Leaf* leaf_ = nullptr;
  const BuildList* list_ = nullptr;
  const VersionOf* version_of_ = nullptr;
  std::vector<VersionId>* missing_ = nullptr;
  const Load* load_ = nullptr;
  Walk* walk_ = nullptr;
  std::map<ImportId, ConfigMask> forbidden_;
  std::vector<std::pair<std::uint32_t, ConfigMask>> queue_;
  // Of one import: where it was found, and where not.
  std::vector<std::pair<Walk::ModuleIndex, const Package*>> found_in_;
  std::vector<Walk::ModuleIndex> absent_from_;
};

// import_cycles returns an import cycle for every configuration that has one, each cycle once.
// Without `own` the leaf's own packages don't count.
std::vector<Walk::Fault> import_cycles(const Walk& walk, const Universe& universe, TagSetId tags,
                                       bool own);

}  // namespace goset::resolve
