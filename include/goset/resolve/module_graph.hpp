#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/resolve/module_index.hpp"

namespace goset {

// MainModule is one main module of a leaf as resolution sees it: requirements in order of its
// go.mod, less those on excluded versions.
struct MainModule {
  std::string path;
  std::optional<std::string> go;
  std::vector<ModuleVersion> require;
  std::set<ModuleVersion> exclude;

  static MainModule of(const ModFile& file);
  bool pruned() const { return supports_pruning(go); }
  friend bool operator==(const MainModule&, const MainModule&) = default;
};

// MainModules are the main modules of one leaf: one, or with `workspace` those that a go.work uses.
// In a workspace what one excludes is excluded for all.
struct MainModules {
  std::vector<MainModule> modules;
  bool workspace = false;

  bool contains(const std::string& path) const;
  friend bool operator==(const MainModules&, const MainModules&) = default;
};

// ModuleGraph is the module graph of one leaf, loaded as far as graph pruning asks for
// (https://go.dev/ref/mod#graph-pruning). It does no I/O: take_wanted() names the go.mod files to
// get, and provide() goes on when one of them is known.
class ModuleGraph {
 public:
  // Graphs may share an index where their leaves replace the same modules.
  ModuleGraph(MainModules mains, std::shared_ptr<ModuleIndex> index);
  ModuleGraph(MainModule main, ModSummaries summaries)
      : ModuleGraph(MainModules{{std::move(main)}, false},
                    std::make_shared<ModuleIndex>(std::move(summaries))) {}

  const MainModules& mains() const { return mains_; }

  // take_wanted returns the module versions whose go.mod is needed now, each once.
  std::vector<ModuleVersion> take_wanted();
  // provide says that the summary of `m` is known.
  void provide(const ModuleVersion& m);
  // complete reports whether nothing is missing.
  bool complete() const { return waiting_.empty(); }

  // selected returns the build list without the main modules: path to version. The graph is
  // complete. Roots stand at the version that the whole graph asks for, and their requirements are
  // in it (what `go mod tidy` would write down).
  const std::map<std::string, std::string>& selected() const { return selected_; }
  // is_root reports whether an import is looked for in `path` before the whole build list is: the
  // go.mod of a main module on its own lists it.
  bool is_root(const std::string& path) const;
  // pruned reports whether that makes a difference: an unpruned main module has no such order.
  bool pruned() const { return mode_ == Mode::pruned; }

  // chain returns the shortest line of requirements from a root to `m`, both included; empty if
  // `m` is not in the graph. Ties go to the smallest module path.
  std::vector<ModuleVersion> chain(const ModuleVersion& m) const;

 private:
  using Id = ModuleIndex::Id;
  // Mode says how far to read below a module: `pruned` stops below one that supports pruning,
  // `unpruned` nowhere, `workspace` reads what the module itself requires in any case.
  enum class Mode : std::uint8_t { pruned, unpruned, workspace };
  // Job is a module version whose go.mod is to be read.
  struct Job {
    Id module;
    Mode mode;
  };
  void number_mains();
  void set_roots();
  void start();
  void enqueue(Id m, Mode mode);
  void drain();
  void expand(const Job& job);
  void mention(Id m);
  bool raise_roots();
  bool reload_raised();
  void list_selected();
  Id selected_at(Id path) const;
  bool is_expanded(Id m) const { return m < expanded_.size() && expanded_[m]; }
  bool is_main_path(Id path) const;
  const ModuleIndex::GoMod* go_mod(Id m) const;
  std::vector<Id> requirements(Id m) const;

  MainModules mains_;
  std::shared_ptr<ModuleIndex> index_;
  Mode mode_;
  std::map<Id, ModuleIndex::GoMod> main_mods_;
  std::vector<Id> main_paths_;
  std::set<Id> exclude_;
  std::set<ModuleVersion> roots_;
  std::vector<Id> newest_;                       // by number of the path; `none` for no version
  std::map<std::string, std::string> selected_;  // the same in words, once it is complete
  std::vector<std::uint8_t> seen_;               // by number of the module, a bit for each mode
  std::deque<Job> queue_;
  std::map<Id, std::vector<Job>> waiting_;
  std::vector<bool> expanded_;  // by number of the module
  std::set<Id> reloaded_;
  std::set<Id> reload_paths_;
  std::vector<ModuleVersion> wanted_;
};

}  // namespace goset
