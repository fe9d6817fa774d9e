#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "goset/error.hpp"

namespace goset::cli {

// understood returns a command line, without the program's name, in goset's words: a command by the
// name that other tools give it (`rm`, `upgrade`, `graph`), `help [COMMAND]` and `version`.
std::vector<std::string> understood(const CLI::App& app, std::vector<std::string> words);

// add_answer adds a note to the error for an unknown command, if other tools have such a one: what
// goset has instead. Returns whether it does.
bool add_answer(Error& error, const std::string& unknown);

}  // namespace goset::cli
