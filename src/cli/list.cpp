#include "goset/app/list.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/report/list.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"
#include "outdated.hpp"

namespace goset::cli {

namespace {

struct ListOptions {
  std::string format = "text";
  bool programs = false;
  bool packages = false;
  bool track = false;
  bool own = false;
  bool outdated = false;
  bool unused = false;
  listing::Scope scope;
};

template <typename Listed>
void print(const ListOptions& list, const Listed& listed) {
  if (list.format == "json") {
    escape::print(stdout, list_output::json(listed));
  } else {
    escape::print(stdout, list_output::text(listed));
  }
}

int list(const Options& options, const ListOptions& list) {
  const Folder folder = Folder::to_read(options.directory);
  const bool is_json = list.format == "json";
  if (list.own) {
    Session session(options);
    print(list, listing::build_list(folder, list.scope.leaf, session));
    return exit_ok;
  }
  const Lock lock = need_lock(folder);
  if (!list.scope.leaf.empty()) locked_leaf(folder, lock, list.scope.leaf);
  if (list.packages) {
    print(list, listing::packages(lock, list.scope));
  } else if (list.programs) {
    print(list, listing::programs(lock));
  } else if (list.outdated) {
    return print_outdated(options, folder, list.format).is_any_unknown ? exit_failed : exit_ok;
  } else if (list.unused) {
    print(list, unused_decisions(read_manifest(folder), lock.set));
  } else if (list.track) {
    print(list, listing::tracks(lock));
  } else {
    const std::string& leaf = list.scope.leaf;
    std::vector<listing::Module> modules = listing::modules(lock, is_json || !leaf.empty());
    std::erase_if(modules, [&](const listing::Module& module) {
      return !leaf.empty() && !module.leaves.contains(leaf);
    });
    print(list, modules);
  }
  return exit_ok;
}

}  // namespace

void add_list(CLI::App& app, Run& run) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* const command = app.add_subcommand("list", "List the modules of the set");
  add_choice(*command, "--format", options->format, {"text", "json"},
             "text, or json: hashes and leaves too")
      ->type_name("FORMAT");
  command->add_flag("--programs", options->programs, "list the programs, with version and source");
  CLI::Option* const packages =
      command->add_flag("--packages", options->packages, "list packages and their modules instead");
  command->add_flag("--track", options->track, "list the tracks: why, for whom, what each costs");
  command->add_flag("--outdated", options->outdated, "list what has a newer release, and which");
  command->add_flag("--unused", options->unused, "list pins and the like that have no effect");
  CLI::Option* const leaf =
      command->add_option("--leaf", options->scope.leaf, "only those that this leaf needs")
          ->type_name("NAME");
  command->add_flag("--own", options->own, "the build list that the leaf has on its own")
      ->needs(leaf)
      ->excludes(packages);
  CLI::Option* const platform =
      command->add_option("--platform", options->scope.platform, "only those needed there")
          ->type_name("GOOS/GOARCH")
          ->needs(packages);
  command->add_flag("--cgo", options->scope.cgo, "with cgo; otherwise --platform means without")
      ->needs(platform);
  command->footer(
      "Examples:\n"
      "  goset list --outdated --format json\n"
      "  goset list --programs\n"
      "  goset list --packages --leaf fzf --platform linux/amd64");
  command->callback([&run, options] {
    run = [options](const Options& global) { return list(global, *options); };
  });
}

}  // namespace goset::cli
