#pragma once

#include <filesystem>
#include <string>

#include "closure.hpp"

namespace goset::build {

// StageDirectory is what a build gets:
//
//   mod/           GOMODCACHE
//   main/          synthetic main module (module builds): go.mod, go.sum
//   caches         the caches for `goset-cacheprog --inputs`, one a line
struct StageDirectory {
  std::filesystem::path root;
  std::string go_version;  // of the toolchain, "1.26.8"
  std::string std_cache;   // cache of the standard library
};

// stage_module lays out the build of one module (or part) as a dependency of a synthetic main
// module, since a main module has no version and hence other action IDs.
void stage_module(const StageDirectory& stage, const Closure& closure);

// LeafLock is what the set states about a leaf's source.
struct LeafLock {
  std::string name;
  std::string module_path;
  std::string go_mod;  // `h1:` of its go.mod
  std::string go_sum;  // SRI hash of its go.sum; empty: it has none
};

// read_leaf_lock reads lines `name NAME`, `module PATH`, `goMod h1:...`, `goSum sha256-...`.
LeafLock read_leaf_lock(const std::filesystem::path& file);

// check_drift throws Failure unless go.mod and go.sum in `source` are those the leaf was locked
// with. The message names what changed and the command to run.
void check_drift(const LeafLock& lock, const std::filesystem::path& source);

// stage_leaf checks for drift and then prepares `source` in place: go.mod with the closure's
// versions, a go.sum for them, and a go.work that keeps what the leaf's own go line decides.
void stage_leaf(const StageDirectory& stage, const LeafLock& lock, Closure closure,
                const std::filesystem::path& source);

}  // namespace goset::build
