#include <memory>

#include "commands.hpp"
#include "folder.hpp"
#include "refresh.hpp"
#include "set_text.hpp"

namespace goset::cli {

namespace {

struct LockOptions {
  bool compact = false;
  Output output;
};

}  // namespace

void add_lock(CLI::App& app, Run& run) {
  auto options = std::make_shared<LockOptions>();
  CLI::App* const command =
      app.add_subcommand("lock", "Resolve, verify, hash; write the lock and Nix file");
  command->footer(
      "Does nothing, and needs no network, where nothing changed since the last time.\n"
      "In a folder with a go.mod and no goset.toml, the set is that one program.");
  command->add_flag("--compact", options->compact, "merge parts of modules that grew with the set");
  add_output_options(*command, options->output);
  command->callback([&run, options] {
    run = [options](const Options& global) {
      const Folder folder(global.directory);
      const SetText text = set_text(folder);
      const Exclusive exclusive(folder);
      return refresh(global, folder, text,
                     {.output = options->output, .compact = options->compact});
    };
  });
}

}  // namespace goset::cli
