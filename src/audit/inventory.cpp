#include "goset/audit/inventory.hpp"

#include <utility>

#include "goset/facts/package_facts.hpp"
#include "goset/set/set_graph.hpp"

namespace goset::audit {

namespace {

// source_of returns what a leaf builds a needed module from; without a version for a directory.
ModuleVersion source_of(const GoSet& set, const std::string& leaf,
                        const set_graph::Needed& needed) {
  const SetLeaf& record = set.leaves.at(leaf);
  if (!needed.own) return set.module(record.track, needed.module)->source_module(needed.module);
  return {needed.module, needed.module == record.module ? record.version : ""};
}

}  // namespace

Inventory Inventory::of(const GoSet& set, const Configurations& configurations,
                        const std::set<std::string>& leaves) {
  std::map<std::pair<ModuleVersion, std::string>, Module> modules;
  const auto add = [&](const std::string& leaf, const std::vector<set_graph::Needed>& all) {
    for (const set_graph::Needed& needed : all) {
      const ModuleVersion source = source_of(set, leaf, needed);
      Module& module = modules[{source, needed.module}];
      module.packages[package_facts::import_path(source.path, needed.directory)][leaf] |=
          needed.mask;
      module.programs[leaf] |= needed.mask;
    }
  };
  if (leaves.empty()) set_graph::each_needed(set, configurations, add);
  for (const std::string& leaf : leaves) {
    add(leaf, set_graph::needed_packages(set, configurations, leaf));
  }
  Inventory result;
  for (auto& [key, module] : modules) {
    module.module = key.first;
    module.path = key.second;
    result.modules.push_back(std::move(module));
  }
  return result;
}

std::set<std::string, std::less<>> Inventory::paths() const {
  std::set<std::string, std::less<>> result;
  for (const Module& module : modules) result.insert(module.module.path);
  return result;
}

}  // namespace goset::audit
