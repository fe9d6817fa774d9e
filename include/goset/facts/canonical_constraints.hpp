#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/facts/module_scan.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/facts/package_table.hpp"

namespace goset {

// CanonicalConstraints works out once for each constraint what it says for a set's configurations:
// the same few stand in thousands of modules. Not for use by two threads at once.
class CanonicalConstraints {
 public:
  explicit CanonicalConstraints(const Configurations& configurations)
      : configurations_(configurations) {}

  struct Known {
    BuildConstraint canonical;
    std::vector<std::string> tags;  // those that are a leaf's to set, sorted
  };
  // of returns what is known of a constraint; the reference stays valid.
  const Known& of(const BuildConstraint& constraint);

  // table returns the packages of a scan, as package_facts::of_directories and note_tags make them
  // from its files.
  PackageTable table(ModuleScan scan);

 private:
  const Configurations& configurations_;
  std::unordered_map<std::string, Known> known_;  // by text
};

}  // namespace goset
