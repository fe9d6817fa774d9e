#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "goset/resolve/ids.hpp"
#include "known_facts.hpp"
#include "universe.hpp"

namespace goset::resolve {

// MainRequirements are what the go.mod of one main module asks for, less what it excludes.
struct MainRequirements {
  VersionId self;  // its path, without a version
  bool pruned = false;
  std::vector<VersionId> require;  // in order of its go.mod
  std::vector<VersionId> exclude;  // sorted
  friend bool operator==(const MainRequirements&, const MainRequirements&) = default;
};

// Requirements are those of a leaf's main modules: of one, or with `workspace` of those that a
// go.work uses. In a workspace what one excludes is excluded for all.
struct Requirements {
  std::vector<MainRequirements> mains;
  bool workspace = false;
  friend bool operator==(const Requirements&, const Requirements&) = default;
};

// BuildList is what a leaf selects: the highest version of each path that its module graph, pruned
// as Go does it, mentions. The main modules are not in it.
struct BuildList {
  Requirements requirements;
  bool ordered = false;             // imports are looked for in the roots first
  std::vector<PathId> roots;        // sorted; none in a workspace
  std::vector<PathId> paths;        // sorted
  std::vector<VersionId> versions;  // of `paths`
  // Modules whose go.mod files were read; sorted. Those that the leaf's own list reads are left out
  // of its others.
  std::vector<VersionId> read;

  // at returns the version of a path; no_version if it is not there.
  VersionId at(PathId path) const;
  bool contains(PathId path) const { return at(path) != no_version; }
  // is_root reports whether an import is looked for in `path` before the whole list is.
  bool is_root(PathId path) const;
};

// BuildLists computes build lists over one numbering; its memory serves one after the other.
class BuildLists {
 public:
  // GoMods gives the go.mod of a dependency, or of what replaces it; null while it is not known. It
  // may load that first, and so add to the numbering.
  using GoMods = std::function<const GoMod*(VersionId)>;

  explicit BuildLists(const Universe& universe) : universe_(universe) {}

  // of returns the build list as far as go.mod files are known. It is whole if `missing` is empty:
  // those are the modules whose go.mod is needed now, each once.
  BuildList of(Requirements requirements, const GoMods& go_mods, std::vector<VersionId>& missing);

  // chain returns the shortest line of requirements from a root to `target`, both included; empty
  // if the list does not lead there. Ties go to the smallest module path.
  std::vector<VersionId> chain(const Requirements& requirements, const GoMods& go_mods,
                               VersionId target);
  // distance returns the length of that line; 0 for none.
  std::size_t distance(const Requirements& requirements, const GoMods& go_mods, VersionId target);

 private:
  // Mode says how far to read below a module: `pruned` stops below one that supports pruning,
  // `unpruned` nowhere, `workspace` reads what the module itself requires in any case.
  enum class Mode : std::uint8_t { pruned, unpruned, workspace };
  struct Job {
    VersionId module;
    Mode mode;
  };
  void load(const Requirements& requirements, const GoMods& go_mods);
  void forget();
  void set_roots(const Requirements& requirements);
  void start();
  void mention(VersionId m);
  std::uint8_t& seen(VersionId m);
  void enqueue(VersionId m, Mode mode);
  void work_off();
  void expand(const Job& job);
  bool raise_roots();
  bool reload_raised();
  VersionId selected(PathId path) const;
  // Listed is what a go.mod requires.
  struct Listed {
    bool pruned;
    const std::vector<VersionId>* require;
  };
  std::optional<Listed> listed(VersionId m) const;
  bool is_excluded(VersionId m) const;
  const MainRequirements* main(PathId path) const;

  const Universe& universe_;
  const Requirements* requirements_ = nullptr;
  const GoMods* go_mods_ = nullptr;
  Mode mode_ = Mode::pruned;
  PathId only_main_ = no_path;      // of a leaf with one main module
  std::vector<VersionId> exclude_;  // sorted
  std::vector<VersionId> roots_;    // sorted
  Table<PathId, VersionId> newest_;
  std::vector<PathId> mentioned_;
  // A bit for each mode, for what was mentioned and for what was expanded.
  Table<VersionId, std::uint8_t> seen_;
  std::vector<VersionId> touched_;
  std::vector<Job> queue_;
  std::size_t next_ = 0;
  std::vector<VersionId> missing_;
  std::vector<VersionId> reloaded_;
  std::vector<PathId> reload_paths_;
};

}  // namespace goset::resolve
