#pragma once

#include <string>
#include <vector>

#include "goset/app/environment.hpp"
#include "goset/app/session.hpp"
#include "goset/os/child_processes.hpp"
#include "goset/store/folder.hpp"

namespace goset {

// Checkup is what `goset doctor` finds out about a machine, in the order of the report.
struct Checkup {
  enum class State { ok, warning, problem };
  struct Item {
    std::string name;  // of what was checked: "proxy"
    State state = State::ok;
    std::string text;    // what was found, without a final dot
    std::string remedy;  // what to do; empty if nothing is wrong
  };
  std::vector<Item> items;

  bool has_problem() const;
};

// check_machine checks whether this machine can make and build the set in a folder, or any set if
// there is none. It writes nothing. Each server is asked once, with a deadline of 20 seconds; with
// `offline`, none is. Faults are items, so it throws nothing.
Checkup check_machine(const Folder& folder, const NetworkOptions& options,
                      ChildProcesses& processes);

}  // namespace goset
