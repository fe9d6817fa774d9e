#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "closure.hpp"
#include "stage.hpp"

// What is checked after a leaf was built.
namespace goset::build {

// compiled_dependencies returns, sorted, the packages that a build of the leaf compiled although
// they are not its own: `log` holds the lines of `go build -v`, `own` the module paths whose
// packages the leaf compiles itself. A package belongs to the longest module path that it begins
// with, or else is a directory of `std_source`. All other lines are something else, as `go build
// -x` prints.
std::vector<std::string> compiled_dependencies(const std::string& log, const Closure& closure,
                                               const std::set<std::string>& own,
                                               const std::filesystem::path& std_source);

// without_place_bound drops the packages whose `#cgo` lines name their own directory, as ${SRCDIR}
// or by a relative path: that directory is part of their identity. Where `mod_cache` is not the
// open file that is the same in every build (nix/builders/hooks/environment.sh), the leaf has to
// compile them again.
std::vector<std::string> without_place_bound(std::vector<std::string> dependencies,
                                             const Closure& closure,
                                             const std::filesystem::path& mod_cache);

// own_modules returns the module paths of the leaf's source, and those of `private_lines`, as
// goset-stage gets them.
std::set<std::string> own_modules(const LeafLock& lock,
                                  const std::vector<std::string>& private_lines);

// check_compiled throws Failure that names the compiled dependencies, if there are any.
void check_compiled(const std::string& leaf, const std::vector<std::string>& dependencies);

// check_references throws Failure where a file of `tree` names the store path of a source or cache
// of the closure. As Nix does, it looks for the hash part of the path.
void check_references(const Closure& closure, const std::filesystem::path& tree);

}  // namespace goset::build
