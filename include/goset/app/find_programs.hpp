#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/program_name.hpp"
#include "goset/error.hpp"
#include "goset/fetch/goproxy.hpp"
#include "goset/go/module.hpp"

namespace goset {

// Notice is what a user should know of a program that was found.
struct Notice {
  std::string what;  // "PATH is deprecated"
  std::string why;   // in the author's words; may be empty
  bool operator==(const Notice&) const = default;
};

// FoundProgram is the module that has a program, or why none was found.
struct FoundProgram {
  ModuleVersion module;
  std::string directory;  // of the program in the module; empty: the path is the module's own
  std::vector<Notice> notices;
  std::optional<Error> fault;
};

// find_programs looks up the module of each program, in their order, as `go install PATH@QUERY` finds
// it: the longest path that is a module's. Besides, where a version is named that the path has no
// major version for, a module whose path has it ("/v4"). Without a query it is the latest version.
// `progress` hears how many modules of how many were looked up. Throws SecurityError.
std::vector<FoundProgram> find_programs(
    const std::vector<ProgramName>& programs, Goproxy& proxy,
    const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace goset
