#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace goset::cli {

// add_choice adds an option, or a positional, that takes one of a few words. Its help names them,
// as 80 columns have no place for them twice.
CLI::Option* add_choice(CLI::App& command, const std::string& name, std::string& value,
                        const std::vector<std::string>& words, const std::string& help);

// choices_of returns these words; none of an option that add_choice did not make.
std::vector<std::string> choices_of(CLI::Option& option);

}  // namespace goset::cli
