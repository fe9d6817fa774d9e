#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/facts/fact_source.hpp"
#include "goset/model/leaf.hpp"
#include "goset/model/pin.hpp"
#include "goset/model/replacements.hpp"
#include "goset/resolve/import_graph.hpp"
#include "goset/resolve/module_graph.hpp"

namespace goset {

// SetToResolve is all that a set's versions are a function of, besides the modules themselves.
struct SetToResolve {
  struct Track {
    std::string reason;
    Pins pins;
  };
  std::vector<LeafToResolve> leaves;  // sorted by name
  Pins pins;
  Replacements replace;  // for all leaves; only by modules. A leaf's own go before them
  std::map<std::string, Track> tracks;
  bool tolerate_faults =
      false;  // imports that can't be resolved are only noted, as by `go list -e`
};

// SetResolution finds the versions of a set and the packages that its leaves need. For the versions
// of the modules that provide a package some leaf needs:
//
//   I1  never below what one of the leaves selects on its own (as with GOWORK=off, or in its
//       go.work)
//   I2  never below what the go.mod of any of these modules requires
//   I3  nothing higher than I1, I2 and the pins force
//
// A leaf's excludes and replaces bind in that leaf alone. Where it then needs something else than
// the set has, or where its imports do not resolve at the set's versions as they do alone, it gets
// a track of its own. A track is solved by itself, beginning from the set's versions, and holds
// back what its exact pins demand and what breaks its leaves. It does no I/O but through the
// source.
class SetResolution {
 public:
  SetResolution(SetToResolve set, const Configurations& configurations, FactSource& source);
  ~SetResolution();

  // run resolves. Throws Error, naming the line of requirements or imports that leads to a fault.
  void run();
  // load_own_graphs does no more than its first step: what each leaf selects on its own.
  void load_own_graphs();

  // Unsupported says where a leaf can't be built, and why.
  struct Unsupported {
    ConfigMask mask = 0;
    Error reason;
  };
  struct Leaf {
    // Sight is what an import graph depends on, besides the leaf's module graph.
    struct Sight {
      ConfigMask supported = 0;
      std::vector<std::string> versions;  // of all paths in the module graph
      friend bool operator==(const Sight&, const Sight&) = default;
    };
    LeafToResolve input;
    std::set<ModuleVersion> exclude;       // of its main modules
    std::shared_ptr<ModuleIndex> index;    // for its graphs
    std::unique_ptr<ModuleGraph> own;      // as the leaf is on its own
    std::unique_ptr<ModuleGraph> graph;    // with its requirements at the set's versions
    std::unique_ptr<ImportGraph> imports;  // likewise
    Sight sight;                           // that `imports` come from
    ConfigMask supported = 0;
    std::vector<Unsupported> unsupported;
    bool raise_all = false;  // requirements that the set does not need count at its versions too
    std::set<std::string> entered;             // needed paths that only the set's versions bring in
    std::optional<ImportGraph::Fault> broken;  // that the leaf alone does not have
    std::optional<std::map<std::string, ConfigMask>> faults_alone;  // import paths; once asked for
    std::string track;  // whose versions it has; empty: the set's
  };
  // View is the set itself, or a track.
  struct View {
    std::string reason;      // why there is this track
    bool automatic = false;  // a leaf itself is that reason, not goset.toml
    bool joint = false;      // solved together with the set: but for what is replaced, that is it
    Pins pins;
    std::set<std::string> own;  // paths that stand as in its leaves' own build lists
    std::map<std::string, std::string> versions;  // all that is mentioned, not only what is needed
    std::set<std::string> needed;                 // paths of the modules that its leaves need
    bool circle = false;  // needs and versions went in a circle: some stand higher than I3 says
  };
  // Cause is one reason for a module's version.
  struct Cause {
    enum class Kind { leaf, module, pin, set } kind;
    std::string leaf;      // whose own build list has that version
    ModuleVersion module;  // whose go.mod requires it
  };

  const std::vector<std::unique_ptr<Leaf>>& leaves() const { return leaves_; }
  const View& base() const { return base_; }
  const std::map<std::string, View>& tracks() const { return tracks_; }

  // provider is what really provides the packages of a module of `leaf`: the module itself, or the
  // one that replaces it. Not for modules of its own source.
  ModuleVersion provider(const Leaf& leaf, const ModuleVersion& m) const;
  // shared_provider is the same for leaves without replace lines of their own.
  ModuleVersion shared_provider(const ModuleVersion& m) const;
  // needed returns the modules that provide a package to the leaf, without its own.
  static std::set<ModuleVersion> needed(const Leaf& leaf);

  // chain returns who requires a module, from its direct requirer up to "leaf NAME", or to what of
  // goset.toml pins it; the shortest over all leaves. Empty where nobody does.
  std::vector<std::string> chain(const ModuleVersion& m) const;
  // causes returns all that force the version which `view` has for a path.
  std::vector<Cause> causes(const View& view, const std::string& path) const;

