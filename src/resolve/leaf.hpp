#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "build_list.hpp"
#include "goset/resolve/to_resolve.hpp"
#include "known_facts.hpp"
#include "universe.hpp"

namespace goset::resolve {

struct Walk;

// Source is where the files of a module come from, as a leaf sees it: a module version, or a
// directory of the leaf.
struct Source {
  VersionId module = no_version;
  const LeafModule* directory = nullptr;  // replaces the module
  friend bool operator==(const Source&, const Source&) = default;
};

// Leaf is one program in numbers: what it says itself, which no view changes.
class Leaf {
 public:
  Leaf(const LeafToResolve& input, const Replacements& shared, Universe& universe);
  Leaf(const Leaf&) = delete;
  Leaf& operator=(const Leaf&) = delete;

  const LeafToResolve& input() const { return input_; }
  const std::string& name() const { return input_.name; }
  // program is the name that all choices of its optional tags have in common.
  const std::string& program() const { return program_; }
  TagSetId tags() const { return tags_; }
  bool is_workspace() const { return input_.workspace; }

  // Main is a main module.
  struct Main {
    PathId path;
    std::vector<VersionId> listed;  // all require lines, those on excluded versions too
    Packages packages;
    const LeafModule* module;
    VersionId published = no_version;  // LeafModule::published
  };
  const std::vector<std::unique_ptr<Main>>& mains() const { return mains_; }
  // has_packages reports whether those of its main modules, and roots(), are known. read_packages
  // makes them known, on one thread; false if they can't be had any more. Until then is_locked reports
  // whether a lock has the package in a directory of the main module.
  bool has_packages() const { return has_packages_; }
  bool read_packages(Universe& universe);
  bool is_locked(std::string_view directory) const;
  // locked_packages are those that a lock has of the main module; null before they are numbered.
  const Packages* locked_packages() const { return locked_.get(); }
  void number_locked_packages(Universe& universe);
  const Main* main(PathId path) const;
  // lists reports whether a go.mod of its main modules has a requirement for a path.
  bool lists(PathId path) const;
  // requirements are those of the leaf as it is alone.
  const Requirements& requirements() const { return requirements_; }
  // exclude lists what its main modules exclude, sorted.
  const std::vector<VersionId>& exclude() const { return exclude_; }
  bool excludes(VersionId m) const;
  // is_alike reports whether its requirements count as those of any other: it replaces and excludes
  // nothing by itself.
  bool is_alike() const { return exclude_.empty() && input_.replace.empty(); }
  bool replaces() const { return !input_.replace.empty(); }
  // replaces reports whether a line of its own replaces some version of a path, or just this one.
  bool replaces(PathId path) const { return replaced_.contains(path); }
  const std::set<PathId>& replaced() const { return replaced_; }
  bool replaces(VersionId m) const;

  // source resolves replacements, the leaf's own before those of the set. Throws Error where two
  // go.mod files contradict each other. Not for main modules.
  Source source(VersionId m) const;
  // go_mod and packages are those of a source; null while they are not known.
  const GoMod* go_mod(const Source& source, const KnownFacts& facts) const;
  const Packages* packages(const Source& source, const KnownFacts& facts) const;

  // Root is a package that is asked for.
  struct Root {
    ImportId import;
    ConfigMask mask;
  };
  const std::vector<Root>& roots() const { return roots_; }
  // may_shadow_std reports whether a module of its own could have a package of the standard
  // library's.
  bool may_shadow_std() const { return may_shadow_std_; }

 private:
  struct Local {
    GoMod go_mod;
    Packages packages;
  };
  void find_roots(const LeafModule& main, const ModulePackages& packages, Universe& universe);
  void find_replaced(const Replacements& shared, Universe& universe);

  const LeafToResolve& input_;
  const std::string program_;
  const Replacements& shared_;
  const Universe& universe_;
  TagSetId tags_;
  Requirements requirements_;
  std::vector<VersionId> exclude_;
  std::vector<PathId> listed_;  // sorted
  std::vector<std::unique_ptr<Main>> mains_;
  std::map<const LeafModule*, std::unique_ptr<Local>> locals_;
  std::set<PathId> replaced_;         // by lines of its own
  std::set<PathId> replaced_at_all_;  // by lines of the set, too
  mutable std::unordered_map<std::uint32_t, Source> sources_;
  std::vector<Root> roots_;
  bool has_packages_ = true;
  std::unique_ptr<const Packages> locked_;
  bool may_shadow_std_ = false;
};

}  // namespace goset::resolve
