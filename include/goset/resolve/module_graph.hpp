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
  std::string declared;           // its module line
  std::optional<std::string> go;  // its go line
  std::vector<ModuleVersion> require;

  // of takes it from the go.mod of `m`. Throws Error where that names another module than `m`, or
  // none.
  static ModSummary of(const ModuleVersion& m, const ModFile& file);
  // pruned reports whether the module supports graph pruning (go 1.17 or newer).
  bool pruned() const;
};

// ModSummaries gives the summary of a module version, or null while it is not known.
using ModSummaries = std::function<const ModSummary*(const ModuleVersion&)>;

// MainModule is the go.mod of a leaf as resolution sees it: requirements in order of the file, less
// those on excluded versions.
struct MainModule {
  std::string path;
  std::optional<std::string> go;
  std::vector<ModuleVersion> require;
  std::set<ModuleVersion> exclude;

  static MainModule of(const ModFile& file);
  bool pruned() const;
};

// ModuleGraph is the module graph of one main module, loaded as far as graph pruning asks for
// (https://go.dev/ref/mod#graph-pruning). It does no I/O: take_wanted() names the go.mod files to
// get, and provide() goes on when one of them is known.
class ModuleGraph {
 public:
  ModuleGraph(MainModule main, ModSummaries summaries);

  // take_wanted returns the module versions whose go.mod is needed now, each once.
  std::vector<ModuleVersion> take_wanted();
  // provide says that the summary of `m` is known.
  void provide(const ModuleVersion& m);
  // complete reports whether nothing is missing.
  bool complete() const { return waiting_.empty(); }

  // selected returns the build list without the main module: path to version. The graph is
  // complete. Roots stand at the version that the whole graph asks for, and their requirements are
  // in it (what `go mod tidy` would write down).
  const std::map<std::string, std::string>& selected() const { return selected_; }
  // is_root reports whether the main module's go.mod lists `path`.
  bool is_root(const std::string& path) const;
  const MainModule& main() const { return main_; }

  // chain returns the shortest line of requirements from a root to `m`, both included; empty if
  // `m` is not in the graph. Ties go to the smallest module path.
  std::vector<ModuleVersion> chain(const ModuleVersion& m) const;

 private:
  // Job is a module version whose go.mod is to be read: with all that is below it, or only where
  // pruning does not stop it.
  struct Job {
    ModuleVersion module;
    bool unpruned;
    friend auto operator<=>(const Job&, const Job&) = default;
  };
  void start();
  void enqueue(const ModuleVersion& m, bool unpruned);
  void drain();
  void expand(const Job& job, const ModSummary& summary);
  void mention(const ModuleVersion& m);
  bool raise_roots();

  MainModule main_;
  ModSummaries summaries_;
  std::set<ModuleVersion> roots_;
  std::map<std::string, std::string> selected_;
  std::set<Job> seen_;
  std::deque<Job> queue_;
  std::map<ModuleVersion, std::vector<Job>> waiting_;
  std::set<ModuleVersion> expanded_;
  std::vector<ModuleVersion> wanted_;
};

}  // namespace goset
