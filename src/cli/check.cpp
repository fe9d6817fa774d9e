#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "drift.hpp"
#include "folder.hpp"
#include "set_text.hpp"

namespace goset::cli {

namespace {

int check(const Options& options) {
  const Folder folder(options.directory);
  const Manifest manifest = read_manifest(folder);
  const std::vector<std::string> drift = find_drift(folder, manifest, read_lock(folder));
  for (const std::string& reason : drift) fmt::print("drift: {}\n", reason);
  if (drift.empty()) return exit_ok;
  fmt::print("  run: goset{} lock\n",
             options.directory == "." ? "" : fmt::format(" -C {}", options.directory));
  return exit_drift;
}

}  // namespace

void add_check(CLI::App& app, Run& run) {
  CLI::App* const command =
      app.add_subcommand("check", "Say whether lock and generated file are up to date");
  command->footer("Offline, writes nothing. Names every difference; exit code 1 if there is one.");
  command->callback([&run] { run = &check; });
}

}  // namespace goset::cli
