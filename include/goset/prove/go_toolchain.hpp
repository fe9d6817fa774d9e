#pragma once

#include <filesystem>
#include <string>

#include "goset/model/platform.hpp"
#include "goset/os/child_processes.hpp"

namespace goset {

// GoToolchain is the installed go command, which is never let fetch another one.
struct GoToolchain {
  std::filesystem::path program;
  std::filesystem::path root;  // GOROOT
  std::string version;         // "1.26.8"
  Platform host;

  // find asks the go command in PATH. Throws Error if there is none.
  static GoToolchain find(ChildProcesses& processes);
};

}  // namespace goset
