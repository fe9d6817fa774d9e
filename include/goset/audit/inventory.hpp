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
// those of dependencies, and of the programs themselves if these are from a module proxy.
struct Inventory {
  using Programs = std::map<std::string, ConfigMask>;  // by leaf: where it is built in

  struct Module {
    ModuleVersion module;                      // its source: what replaces it, if something does
    std::string path;                          // by which programs import it
    std::map<std::string, Programs> packages;  // by import path, as in the source
    Programs programs;                         // that need some package of it
    bool is_whole = true;  // else it has packages that are not known, which any of `programs` needs
  };
  std::vector<Module> modules;  // by source and path

  // of reads a set; of some of its leaves only, if `leaves` is not empty.
  static Inventory of(const GoSet& set, const Configurations& configurations,
                      const std::set<std::string>& leaves = {});

  // paths returns the module paths of all sources.
  std::set<std::string, std::less<>> paths() const;
};

}  // namespace goset::audit
