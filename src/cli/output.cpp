#include "output.hpp"

#include "choice.hpp"

namespace goset::cli {

void add_output_options(CLI::App& command, Output& output) {
  add_choice(command, "--format", output.format, {"text", "json", "markdown", "nixpkgs"},
             "text, json, markdown or nixpkgs")
      ->type_name("FORMAT");
  command.add_flag("--dry-run", output.dry_run, "tell what would change, and write nothing");
}

}  // namespace goset::cli
