#include "audit_options.hpp"

namespace goset::cli {

CLI::Option* add_database_option(CLI::App& command, DatabaseOptions& options,
                                 const std::string& help) {
  return command.add_option("--database", options.database, help)->type_name("DB");
}

CLI::Option* add_go_option(CLI::App& command, DatabaseOptions& options) {
  return command.add_option("--go", options.go, "Go release that builds the set, such as 1.26.8")
      ->type_name("VERSION");
}

}  // namespace goset::cli
