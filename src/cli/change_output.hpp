#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "set_change.hpp"
#include "terminal.hpp"

namespace goset::cli {

// Output is how a command that writes files tells what it changes.
struct Output {
  std::string format = "text";  // json, markdown, nixpkgs
  bool dry_run = false;         // nothing is written
};

// add_output_options adds --format and --dry-run to a command.
void add_output_options(CLI::App& command, Output& output);

// In these forms a change goes to standard output, which is for nothing else then.
namespace change_output {

// json is described in docs/output.md. `written` says whether the files were.
std::string json(const SetChange& change, bool written);

// markdown is the text of a pull request.
std::string markdown(const SetChange& change);

// nixpkgs is what update.nix of nixpkgs reads from a script that supports "commit": a list with an
// entry for each changed leaf, or with one for the set; empty where nothing changed. `attribute` is
// UPDATE_NIX_ATTR_PATH, or empty.
std::string nixpkgs(const SetChange& change, const std::string& attribute);

// text is for a terminal of 80 columns: what changed, in lines that end with newlines.
std::string text(const SetChange& change, const Paint& paint);

}  // namespace change_output
}  // namespace goset::cli
