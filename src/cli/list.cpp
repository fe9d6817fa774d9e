#include "goset/app/list.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/error.hpp"
#include "goset/report/list.hpp"
#include "goset/report/outdated.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"
#include "outdated.hpp"
#include "terminal.hpp"

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

// refuse_two throws Error if more than one thing is to be listed.
void refuse_two(const ListOptions& list) {
  std::string first;
  for (const auto& [asked, name] : {std::pair(list.programs, "--programs"),
                                    {list.packages, "--packages"},
                                    {list.track, "--track"},
                                    {list.outdated, "--outdated"},
                                    {list.unused, "--unused"},
                                    {list.own, "--own"}}) {
    if (!asked) continue;
    const bool is_state = first == "--programs" && list.outdated;
    if (!first.empty() && !is_state) {
      throw Error(fmt::format("{} and {} exclude each other", first, name), {"give one of them"});
    }
    first = name;
  }
}

int programs_with_newest(const Options& options, const ListOptions& list, const Lock& lock) {
  Session session(options);
  Progress progress(options);
  const Outdated outdated = find_outdated(lock, session, progress.lookups(), false);
  progress.clear();
  print(list, listing::programs(lock, outdated));
  escape::print(stderr, outdated_output::faults(outdated));
  return outdated.is_any_unknown ? exit_failed : exit_ok;
}

int list(const Options& options, const ListOptions& list) {
  refuse_two(list);
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
  } else if (list.programs && list.outdated) {
    return programs_with_newest(options, list, lock);
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
  command->add_flag("--programs", options->programs,
                    "the programs; with --outdated, newer releases");
  CLI::Option* const packages =
      command->add_flag("--packages", options->packages, "list packages and their modules instead");
  command->add_flag("--track", options->track, "list the tracks: why, for whom, what each costs");
  command->add_flag("--outdated", options->outdated, "list what has a newer release, and which");
  command->add_flag("--unused", options->unused, "list pins and the like that have no effect");
  CLI::Option* const leaf =
      command->add_option("--leaf", options->scope.leaf, "only those that this leaf needs")
          ->type_name("NAME");
  command->add_flag("--own", options->own, "the build list that the leaf has on its own")
      ->needs(leaf);
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
