#pragma once

#include <CLI/CLI.hpp>

#include "commands.hpp"

namespace goset::cli {

// add_man adds the hidden command that prints the manual pages, which are made of the help of the
// commands that are in the program already.
void add_man(CLI::App& app, Run& run);

}  // namespace goset::cli
