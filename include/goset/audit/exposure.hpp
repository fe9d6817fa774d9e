#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/audit/inventory.hpp"
#include "goset/audit/vulnerability.hpp"
#include "goset/facts/configurations.hpp"

namespace goset::audit {

// Exposure says how much of a vulnerability is in programs that have an affected version of a
// module.
enum class Exposure {  // the most first
  built,               // an affected package is built into a program
  not_built,           // affected packages are known, and no program has one
  module_only,  // which packages are affected is not known, and the entry is unreviewed or open-ended
};

// Finding is one vulnerability in one version of one module.
struct Finding {
  struct Program {
    Exposure exposure = Exposure::not_built;
    std::set<std::string> packages;  // affected ones that are built in, if the entry names any
    ConfigMask mask = 0;             // where
  };
  Vulnerability vulnerability;
  ModuleVersion module;  // its source
  std::string path;      // by which programs import it, as of Inventory::Module
  std::string fixed;     // the lowest version that is not affected; empty if there is none
  Exposure exposure = Exposure::not_built;  // the most of any program
  std::map<std::string, Program> programs;  // by leaf

  // leaves returns the programs with that much exposure.
  std::vector<std::string> leaves(Exposure exposure) const;
};

// find_exposures compares an inventory with vulnerabilities, as govulncheck does for packages: by
// module, version, package and platform. Withdrawn entries don't count. Findings are in the order of
// modules, then ids.
std::vector<Finding> find_exposures(const Inventory& inventory,
                                    const std::vector<Vulnerability>& vulnerabilities,
                                    const Configurations& configurations);

}  // namespace goset::audit
