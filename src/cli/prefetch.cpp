#include "goset/app/prefetch.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock_file.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct PrefetchOptions {
  std::string store;
};

int prefetch(const Options& options, const PrefetchOptions& prefetch) {
  const Folder folder = Folder::to_read(options.directory);
  const std::map<ModuleVersion, LockedSource> sources = sources_of(need_lock(folder).set);
  Progress progress(options);
  Session session(options);
  const std::size_t fresh = goset::prefetch(sources, prefetch.store, session,
                                            progress.parts("fetching sources", "source"));
  progress.clear();
  if (options.quiet) return exit_ok;
  escape::say(stdout, "{} in the store ({} new)\n", plural(sources.size(), "source"), fresh);
  return exit_ok;
}

}  // namespace

void add_prefetch(CLI::App& app, Run& run) {
  auto options = std::make_shared<PrefetchOptions>();
  CLI::App* const command =
      app.add_subcommand("prefetch", "Put the sources of the set into the Nix store");
  command->add_option("--store", options->store, "another store than this machine's, for Nix")
      ->type_name("URI");
  command->footer(
      "A build then downloads nothing and needs no password: its source derivations\n"
      "are made already. Sources that are there are left alone.\n"
      "\n"
      "Examples:\n"
      "  goset prefetch\n"
      "  goset prefetch --store ssh-ng://builder");
  command->callback([&run, options] {
    run = [options](const Options& global) { return prefetch(global, *options); };
  });
}

}  // namespace goset::cli
