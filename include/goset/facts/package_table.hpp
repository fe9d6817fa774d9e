#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "goset/facts/module_scan.hpp"
#include "goset/go/build_constraint.hpp"
#include "goset/model/package.hpp"

namespace goset {

// PackageTable is what is known of the packages of one module version, in the shape in which
// resolution takes it over: see ModulePackages for what it means. It can be moved but not copied.
struct PackageTable {
  using Edge = ModuleScan::Edge;
  struct Package {
    std::string_view directory;
    std::uint32_t when;             // a number in `constraints`
    std::span<const Edge> edges;    // imports; those that never hold count for nothing
    std::vector<std::string> tags;  // see PackageFacts::tags
  };

  bool complete = false;
  std::vector<Package> packages;                  // by directory
  std::vector<std::string_view> absent_packages;  // sorted
  std::vector<std::string_view> imports;          // import paths
  std::vector<BuildConstraint> constraints;       // canonical

  // The memory behind the spans and texts above. Of a table that `of` made, the texts are those of
  // the packages, which must stay where they are.
  std::vector<Edge> all_edges;
  std::shared_ptr<const char[]> bytes;

  // with_known has some packages of a module, of which no more is known.
  static PackageTable with_known(const std::map<std::string, PackageFacts>& packages);
  // of numbers an import once for all packages that share its text.
  static PackageTable of(const ModulePackages& packages);

  PackageTable() = default;
  PackageTable(PackageTable&&) = default;
  PackageTable& operator=(PackageTable&&) = default;
  PackageTable(const PackageTable&) = delete;
  PackageTable& operator=(const PackageTable&) = delete;
};

}  // namespace goset