  // check_go throws HeldBackError for a leaf or a needed module, as far as they are known, whose go
  // line is above `ceiling`.
  void check_go(const std::string& ceiling) const;

 private:
  struct Failure {
    ModuleVersion module;
    std::exception_ptr fault;
  };
  // Need is a module that a leaf needs, at the version that counts for it, and what provides it.
  struct Need {
    ModuleVersion module;
    ModuleVersion provider;
    const Leaf* leaf;
  };
  struct Solving;

  void number_modules();
  void check_providers(const Leaf& leaf) const;
  void make_tracks();
  void solve_base();
  void solve(View& view, const View* below, const std::vector<Leaf*>& leaves);
  void solve(Solving& s);
  static void begin(Solving& s);
  void choose_versions(Solving& s);
  void set_floors(Solving& s) const;
  void apply_pins(Solving& s) const;
  bool raise_once(Solving& s);
  bool fill_gaps(Solving& s) const;
  bool raise(Solving& s, const Need& need, const ModuleVersion& r) const;
  void hold_back(Solving& s, const Need& by, const ModuleVersion& r) const;
  void load_set_graphs(Solving& s);
  void load_imports(Solving& s);
  static bool enter(Solving& s);
  bool settle_faults(Solving& s);
  bool settle_own_faults(Solving& s);
  std::optional<ImportGraph::Fault> fault_of_the_set(Leaf& leaf);
  std::map<std::string, ConfigMask> faults_alone(Leaf& leaf);
  bool demote(Solving& s, const Leaf& leaf, const ImportGraph::Fault& fault) const;
  static std::vector<ImportGraph::Fault> faults(const Leaf& leaf);
  static std::vector<ModuleVersion> excluded(const Leaf& leaf);
  bool set_broken_apart();
  std::string why_broken(const Leaf& leaf, const ImportGraph::Fault& fault) const;
  std::vector<ModuleVersion> raised(const Leaf& leaf, const ImportGraph::Fault& fault) const;
  bool set_excluding_apart();
  static bool exclude_more(View& track, const std::vector<Leaf*>& leaves);
  bool set_ambiguous_apart();
  void set_apart(Leaf& leaf, std::string reason);
  void name_replacing_leaves();

  MainModules mains(const Leaf& leaf) const;
  MainModules mains_at(const Solving& s, const Leaf& leaf) const;
  std::map<std::string, ConfigMask> roots(const Leaf& leaf) const;
  std::unique_ptr<ImportGraph> import_graph(const View& view, const Leaf& leaf) const;
  std::vector<std::string> versions_seen(const View& view, const Leaf& leaf) const;
  std::string version_in(const View& view, const Leaf& leaf, const std::string& path) const;
  std::optional<ImportGraph::Module> module_in(const View& view, const Leaf& leaf,
                                               const std::string& path) const;
  const Replacement* replacement(const Leaf& leaf, const ModuleVersion& m) const;
  const ModSummary* summary(const Leaf& leaf, const ModuleVersion& m) const;
  const ModulePackages* packages(const Leaf& leaf, const ImportGraph::Module& m) const;
  std::vector<Need> needs(const View& view, const std::vector<Leaf*>& leaves,
                          const std::map<const Leaf*, std::set<std::string>>& paths) const;
  std::vector<Leaf*> leaves_of(const std::string& track) const;
  const View& view_of(const Leaf& leaf) const;

  void load(const std::vector<std::pair<Leaf*, ModuleGraph*>>& graphs);
  void load_summaries(const std::vector<Need>& needs);
  void give_up_on_failures();
  std::vector<std::string> chain(const ModuleVersion& m, std::set<ModuleVersion>& seen) const;
  std::vector<std::string> chain_in(
      const ModuleVersion& m, const std::function<const ModuleGraph*(const Leaf&)>& graph_of) const;
  void note_chain(Error& error, const ModuleVersion& m) const;
  Error import_error(const Leaf& leaf, const ImportGraph::Fault& fault) const;
  bool note_raised(std::vector<std::string>& notes, const Leaf& leaf,
                   const ImportGraph::Fault& fault) const;
  void check_go(const std::string& who, const std::optional<std::string>& go,
                const std::string& ceiling, const std::optional<ModuleVersion>& m) const;

  SetToResolve set_;
  const Configurations& configurations_;
  FactSource& source_;
  std::vector<std::unique_ptr<Leaf>> leaves_;
  View base_;
  std::map<std::string, View> tracks_;
  std::map<std::pair<const Leaf*, std::string>, ModSummary> local_summaries_;
  mutable std::set<ModuleVersion> faulty_;  // what a failure was noted for
  mutable std::vector<Failure> failures_;
};

}  // namespace goset
