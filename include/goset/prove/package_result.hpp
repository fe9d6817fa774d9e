#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace goset {

// PackageProblem is one error in a package.
struct PackageProblem {
  std::string file;  // in the package's directory; empty: no file has it
  std::size_t line = 0;
  std::size_t column = 0;
  std::string message;
  std::string uses;                   // the expression at fault; may be empty
  std::vector<std::string> involved;  // import paths that its types come from, the nearest first

  // str returns "x.go:3:5: undefined: y".
  std::string str() const;
  friend bool operator==(const PackageProblem&, const PackageProblem&) = default;
};

// PackageResult is what was found out about one package: it is sound if it has no problem.
struct PackageResult {
  std::size_t count = 0;                 // of problems
  std::vector<PackageProblem> problems;  // the first few

  bool is_sound() const { return count == 0; }
  friend bool operator==(const PackageResult&, const PackageResult&) = default;
};

}  // namespace goset
