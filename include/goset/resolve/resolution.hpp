#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/facts/fact_source.hpp"
#include "goset/model/go_set.hpp"
#include "goset/resolve/ids.hpp"
#include "goset/resolve/to_resolve.hpp"

namespace goset::resolve {

class Solver;
struct LeafState;
struct View;
struct Package;

// Unsupported says where a leaf can't be built, and why.
struct Unsupported {
  ConfigMask mask = 0;
  Error reason;
};

// Cause is one reason for a module's version.
struct Cause {
  enum class Kind { leaf, module, pin, set } kind;
  std::string leaf;      // whose own build list has that version
  ModuleVersion module;  // whose go.mod requires it
};

// NeededPackage is a package that a leaf needs. What it points to lives as long as the resolution.
struct NeededPackage {
  std::string_view import_path;
  const ModuleVersion* module = nullptr;  // without a version if it is a main module
  bool own = false;                       // it is in the leaf's source
  ConfigMask mask = 0;                    // configurations that need it
  // The same for all leaves that have it from one source; null for one of the leaf's own that was not
  // read (LeafModule::unread).
  const Package* package = nullptr;
  std::string_view directory;  // inside the module
};

// LookedAt says that a module was looked into, and of one package that it does not have it. What it
// points to lives as long as the resolution, and is the same for all leaves.
struct LookedAt {
  const ModuleVersion* module;
  const std::string* absent;  // import path; null: nothing of a package
};

// IncompleteLeaves is thrown where a resolution minds packages in the source of leaves that their
// input says nothing of (ModulePackages::complete is false).
struct IncompleteLeaves {
  std::set<std::string> names;
};

// Options of a resolution that do not change what comes out.
struct Options {
  unsigned threads = 1;
  bool check_rounds = false;  // compute every round anew as well, and compare
  // Memory() of an earlier resolution, of any set; what is damaged or too old counts for nothing. Null
  // for none.
  std::shared_ptr<const std::string> memory = nullptr;
};

// Resolution is a set whose versions are found, and who is responsible for what. It owns all that
// it says.
class Resolution {
 public:
  // of resolves. Throws Error, naming the line of requirements or imports that leads to a fault;
  // where some leaf or module needs a newer Go than `go` (empty: any), that is the fault.
  static Resolution of(SetToResolve set, const Configurations& configurations, FactSource& source,
                       const std::string& go = "", const Options& options = {});
  // of_lock is the same for a set whose outcome is known, and of which only is asked why: much
  // cheaper. nullopt if that is not seen to be the outcome.
  static std::optional<Resolution> of_lock(SetToResolve set, const Configurations& configurations,
                                           FactSource& source, const GoSet& locked,
                                           const Options& options = {});
  // memory returns what this resolution is worth to later ones (see Options); nullopt if it found
  // nothing that it was not given.
  std::optional<std::string> memory() const;
  // own_build_list is what the first leaf selects alone: path to version, as `go list -m all` says
  // there.
  static std::map<std::string, std::string> own_build_list(SetToResolve set,
                                                           const Configurations& configurations,
                                                           FactSource& source);
  Resolution(Resolution&&) noexcept;
  Resolution& operator=(Resolution&&) noexcept;
  ~Resolution();

  // Leaf is one program. Handles are cheap to copy and live as long as the resolution.
  class Leaf {
   public:
    const LeafToResolve& input() const;
    const std::string& name() const { return input().name; }
    ConfigMask supported() const;
    const std::vector<Unsupported>& unsupported() const;
    const std::string& track() const;  // whose versions it has; empty: the set's

