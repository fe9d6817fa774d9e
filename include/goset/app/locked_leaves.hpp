#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "goset/facts/configurations.hpp"
#include "goset/facts/leaf_source.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/model/lock.hpp"
#include "goset/model/manifest.hpp"

namespace goset {

// LockedLeaves is what a lock knows of leaves of the module proxy: of one that is as it was locked,
// the packages that are needed. So its zip need not be read; only its go.mod and go.sum must be.
class LockedLeaves {
 public:
  // The lock counts where it was made for these configurations and is as it was written: merged, it
  // could have packages of another version. It does not count for the leaves `except`. What is given
  // must outlive this.
  LockedLeaves(const std::optional<Lock>& lock, const Configurations& configurations,
               const std::set<std::string>& except);

  // find returns what the lock has of a leaf that is declared as it was locked; null for others.
  const SetLeaf* find(const std::string& name, const Manifest::Leaf& declared) const;

  // digests returns those of its go.mod and go.sum; nullopt for a leaf that find does not return.
  std::optional<ModuleSource::ModFiles> digests(const std::string& name,
                                                const Manifest::Leaf& declared) const;

  // source returns what there is to know of a leaf that find returns, which has these files.
  LeafSource source(const std::string& name, const Manifest::Leaf& declared,
                    const ModuleSource::ModFiles& files) const;

  // judged returns the set of the lock, if it was made with the decisions of this manifest: then its
  // packages are known to fit (SetToResolve::judged). has reports whether a leaf, whose zip has
  // this `h1:`, is in there just so.
  const GoSet* judged(const Manifest& manifest) const;
  bool has(const std::string& name, const Manifest::Leaf& declared, const std::string& sum) const;

 private:
  // absent_packages returns directories that the main module of a leaf is known not to have, since
  // other modules have what the leaf imports from there.
  std::set<std::string> absent_packages(const std::string& name) const;
  bool has_modules_below(const std::string& path) const;

  const Lock* lock_ = nullptr;
  const Configurations& configurations_;
  const std::set<std::string>& except_;
  // By leaf; found out when one is asked for.
  mutable std::optional<std::map<std::string, std::set<std::string>>> absent_;
};

}  // namespace goset
