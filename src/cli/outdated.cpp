#include "goset/app/outdated.hpp"

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/escape/print.hpp"
#include "goset/report/outdated.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock_file.hpp"
#include "outdated.hpp"
#include "terminal.hpp"

namespace goset::cli {

Outdated print_outdated(const Options& options, const Folder& folder, const std::string& format) {
  const Lock lock = need_lock(folder);
  Session session(options);
  Progress progress(options);
  Outdated outdated = find_outdated(lock, session, progress.lookups());
  progress.clear();
  const bool is_json = format == "json";
  if (is_json) escape::print(stdout, outdated_output::json(outdated));
  if (outdated.is_all_unknown) throw *outdated.all.front().fault;
  if (!is_json) {
    escape::print(stdout, outdated_output::text(outdated));
    escape::print(stderr, outdated_output::faults(outdated));
  }
  return outdated;
}

namespace {

int outdated(const Options& options, const std::string& format) {
  const Folder folder = Folder::to_read(options.directory);
  const Outdated found = print_outdated(options, folder, format);
  if (found.is_any_unknown) return exit_failed;
  if (found.all.empty() && !options.quiet) {
    escape::say(stderr, "all programs and modules are at their latest release\n");
  }
  return found.all.empty() ? exit_ok : exit_drift;
}

}  // namespace

void add_outdated(CLI::App& app, Run& run) {
  auto format = std::make_shared<std::string>("text");
  CLI::App* const command = app.add_subcommand("outdated", "List what has a newer release");
  add_choice(*command, "--format", *format, {"text", "json"}, "text or json")->type_name("FORMAT");
  command->footer(
      "The exit code is 1 if there is one, and 2 if some could not be looked up.\n"
      "\n"
      "Example:\n"
      "  goset outdated --format json");
  command->callback([&run, format] {
    run = [format](const Options& global) { return outdated(global, *format); };
  });
}

}  // namespace goset::cli