    // packages lists what it needs, by import path; each_package calls `use` with those that `wants`
    // is true for, in any order. A package is told by its number, which is below package_count() and the
    // same for all leaves that have it from one source; one of the leaf's own may have none.
    std::vector<NeededPackage> packages() const;
    using Wants = std::function<bool(std::uint32_t number, bool own)>;
    void each_package(const Wants& wants,
                      const std::function<void(const NeededPackage&)>& use) const;
    // needs_package reports whether an import path is among these.
    bool needs_package(const std::string& import_path) const;
    // importer returns the importing package with the smallest path; empty for one asked for.
    std::string importer(const std::string& import_path) const;
    // needed returns the modules that provide a package, without its own.
    std::set<ModuleVersion> needed() const;
    // looked_at returns every module not its own that was looked into, with the directories that it
    // does not have; each_looked_at calls `use` with the same, in any order.
    std::map<ModuleVersion, std::set<std::string>> looked_at() const;
    void each_looked_at(const std::function<void(const LookedAt&)>& use) const;
    // needs_std_named reports whether a package that it needs is called as one of the standard
    // library could be.
    bool needs_std_named() const;
    // faults returns the import paths that can't be resolved, where these are tolerated.
    std::map<std::string, ConfigMask> faults() const;

    // own_versions is the build list of the leaf alone; own_version that of one path, "" for none.
    std::map<std::string, std::string> own_versions() const;
    std::string own_version(const std::string& path) const;
    // own_chain returns the shortest line of requirements to `m` there, from a root on.
    std::vector<ModuleVersion> own_chain(const ModuleVersion& m) const;
    // source_module is what really provides the packages of a module: the module itself, or the
    // one that replaces it. Not for modules of its own source.
    ModuleVersion source_module(const ModuleVersion& m) const;

   private:
    friend class Resolution;
    Leaf(Solver& solver, LeafState& state) : solver_(&solver), state_(&state) {}
    Solver* solver_;
    LeafState* state_;
  };
  std::vector<Leaf> leaves() const;  // by name
  std::size_t package_count() const;

  // Track is the set itself, or a named variant of it.
  class Track {
   public:
    const std::string& name() const;    // empty: the set
    const std::string& reason() const;  // why there is this track
    bool is_automatic() const;          // a leaf itself is that reason, not goset.toml
    bool keeps_own() const;             // its leaf keeps the versions that it selects alone
    bool shares_base() const;           // solved together with the set: but for what is replaced
    bool has_circle() const;            // some versions stand higher than I3 says
    // version returns that of a path, of all that is mentioned; "" for none.
    std::string version(const std::string& path) const;
    // is_own reports whether a path stands as in its leaves' own build lists.
    bool is_own(const std::string& path) const;

   private:
    friend class Resolution;
    Track(const Solver& solver, const View& view) : solver_(&solver), view_(&view) {}
    const Solver* solver_;
    const View* view_;
  };
  Track base() const;
  std::vector<Track> tracks() const;  // by name
  std::optional<Track> track(const std::string& name) const;

  // source_modules returns what provides the packages of all leaves, without their own sources.
  std::set<ModuleVersion> source_modules() const;
  // shared_source_module is Leaf::source_module for leaves without replace lines of their own.
  ModuleVersion shared_source_module(const ModuleVersion& m) const;
  // facts gives what is known of a package, in words.
  PackageFacts facts(const Package& package) const;

  // chain returns who requires a module, from its direct requirer up to "leaf NAME", or to what of
  // goset.toml pins it; the shortest over all leaves. Empty where nobody does.
  std::vector<std::string> chain(const ModuleVersion& m) const;
  // causes returns all that force the version which a track, or the set, has for a path.
  std::vector<Cause> causes(const Track& track, const std::string& path) const;
  // main_causes returns one for every path of the set: a module before a leaf, and a pin only where
  // it alone does.
  std::map<std::string, Cause> main_causes() const;
  // check_go throws HeldBackError for a leaf or a needed module whose go line is above `ceiling`.
  void check_go(const std::string& ceiling) const;

 private:
  explicit Resolution(std::unique_ptr<Solver> solver);
  std::unique_ptr<Solver> solver_;
};

}  // namespace goset::resolve
