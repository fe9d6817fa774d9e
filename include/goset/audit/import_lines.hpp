#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/set/leaf_walk.hpp"

namespace goset::audit {

// ImportLines finds how programs of a set come to import a package.
class ImportLines {
 public:
  // Step is a package in a line of imports; its module has no version if it is the leaf's own.
  struct Step {
    std::string package;
    ModuleVersion module;
  };

  // The set must stay.
  ImportLines(const GoSet& set, const Configurations& configurations);

  // to returns the shortest line of imports, on any platform, from a package that a leaf is asked to
  // build to one of these packages of a module, by their directories in it (none: to any).
  // Empty if the leaf needs none of them.
  std::vector<Step> to(const std::string& leaf, const std::string& module,
                       const std::set<std::string>& directories);

 private:
  using Id = SetNumbers::Id;
  using Importers = std::unordered_map<Id, Id>;  // `none` of what is asked for
  std::vector<Step> find(const std::string& module, const std::set<std::string>& directories) const;
  std::vector<Step> line_to(Id package, const Importers& importers) const;

  const GoSet& set_;
  const SetNumbers numbers_;
  const std::vector<LeafChoice> choices_;
  SetView view_;
  LeafWalk walk_;
};

}  // namespace goset::audit
