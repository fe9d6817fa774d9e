#include "goset/app/update.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands.hpp"
#include "goset/error.hpp"
#include "refresh.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct UpdateOptions {
  UpdateSubjects subjects;
  bool patch = false;
  bool latest = false;
  Output output;
};

int update(const Options& options, const UpdateOptions& update) {
  if (update.patch && update.latest) {
    throw Error("--patch and --latest exclude each other", {"give one of them"});
  }
  UpdateSubjects subjects = update.subjects;
  if (update.patch) subjects.query = "patch";
  if (update.latest) subjects.query = "latest";
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  Progress progress(options);
  Session session(options);
  Updated updated =
      goset::update(subjects, folder, session, {progress.lines(), progress.lookups()});
  progress.clear();
  Wanted wanted{.output = update.output, .relocked = std::move(updated.relocked)};
  wanted.request.asked = std::move(updated.asked);
  wanted.request.held_back = std::move(updated.held_back);
  const int code = refresh(options, folder, updated.files, std::move(wanted));
  options.kept->take_from(session.kept);
  return updated.is_all_known ? code : std::max(code, exit_failed);
}

}  // namespace

void add_update(CLI::App& app, Run& run) {
  auto options = std::make_shared<UpdateOptions>();
  CLI::App* const command =
      app.add_subcommand("update", "Raise modules and programs to newer versions");
  command->add_option("module", options->subjects.modules, "modules to raise, for all programs")
      ->type_name("MODULE[@QUERY]");
  command->add_option("--leaf", options->subjects.leaves, "programs to update")
      ->type_name("NAME[@QUERY]")
      ->allow_extra_args(false);
  command->add_flag("--all", options->subjects.all, "everything that the set has");
  command->add_flag("--patch", options->patch, "the newest patch release, without a QUERY");
  command->add_flag("--latest", options->latest,
                    "the latest release, of a program even a lower one");
  add_output_options(*command, options->output);
  command->footer(
      "Writes the version of a program, or a floor for a module, into goset.toml. Exact\n"
      "pins, tracks and the `go` ceiling stay; what they held back is listed.\n"
      "\n"
      "Examples:\n"
      "  goset update golang.org/x/crypto@v0.45.0 --dry-run\n"
      "  goset update --leaf fzf --leaf age@v1.3.2\n"
      "  goset update --leaf tool@v1.2.3     # of an archive: the version in its name\n"
      "  goset update --all --patch --format markdown");
  command->callback([&run, options] {
    run = [options](const Options& global) { return update(global, *options); };
  });
}

}  // namespace goset::cli
