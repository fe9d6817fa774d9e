#include <memory>

#include "commands.hpp"
#include "folder.hpp"
#include "refresh.hpp"

namespace goset::cli {

void add_lock(CLI::App& app, Run& run) {
  CLI::App* const command =
      app.add_subcommand("lock", "Resolve, verify and hash; write goset.lock and go-packages.nix");
  command->footer(
      "Does nothing, without network, where goset.toml and the leaves are as they were locked.");
  command->callback([&run] {
    run = [](const Options& options) {
      const Folder folder(options.directory);
      const std::string text = folder.need_manifest();
      const Exclusive exclusive(folder);
      return refresh(options, folder, text, std::nullopt);
    };
  });
}

}  // namespace goset::cli
