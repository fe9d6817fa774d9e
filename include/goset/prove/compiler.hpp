#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "goset/os/scratch_processes.hpp"
#include "goset/prove/compile_plan.hpp"
#include "goset/prove/go_toolchain.hpp"

namespace goset {

// Compiler compiles packages with the installed go, offline and without linking. What it compiles
// stays in the user's build cache; modules are unpacked in a directory of the cache.
class Compiler {
 public:
  // `cache` is the directory of what prove keeps.
  Compiler(const std::filesystem::path& cache, const GoToolchain& go, ScratchProcesses& scratch)
      : cache_(std::filesystem::absolute(cache)), go_(go), scratch_(scratch), fresh_(cache_) {}

  // version changes whenever the same packages could have other results.
  static std::string version(const GoToolchain& go);

  // run returns the results of a plan's packages, by import path, but of those that could not be tried
  // because one that they import fails. `tags` are the leaf's.
  std::map<std::string, PackageResult> run(const CompilePlan& plan,
                                           const Configuration& configuration,
                                           const std::vector<std::string>& tags);

 private:
  void publish(const CompilePlan::Module& module);

  const std::filesystem::path cache_;
  const GoToolchain& go_;
  ScratchProcesses& scratch_;
  RunDirectory fresh_;  // what is renamed into the cache
  int runs_ = 0;
};

}  // namespace goset
