#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "goset/os/scratch_processes.hpp"
#include "goset/prove/go_toolchain.hpp"
#include "goset/prove/package_result.hpp"

namespace goset {

// TypeResult is what was found out about one package of a plan.
struct TypeResult {
  std::size_t package = 0;  // its number in the plan
  PackageResult found;

  // parse reads a line that the checker wrote; throws Error for any other.
  static TypeResult parse(std::string_view line);
};

// TypeChecker is Go's own type checker, in a program that goset carries as source. It is built with
// the installed go once and kept in the cache.
class TypeChecker {
 public:
  // Throws Error if it can't be built. `cache` is the directory of what prove keeps.
  TypeChecker(const std::filesystem::path& cache, const GoToolchain& go, ScratchProcesses& scratch);

  // version changes whenever the same packages could have other results: with the program, or with
  // the toolchain.
  static std::string version(const GoToolchain& go);

  // run checks what a plan says, and hands each result over as soon as it is there. Throws Error if
  // the program fails.
  void run(const std::string& plan, const std::function<void(TypeResult)>& use);

 private:
  ScratchProcesses& scratch_;
  std::filesystem::path program_;
  int plans_ = 0;  // that were run
};

}  // namespace goset
