#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace goset::cli {

// Output is how a command that writes files tells what it changes.
struct Output {
  std::string format = "text";  // json, markdown, nixpkgs
  bool dry_run = false;         // nothing is written
};

// add_output_options adds --format and --dry-run to a command.
void add_output_options(CLI::App& command, Output& output);

}  // namespace goset::cli
