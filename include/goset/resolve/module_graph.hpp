#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/go/mod_file.hpp"

namespace goset {

// ModSummary is what resolution needs of a dependency's go.mod.
struct ModSummary {
  std::string declared;           // its module line; may be empty
  std::optional<std::string> go;  // its go line
  std::vector<ModuleVersion> require;

  static ModSummary of(const ModFile& file);
  // check throws Error where the go.mod of `actual`, which serves as the module `path`, names
  // another module than either, or none.
  void check(const std::string& path, const ModuleVersion& actual) const;
  // pruned reports whether the module supports graph pruning (go 1.17 or newer).
  bool pruned() const;
};

// ModSummaries gives the summary of a module version, or of what replaces it; null while it is not
// known.
using ModSummaries = std::function<const ModSummary*(const ModuleVersion&)>;

// MainModule is one main module of a leaf as resolution sees it: requirements in order of its
// go.mod, less those on excluded versions.
struct MainModule {
  std::string path;
  std::optional<std::string> go;
  std::vector<ModuleVersion> require;
  std::set<ModuleVersion> exclude;

  static MainModule of(const ModFile& file);
  bool pruned() const;
};

// MainModules are the main modules of one leaf: one, or with `workspace` those that a go.work uses.
// In a workspace what one excludes is excluded for all.
struct MainModules {
  std::vector<MainModule> modules;
  bool workspace = false;

  bool contains(const std::string& path) const;
};

// ModuleGraph is the module graph of one leaf, loaded as far as graph pruning asks for
// (https://go.dev/ref/mod#graph-pruning). It does no I/O: take_wanted() names the go.mod files to
// get, and provide() goes on when one of them is known.
class ModuleGraph {
 public:
  ModuleGraph(MainModules mains, ModSummaries summaries);
  ModuleGraph(MainModule main, ModSummaries summaries)
      : ModuleGraph(MainModules{{std::move(main)}, false}, std::move(summaries)) {}

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
  // Mode says how far to read below a module: `pruned` stops below one that supports pruning,
  // `unpruned` nowhere, `workspace` reads what the module itself requires in any case.
  enum class Mode { pruned, unpruned, workspace };
  // Job is a module version whose go.mod is to be read.
  struct Job {
    ModuleVersion module;
    Mode mode;
    friend auto operator<=>(const Job&, const Job&) = default;
  };
  void set_roots();
  void start();
  void enqueue(const ModuleVersion& m, Mode mode);
  void drain();
  void expand(const Job& job);
  void mention(const ModuleVersion& m);
  bool raise_roots();
  bool reload_raised();
  const MainModule* main(const ModuleVersion& m) const;
  bool is_pruned(const ModuleVersion& m) const;
  std::vector<ModuleVersion> requirements(const ModuleVersion& m) const;

  MainModules mains_;
  ModSummaries summaries_;
  Mode mode_;
  std::set<ModuleVersion> exclude_;
  std::set<ModuleVersion> roots_;
  std::map<std::string, std::string> selected_;
  std::set<Job> seen_;
  std::deque<Job> queue_;
  std::map<ModuleVersion, std::vector<Job>> waiting_;
  std::set<ModuleVersion> expanded_;
  std::set<ModuleVersion> reloaded_;
  std::set<std::string> reload_paths_;
  std::vector<ModuleVersion> wanted_;
};

}  // namespace goset
