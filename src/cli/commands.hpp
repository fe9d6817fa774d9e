#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "options.hpp"

namespace goset::cli {

// A command is one file: its options, its help, and what it does. add_X puts it into the program;
// what it does is stored in `run` when it was chosen on the command line and returns the exit code.
using Run = std::function<int(const Options&)>;

void add_init(CLI::App& app, Run& run);
void add_add(CLI::App& app, Run& run);
void add_remove(CLI::App& app, Run& run);
void add_lock(CLI::App& app, Run& run);
void add_update(CLI::App& app, Run& run);
void add_check(CLI::App& app, Run& run);
void add_list(CLI::App& app, Run& run);
void add_why(CLI::App& app, Run& run);
void add_tree(CLI::App& app, Run& run);
void add_diff(CLI::App& app, Run& run);
void add_hash(CLI::App& app, Run& run);
void add_fetch(CLI::App& app, Run& run);
void add_prefetch(CLI::App& app, Run& run);
void add_completion(CLI::App& app, Run& run);

}  // namespace goset::cli
