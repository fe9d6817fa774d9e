#include <memory>

#include "commands.hpp"
#include "goset/app/edit_set.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "refresh.hpp"

namespace goset::cli {

namespace {

struct LockOptions {
  bool compact = false;
  bool prune = false;
  std::string from;
  Output output;
};

int lock(const Options& options, const LockOptions& lock) {
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  SetFiles files = SetFiles::read(folder);
  Wanted wanted{.output = lock.output};
  wanted.request.compact = lock.compact;
  wanted.request.from = lock.from;
  if (lock.prune) wanted.request.dropped = prune(files, folder);
  return refresh(options, folder, files, std::move(wanted));
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
  command->add_flag("--prune", options->prune, "remove pins that no longer have any effect");
  command->add_option("--from", options->from, "start from this lock, not from the one here")
      ->type_name("LOCK");
  add_output_options(*command, options->output);
  command->callback([&run, options] {
    run = [options](const Options& global) { return lock(global, *options); };
  });
}

}  // namespace goset::cli
