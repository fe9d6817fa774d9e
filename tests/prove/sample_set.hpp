#pragma once

#include <string>
#include <utility>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/model/go_set.hpp"

// Pieces of sets for the tests of this directory.

using Imports = std::vector<std::pair<std::string, std::string>>;  // path, condition

inline const goset::Configurations& configurations() {
  static const goset::Configurations two({{"linux", "amd64"}, {"darwin", "arm64"}}, 26);
  return two;
}

inline goset::ConfigMask linux_without_cgo() {
  return configurations().bit({"linux", "amd64"}, false);
}

inline goset::PackageFacts package(const Imports& imports, const std::string& when = "") {
  goset::PackageFacts result{goset::BuildConstraint::parse(when), {}};
  for (const auto& [path, condition] : imports) {
    result.imports.push_back({path, goset::BuildConstraint::parse(condition)});
  }
  return result;
}

inline goset::SetLeaf& add_leaf(goset::GoSet& set, const std::string& name,
                                const Imports& imports) {
  goset::SetLeaf& leaf = set.leaves[name];
  leaf.module = name + ".io";
  leaf.path = name;
  leaf.patterns = {"./..."};
  leaf.packages["."] = package(imports);
  return leaf;
}

inline goset::SetModule& add_module(std::map<std::string, goset::SetModule>& modules,
                                    const std::string& path, const std::string& version,
                                    const Imports& imports) {
  goset::SetModule& module = modules[path];
  module.version = version;
  module.sum = "h1:" + path + version;
  module.packages["."] = package(imports);
  return module;
}

inline void add_to_track(goset::SetTrack& track, const std::string& path,
                         const std::string& version, const Imports& imports) {
  std::map<std::string, goset::SetModule> modules;
  add_module(modules, path, version, imports);
  track.modules[path] = std::make_shared<goset::SetModule>(modules.at(path));
}
