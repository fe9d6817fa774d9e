#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "closure.hpp"

namespace goset::build {

// StageDirectory is what a build gets:
//
//   mod/           GOMODCACHE
//   main/          synthetic main module (module builds): go.mod, go.sum
//   caches         what was compiled, for `goset-cacheprog --inputs`, one a line
//   indexes        Go's indexes of modules, for `goset-cacheprog --indexes`
//   libraries.sh   to be read by the shell of the build: lets the C compiler find the closure's
//                  libraries, nixpkgs' wrapper by NIX_LDFLAGS, a plain one by LIBRARY_PATH
struct StageDirectory {
  std::filesystem::path root;
  std::string go_version;  // of the toolchain, "1.26.8"
  std::string std;         // output of the standard library, with cache/ and modindex/
};

// stage_module lays out the build of one module (or part) as a dependency of a synthetic main
// module, since a main module has no version and hence other action IDs.
void stage_module(const StageDirectory& stage, const Closure& closure);

// LeafModule is a module of a leaf's own source: a main module, or a directory that replaces a
// module.
struct LeafModule {
  std::string path;
  std::string version;    // of what is replaced; empty for a main module
  std::string directory;  // relative to the leaf's, "." is that itself
  std::string go_mod;     // `h1:` of its go.mod
  std::string go_sum;     // SRI hash of its go.sum; empty: it has none, or it does not count

  bool is_main() const { return version.empty(); }
};

// LeafLock is what the set states about a leaf's source.
struct LeafLock {
  std::string name;
  std::vector<LeafModule> modules;  // the first is a main module
  std::string go_work;              // SRI hash of its go.work; empty: that does not count
  std::string go_work_sum;
};

// read_leaf_lock reads lines `name NAME`, `goWork SRI`, `goWorkSum SRI` and for each module
// `module PATH VERSION GOMOD GOSUM DIRECTORY`, with "-" for an empty VERSION or GOSUM.
LeafLock read_leaf_lock(const std::filesystem::path& file);

// read_go_mod returns the text of a module's go.mod. A main module from before go.mod has the one
// that it is served with.
std::string read_go_mod(const std::filesystem::path& source, const LeafModule& module);

// check_drift throws Failure unless the go.mod, go.sum and go.work files in `source` are those the
// leaf was locked with. The message names what changed and the command to run.
void check_drift(const LeafLock& lock, const std::filesystem::path& source);

// check_special_files throws Failure where `source` has a FIFO, a socket or a device, or a link to one:
// the go command would wait for it, or read it without end.
void check_special_files(const LeafLock& lock, const std::filesystem::path& source);

// stage_leaf prepares `source` in place: the go.mod of the first main module has the closure's
// versions, those of its other modules none, and a go.work states what is replaced and keeps what
// the leaf's own go line decides. go.work.sum holds all sums.
void stage_leaf(const StageDirectory& stage, const LeafLock& lock, Closure closure,
                const std::filesystem::path& source);

// stage_shell does so for work in a checkout, which it leaves alone: go.work and its sums are in
// the stage directory, and overlay.json (`go help build`, -overlay) has the go.mod files. `source`
// and the stage directory are absolute.
void stage_shell(const StageDirectory& stage, const LeafLock& lock, Closure closure,
                 const std::filesystem::path& source);

}  // namespace goset::build
