// Compiled once for src/cli: headers that every command takes and that take seconds.
#ifndef GOSET_CLI_HEAVY_HPP  // a pragma warns in a file that is compiled by itself
#define GOSET_CLI_HEAVY_HPP

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <string>

#endif
