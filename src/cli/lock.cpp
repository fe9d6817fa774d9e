#include <memory>

#include "commands.hpp"
#include "folder.hpp"
#include "refresh.hpp"
#include "set_text.hpp"

namespace goset::cli {

void add_lock(CLI::App& app, Run& run) {
  CLI::App* const command =
      app.add_subcommand("lock", "Resolve, verify, hash; write the lock and Nix file");
  command->footer(
      "Does nothing, and needs no network, where nothing changed since the last time.\n"
      "In a folder with a go.mod and no goset.toml, the set is that one program.");
  const auto compact = std::make_shared<bool>(false);
  command->add_flag("--compact", *compact, "Merge parts of modules that grew with the set");
  command->callback([&run, compact] {
    run = [compact](const Options& options) {
      const Folder folder(options.directory);
      const SetText text = set_text(folder);
      const Exclusive exclusive(folder);
      return refresh(options, folder, text, std::nullopt, *compact);
    };
  });
}

}  // namespace goset::cli
