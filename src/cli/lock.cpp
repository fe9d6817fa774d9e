#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "goset/app/drift.hpp"
#include "goset/error.hpp"
#include "goset/set/unused.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "refresh.hpp"

namespace goset::cli {

namespace {

struct LockOptions {
  bool compact = false;
  bool prune = false;
  Output output;
};

// prune takes the pins out that decide nothing in the set as it is locked, and returns them.
std::vector<Unused> prune(const Folder& folder, SetFiles& files) {
  const Lock lock = need_lock(folder);
  std::vector<Unused> unused = unused_decisions(files.manifest(), lock.set);
  std::erase_if(unused, [](const Unused& one) { return one.pin.empty(); });
  for (const Unused& one : unused) files.drop_pin(one.pin);
  return unused;
}

}  // namespace

void add_lock(CLI::App& app, Run& run) {
  auto options = std::make_shared<LockOptions>();
  CLI::App* const command =
      app.add_subcommand("lock", "Resolve, verify, hash; write the lock and Nix file");
  command->footer(
      "Does nothing, and needs no network, where nothing changed since the last time.\n"
      "In a folder with a go.mod and no goset.toml, the set is that one program.\n"
      "\n"
      "Examples:\n"
      "  goset lock\n"
      "  goset lock --prune --dry-run\n"
      "  goset -C packages lock --format nixpkgs");
  command->add_flag("--compact", options->compact, "merge parts of modules that grew with the set");
  command->add_flag("--prune", options->prune, "drop pins from goset.toml that decide nothing");
  add_output_options(*command, options->output);
  command->callback([&run, options] {
    run = [options](const Options& global) {
      const Folder folder(global.directory);
      const Exclusive exclusive(folder);
      SetFiles files = SetFiles::read(folder);
      Refresh wanted{.output = options->output, .compact = options->compact};
      if (options->prune) wanted.dropped = prune(folder, files);
      return refresh(global, folder, files, std::move(wanted));
    };
  });
}

}  // namespace goset::cli
