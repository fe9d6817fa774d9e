#pragma once

#include <set>
#include <string>

#include "closure.hpp"
#include "stage.hpp"

// Why the go command ended with an error, from what it printed: so that each failure of a build
// tells of its own cause, and only a drift asks for a new lock.
namespace goset::build {

struct Diagnosis {
  enum class Cause {
    unknown,
    missing_package,  // what is imported is not there
    missing_library,  // of C, its header, or its file for pkg-config
    compile_error,    // of a package's own code
  };

  Cause cause = Cause::unknown;
  std::string package;  // the missing one; else the one that could not be built
  std::string library;  // as the compiler, the linker or pkg-config calls it
};

// diagnose reads the output of `go build` or `go test`. Of several causes it returns the one that
// comes first in the list above, since it explains those after it.
Diagnosis diagnose(const std::string& log);

// ModuleBuild is what failed: a module, or the part of one.
struct ModuleBuild {
  std::string path;
  std::string version;
  bool patched;
};

// LeafBuild is a leaf, with the module paths whose packages it compiles itself.
struct LeafBuild {
  std::string name;
  std::set<std::string> own;
  bool patched;
};

// explain says what happened and what to do next, in lines that begin with "goset:" or two spaces;
// empty for an unknown cause.
std::string explain(const Diagnosis& diagnosis, const ModuleBuild& build);
std::string explain(const Diagnosis& diagnosis, const LeafBuild& build, const Closure& closure);

}  // namespace goset::build
