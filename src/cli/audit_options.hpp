#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "goset/app/audit.hpp"

namespace goset::cli {

// DatabaseOptions say what a set is audited with, as more than one command does.
struct DatabaseOptions {
  std::string database;
  std::string go;

  // audit returns them as those of an audit, which has more.
  AuditOptions audit() const {
    AuditOptions result;
    if (!database.empty()) result.database = database;
    if (!go.empty()) result.go = go;
    return result;
  }
};

// add_database_option and add_go_option add --database and --go to a command.
CLI::Option* add_database_option(
    CLI::App& command, DatabaseOptions& options,
    const std::string& help = "version of golang.org/x/vulndb, URL or directory");
CLI::Option* add_go_option(CLI::App& command, DatabaseOptions& options);

}  // namespace goset::cli
