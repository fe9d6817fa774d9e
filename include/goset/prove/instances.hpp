#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/model/go_set.hpp"

namespace goset {

// PackageSource is where the packages of one module are read.
struct PackageSource {
  std::string path;               // that its packages are imported by
  ModuleVersion module;           // what is fetched: it, what replaces it, or a leaf of the proxy
  std::string leaf;               // or else the leaf in whose own files it is
  std::string directory;          // in these
  std::optional<std::string> go;  // its go line
  std::string sum;                // what says that its files are the same; empty: they may change
  friend bool operator==(const PackageSource&, const PackageSource&) = default;
};

// PackageInstance is a package of one source, as compiled from certain packages that it imports.
struct PackageInstance {
  using Id = std::uint32_t;
  Id source = 0;
  std::string directory;
  std::string import_path;
  std::vector<Id> imports;        // ascending, without the standard library's
  std::vector<std::string> tags;  // those of the leaf's that its files ask for, sorted
  bool with_tests = false;        // `imports` are those of its tests too
  std::string only_of;  // the leaf (and choice) with tests it is compiled for; empty: it is shared
};

// Instances are all packages that leaves need in one configuration. What several leaves need of the
// same source, compiled from the same, is one instance: whether they see it in the set or in a
// track makes no difference.
struct Instances {
  using Id = PackageInstance::Id;
  std::vector<PackageSource> sources;
  // In an order in which each comes after those that it imports. With tests a package can be among
  // what it imports itself: then the packages of that leaf come in any order, and last.
  std::vector<PackageInstance> packages;
  // What each leaf needs, ascending: with each choice of its optional tags, see tag_choice::name.
  std::map<std::string, std::vector<Id>> leaves;

  // has reports whether a leaf is among these, and needed_by returns what it needs with any choice.
  bool has(const std::string& leaf) const;
  std::vector<Id> needed_by(const std::string& leaf) const;

  // of walks the leaves of a set that are named, for one configuration: with the choices of tags with
  // which they can be built there. Throws Error if the set is not whole.
  static Instances of(const GoSet& set, const Configurations& configurations,
                      ConfigMask configuration, const std::set<std::string>& leaves);
};

}  // namespace goset
