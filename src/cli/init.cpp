#include "goset/app/init.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "goset/store/manifest.hpp"

namespace goset::cli {

namespace {

struct InitOptions {
  std::string go = manifest::default_go;
  bool dry_run = false;
};

int init(const Options& options, const InitOptions& init) {
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  Changes changes(folder);
  plan_set(changes, folder, init.go);
  if (init.dry_run) {
    escape::print(stdout, terminal_lines(*changes.planned().at(Folder::manifest_name)));
    return exit_ok;
  }
  changes.commit();
  if (options.quiet) return exit_ok;
  escape::say(stderr, "wrote {}; `goset add` puts programs into it\n",
              folder.shown(Folder::manifest_name));
  if (changes.planned().contains(attributes_name)) {
    escape::say(stderr, "wrote {}: git hosts fold the lock away in a review\n",
                folder.shown(attributes_name));
  }
  return exit_ok;
}

}  // namespace

void add_init(CLI::App& app, Run& run) {
  auto options = std::make_shared<InitOptions>();
  CLI::App* const command = app.add_subcommand("init", "Start a set: write a goset.toml");
  command->add_option("--go", options->go, "newest Go version that modules may ask for")
      ->type_name("VERSION")
      ->capture_default_str();
  command->add_flag("--dry-run", options->dry_run, "print it, and write nothing");
  command->footer("Example:\n  goset init --go 1.26\n  goset add github.com/junegunn/fzf");
  command->callback([&run, options] {
    run = [options](const Options& global) { return init(global, *options); };
  });
}

}  // namespace goset::cli
