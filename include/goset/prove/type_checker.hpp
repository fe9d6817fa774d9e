#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "goset/os/scratch_processes.hpp"
#include "goset/prove/go_toolchain.hpp"

namespace goset {

// TypeProblem is one error that a type checker found in a package.
struct TypeProblem {
  std::string file;  // in the package's directory; empty: no file has it
  std::size_t line = 0;
  std::size_t column = 0;
  std::string message;
  std::string uses;                   // the expression at fault; may be empty
  std::vector<std::string> involved;  // import paths that its types come from, the nearest first

  // str returns "x.go:3:5: undefined: y".
  std::string str() const;
  friend bool operator==(const TypeProblem&, const TypeProblem&) = default;
};

// TypeResult is what was found out about one package of a plan.
struct TypeResult {
  std::size_t package = 0;            // its number in the plan
  std::size_t count = 0;              // of problems
  std::vector<TypeProblem> problems;  // the first few

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
