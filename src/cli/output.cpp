#include "output.hpp"

#include <fmt/format.h>

#include "choice.hpp"
#include "goset/error.hpp"
#include "goset/os/whole_file.hpp"

namespace goset::cli {

void add_output_options(CLI::App& command, Output& output) {
  add_choice(command, "--format", output.format, {"text", "json", "markdown", "nixpkgs"},
             "text, json, markdown or nixpkgs")
      ->type_name("FORMAT");
  command.add_flag("--dry-run", output.dry_run, "show what would change without writing anything");
}

void write_output(const std::filesystem::path& file, std::string_view bytes) {
  if (const std::error_code fault = replace_file(file, bytes)) {
    throw Error(fmt::format("cannot write {}: {}", file.string(), fault.message()));
  }
}

}  // namespace goset::cli
