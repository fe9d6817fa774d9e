#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "goset/error.hpp"

namespace goset::cli {

// Names of the commands that help lists, and long options of a command as they are written.
std::vector<std::string> command_names(const CLI::App& app);
std::vector<std::string> option_names(const CLI::App& app);

// command_place returns the place of the first word of a command line that is no option and no value
// of one; none if that can't be told.
std::optional<std::size_t> command_place(const CLI::App& app,
                                         const std::vector<std::string>& words);

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
