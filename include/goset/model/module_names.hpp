#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/build_constraint.hpp"

namespace goset {

// ModuleNames is what the packages of a module export and what they use of other modules' packages,
// by name, whatever platform is built for; test files left out. See names.hpp for what counts.
// Packages are there in packed form, as few of them are looked at (packed_names.hpp). It can be moved
// but not copied.
struct ModuleNames {
  struct Package {
    std::string_view directory;  // "." is the root
    std::string_view packed;
  };

  std::string sum;                        // `h1:` of the zip that they were found in
  std::vector<std::string_view> imports;  // import paths, sorted
  std::vector<BuildConstraint> constraints;
  std::vector<Package> packages;                // by directory
  std::shared_ptr<const std::string> contents;  // the memory behind the texts above

  // find returns the package in a directory; null if there is none.
  const Package* find(std::string_view directory) const;

  ModuleNames() = default;
  ModuleNames(ModuleNames&&) = default;
  ModuleNames& operator=(ModuleNames&&) = default;
  ModuleNames(const ModuleNames&) = delete;
  ModuleNames& operator=(const ModuleNames&) = delete;
};

// PackageNames are those of one package. It can be moved but not copied.
struct PackageNames {
  using When = std::uint32_t;  // a number in ModuleNames::constraints
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  // Group is names that hold under one constraint.
  struct Group {
    When when = none;
    std::span<const std::string_view> names;  // sorted, each once
  };
  // Use is names that are used of an import under one constraint.
  struct Use {
    std::uint32_t import = 0;    // a number in ModuleNames::imports
    std::string_view qualifier;  // as go_names::Use::qualifier
    Group group = {};
  };

  std::span<const Group> called;  // the names of its package clauses
  std::span<const Group> exported;
  When open = none;           // where it may export more than is known: a file could not be read
  std::span<const Use> used;  // by import

  // The memory behind the spans and texts above; qualifiers are texts of the module's.
  std::shared_ptr<const char[]> bytes;
  std::vector<std::string_view> all_names;
  std::vector<Group> all_groups;
  std::vector<Use> all_uses;

  PackageNames() = default;
  PackageNames(PackageNames&&) = default;
  PackageNames& operator=(PackageNames&&) = default;
  PackageNames(const PackageNames&) = delete;
  PackageNames& operator=(const PackageNames&) = delete;
};

}  // namespace goset
