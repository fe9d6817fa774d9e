#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/go/module.hpp"
#include "goset/model/go_set.hpp"

namespace goset::audit {

// Inventory says which module versions and packages the programs of a set are built from, and where:
// those of dependencies, and of the programs themselves.
struct Inventory {
  using Programs = std::map<std::string, ConfigMask>;  // by leaf: where it is built in

  struct Module {
    ModuleVersion module;                      // its source: what replaces it, if something does
    std::string path;                          // by which programs import it
    std::map<std::string, Programs> packages;  // by import path, as in the source
    Programs programs;                         // that need some package of it
    Programs unsure;  // of `programs`, those of which it is not known which packages they need
  };
  // By source and path. Modules in the source of a program that has no version are there without one.
  std::vector<Module> modules;

  // of reads a set; of some of its leaves only, if `leaves` is not empty.
  static Inventory of(const GoSet& set, const Configurations& configurations,
                      const std::set<std::string>& leaves = {});

  // paths returns the module paths of all sources.
  std::set<std::string, std::less<>> paths() const;
};

}  // namespace goset::audit
