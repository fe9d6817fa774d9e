#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "goset/facts/configurations.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/fetch/module_zip.hpp"
#include "goset/go/sum_lines.hpp"
#include "goset/model/go_set.hpp"
#include "goset/model/leaf.hpp"
#include "goset/model/manifest.hpp"

namespace goset {

// LeafFiles is where a leaf's files are read from.
struct LeafFiles {
  std::string shown;  // names the leaf's directory or its module version in messages
  // tree reads the module in a directory (relative to the leaf's own, "." is that); null if there
  // is none.
  std::function<std::shared_ptr<const ZipFacts>(const std::string& directory)> tree;
  std::function<std::optional<std::string>(const std::string& file)> text;
};

// LeafSource is what a leaf's files say, wherever they came from.
struct LeafSource {
  LeafToResolve input;
  // The go.sum of its main modules, and go.work.sum, by file: they may contradict each other.
  std::map<std::string, SumLines> sum_files;

  // digests fills in what a lock states of the files: the go.mod and go.sum of every module, and
  // go.work.
  SetLeaf digests;

  // has_program: one of the packages that are asked for is a main package. Known only of a source
  // whose packages were read.
  bool has_program = false;
};

// leaf_source reads go.work, go.mod, go.sum and packages. Throws Error for a leaf that can't be
// resolved.
LeafSource leaf_source(const std::string& name, const Manifest::Leaf& leaf, const LeafFiles& files,
                       const Configurations& configurations);

// is_as_locked reports whether a leaf of the module proxy is declared as it was when it was locked, so
// that the lock's packages of it are those that it has now.
bool is_as_locked(const Manifest::Leaf& leaf, const SetLeaf& locked);

// locked_leaf_source is leaf_source without the zip, for such a leaf: of the packages it has those
// that the lock has, which are the needed ones, and says so (`complete` is false).
LeafSource locked_leaf_source(const std::string& name, const Manifest::Leaf& leaf,
                              const SetLeaf& locked, const ModuleSource::ModFiles& files,
                              const Configurations& configurations);

// unread_leaf_source is leaf_source from the texts of such a leaf's zip (of `texts` the packages are
// not looked at): its packages are left unread (LeafModule::unread), but for `read`, which is the
// caller's to set. nullopt if its packages can't be told apart from others that way.
std::optional<LeafSource> unread_leaf_source(const std::string& name, const Manifest::Leaf& leaf,
                                             const SetLeaf& locked, const ZipFacts& texts,
                                             const Configurations& configurations);

// leaf_identity returns the LeafToResolve::identity of a leaf whose source has this hash; empty for a
// folder, whose files may change. One that is as locked is not the same: a lock leaves out imports
// that look like the standard library's.
std::string leaf_identity(const Manifest::Leaf& leaf, const std::string& hash, bool as_locked);

// leaf_directory returns where a leaf with a path lies; disk_files reads there, and zip_files what
// one pass over a module zip told.
std::filesystem::path leaf_directory(const std::filesystem::path& folder,
                                     const Manifest::Leaf& leaf);
LeafFiles disk_files(const std::filesystem::path& directory);
// archive_files reads a leaf in the tree of its archive; nothing outside of that.
LeafFiles archive_files(const std::filesystem::path& tree, const Manifest::Leaf& leaf);
LeafFiles zip_files(const std::string& shown, const ZipFacts& facts);

// is_asked_for reports whether a package of one of the leaf's main modules is one that goset.toml
// asks for.
bool is_asked_for(const LeafToResolve& leaf, const LeafModule& module,
                  const std::string& directory);

}  // namespace goset
