#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <string_view>

namespace goset::cli {

// Output is how a command that writes files tells what it changes.
struct Output {
  std::string format = "text";  // json, markdown, nixpkgs
  bool dry_run = false;         // nothing is written
};

// add_output_options adds --format and --dry-run to a command.
void add_output_options(CLI::App& command, Output& output);

// write_output writes a file that the command line names, whole. Throws Error if that fails.
void write_output(const std::filesystem::path& file, std::string_view bytes);

}  // namespace goset::cli
