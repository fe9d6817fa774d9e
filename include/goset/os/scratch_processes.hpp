#pragma once

#include "goset/os/child_processes.hpp"
#include "goset/os/interruption.hpp"
#include "goset/os/run_directory.hpp"

namespace goset {

// ScratchProcesses is a temporary directory and the programs that work in it. Both end with it, and when a
// signal ends goset.
struct ScratchProcesses {
  RunDirectory directory;
  ChildProcesses processes;
  Interruption interruption{[this] {
    processes.stop();
    directory.remove();
  }};
};

}  // namespace goset
