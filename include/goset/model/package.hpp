#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/go/build_constraint.hpp"
#include "goset/model/shared_text.hpp"

namespace goset {

// Import is one import of a package and where it holds.
struct Import {
  SharedText path;
  BuildConstraint when;
  friend bool operator==(const Import&, const Import&) = default;
};

// PackageFacts are what resolution knows of a package, whatever platform is built for.
struct PackageFacts {
  BuildConstraint when;         // where the package has a file to compile
  std::vector<Import> imports;  // sorted by path, each once; without "C"
  // Build tags of a leaf that change what is compiled, sorted: those that some constraint names.
  std::vector<std::string> tags = {};
  friend bool operator==(const PackageFacts&, const PackageFacts&) = default;
};

// ModulePackages is what is known of the packages of one module version. A lock knows only the
// packages that were needed, so besides present and absent there is unknown.
struct ModulePackages {
  bool complete = false;                         // every package is in `packages`
  std::map<std::string, PackageFacts> packages;  // by directory, "." is the root
  std::set<std::string> absent_packages;         // directories known to hold no Go file

  enum class Answer { present, absent, unknown };
  Answer has(const std::string& directory) const;
};

// Part is a group of packages of one module that are compiled in one go: directories, sorted.
using Part = std::vector<std::string>;

}  // namespace goset
