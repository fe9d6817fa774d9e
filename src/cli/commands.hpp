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
void add_pin(CLI::App& app, Run& run);
void add_hold(CLI::App& app, Run& run);
void add_outdated(CLI::App& app, Run& run);
void add_check(CLI::App& app, Run& run);
void add_list(CLI::App& app, Run& run);
void add_why(CLI::App& app, Run& run);
void add_audit(CLI::App& app, Run& run);
void add_who(CLI::App& app, Run& run);
void add_tree(CLI::App& app, Run& run);
void add_diff(CLI::App& app, Run& run);
void add_report(CLI::App& app, Run& run);
void add_hash(CLI::App& app, Run& run);
void add_fetch(CLI::App& app, Run& run);
void add_prefetch(CLI::App& app, Run& run);
void add_prove(CLI::App& app, Run& run);
void add_sbom(CLI::App& app, Run& run);
void add_licenses(CLI::App& app, Run& run);
void add_doctor(CLI::App& app, Run& run);
void add_completion(CLI::App& app, Run& run);

// commands are all of them, in the order of the help.
inline constexpr void (*commands[])(CLI::App&, Run&) = {
    add_init,  add_add,      add_remove, add_lock,     add_update,   add_pin,
    add_hold,  add_check,    add_prove,  add_list,     add_outdated, add_why,
    add_who,   add_tree,     add_diff,   add_audit,    add_report,   add_hash,
    add_fetch, add_prefetch, add_sbom,   add_licenses, add_doctor,   add_completion,
};

}  // namespace goset::cli
