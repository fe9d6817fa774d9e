#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "goset/error.hpp"

namespace goset::cli {

// Names of the commands that help lists, and long options of a command as they are written.
std::vector<std::string> command_names(const CLI::App& app);
std::vector<std::string> option_names(const CLI::App& app);

// command_in returns the command that is chosen in the words of a command line, the program's name
// not among them; where there is none, nullptr, and the first word that should be one in `unknown`.
const CLI::App* command_in(const CLI::App& app, const std::vector<std::string>& words,
                           std::string& unknown);

// check_command throws Error, with the nearest that is one, for a word that is no command.
void check_command(const CLI::App& app, const std::vector<std::string>& words);

// usage_fault is what is printed for words that fit no command: the fault, the nearest option for
// one that is not there, and where to read on.
Error usage_fault(const CLI::App& app, const std::vector<std::string>& words,
                  const CLI::Error& error);

}  // namespace goset::cli
