#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/app/locked_leaves.hpp"
#include "goset/facts/fact_cache.hpp"
#include "goset/facts/leaf_source.hpp"
#include "goset/facts/module_facts.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/model/manifest.hpp"
#include "goset/verify/witnesses.hpp"

namespace goset {

// ReadLeaves are the leaves of a set as their sources say what they are. Of a leaf that the lock has
// just so, no more is read than go.mod and go.sum.
class ReadLeaves {
 public:
  struct Leaf {
    std::string name;
    const Manifest::Leaf* declared = nullptr;
    LeafSource source;
    bool is_read = false;
    const SetLeaf* locked = nullptr;  // that its packages come from
    bool is_unread = false;           // packages are, see LeafModule::unread

    ModuleVersion module_version() const { return {declared->module, declared->version}; }
  };

  // What is given must outlive this; it is not used before load is called.
  ReadLeaves(const Manifest& manifest, const std::filesystem::path& directory,
             const LockedLeaves& locked_leaves, const Configurations& configurations,
             Archives& archives, const FactCache& cache, Witnesses& witnesses, ModuleFacts& facts);

  // load reads all of them. Of those in the module proxy `facts` brings what there is, and tells of it
  // by the functions below. Throws Error for the first leaf that can't be read.
  void load();
  void zip_arrived(const ModuleVersion& m, const ZipFacts& facts);
  void mod_files_arrived(const ModuleVersion& m, const ModuleSource::ModFiles& files);
  // texts_arrived returns false if the packages matter.
  bool texts_arrived(const ModuleVersion& m, const ZipFacts& texts);
  // is_done reports whether all have been read.
  bool is_done() const { return is_done_; }

  std::vector<Leaf>& all() { return leaves_; }
  const std::vector<Leaf>& all() const { return leaves_; }
  // described returns what a lock says of a leaf itself.
  SetLeaf described(const Leaf& leaf) const;
  // of_unread_zips returns those whose zips were not read.
  std::set<ModuleVersion> of_unread_zips() const;

 private:
  void read_archives();
  void read_leaf(Leaf& leaf, const std::function<LeafFiles()>& files);
  void take_source(Leaf& leaf, const std::function<LeafSource()>& source);
  std::optional<ModuleSource::ModFiles> locked_files(const std::vector<std::size_t>& places) const;
  std::optional<ModulePackages> packages_of(const Leaf& leaf, const ModuleVersion& m) const;
  void verify();

  const Manifest& manifest_;
  const std::filesystem::path& directory_;
  const LockedLeaves& locked_leaves_;
  const Configurations& configurations_;
  Archives& archives_;
  const FactCache& cache_;
  Witnesses& witnesses_;
  ModuleFacts& facts_;
  std::vector<Leaf> leaves_;
  std::map<ModuleVersion, std::vector<std::size_t>> leaves_at_;  // numbers, by module version
  std::vector<FactSource::Arrival> unreadable_;
  bool is_done_ = false;
};

}  // namespace goset
