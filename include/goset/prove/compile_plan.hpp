#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "goset/prove/go_toolchain.hpp"
#include "goset/prove/instances.hpp"
#include "goset/prove/package_result.hpp"
#include "goset/prove/type_plan.hpp"

namespace goset {

// CompilePlan is what the go command is given to compile packages of one leaf: a main module that
// requires the modules that the leaf needs, each at the version that the leaf sees, and go.mod files
// without requirements for all of these, so that no version but those can be selected.
struct CompilePlan {
  using Id = Instances::Id;

  // Module is one that the go command gets like a download.
  struct Module {
    ModuleVersion version;
    std::string go_mod;
    std::filesystem::path zip;
  };
  std::string go_mod;
  std::string go_sum;
  std::vector<Module> modules;
  std::map<std::string, std::string> overlay;  // texts of go.mod files on disk, by file
  std::map<std::string, Id> packages;          // that are to be compiled, by import path

  // of plans for those of the leaf's packages that are wanted. `places` are by source.
  static CompilePlan of(const Instances& instances, const std::string& leaf,
                        const std::vector<bool>& wanted, const std::vector<TypePlan::Place>& places,
                        const GoToolchain& go);
};

namespace compile_output {

// parse reads what `go list -e -export -json=ImportPath,Export,Error` prints. A package that could not
// be tried, because one that it imports fails, is not there. Throws Error for anything else.
std::map<std::string, PackageResult> parse(std::string_view json);

}  // namespace compile_output
}  // namespace goset
