#include "goset/app/check.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/error.hpp"
#include "goset/report/check.hpp"
#include "goset/report/refresh.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct CheckOptions {
  std::string format = "text";
  bool verify = false;
  bool proven = false;
  std::string from;
};

int exit_code(CheckResult::Kind worst) {
  switch (worst) {
    case CheckResult::Kind::note:
      return exit_ok;
    case CheckResult::Kind::drift:
      return exit_drift;
    case CheckResult::Kind::failure:
      return exit_failed;
    case CheckResult::Kind::security:
      return exit_security;
  }
  return exit_failed;
}

int check_set(const Options& options, const CheckOptions& check) {
  const Folder folder = Folder::to_read(options.directory);
  Checked checked = goset::check(folder);
  std::vector<CheckResult>& results = checked.results;
  if (check.verify && checked.lock) {
    Session session(options);
    Progress progress(options);
    const std::vector<CheckResult> more =
        check_sources(*checked.lock, folder, session, progress.lines());
    results.insert(results.end(), more.begin(), more.end());
  }
  if (!check.from.empty() && worst(results) == CheckResult::Kind::note) {
    Session session(options);
    Progress progress(options);
    const std::vector<CheckResult> more = check_from(folder, check.from, session, progress.lines());
    results.insert(results.end(), more.begin(), more.end());
  }
  if (check.proven && worst(results) == CheckResult::Kind::note) {
    Session session(options);
    const std::vector<CheckResult> more = check_proven(folder, session);
    results.insert(results.end(), more.begin(), more.end());
  }
  if (check.format == "json") {
    escape::print(stdout, check_output::json(results));
  } else if (check.format == "github") {
    escape::print(stdout, check_output::github(results));
  } else {
    escape::print(stdout, check_output::text(results, paint_for(options.color, stdout)));
    if (worst(results) == CheckResult::Kind::note && checked.lock && !options.quiet) {
      escape::print(stderr,
                    refresh_output::current(folder.shown(Folder::lock_name), checked.lock->set));
    }
  }
  return exit_code(worst(results));
}

int check(const Options& options, const CheckOptions& check) try {
  return check_set(options, check);
} catch (const Error& error) {
  if (check.format == "github") escape::print(stdout, check_output::github(error));
  throw;
}

}  // namespace

void add_check(CLI::App& app, Run& run) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* const command =
      app.add_subcommand("check", "Check that the files of the set are up to date");
  add_choice(*command, "--format", options->format, {"text", "json", "github"},
             "text, json, or github (annotations)")
      ->type_name("FORMAT");
  command->add_flag("--verify", options->verify, "fetch and hash all modules once more");
  command->add_flag("--proven", options->proven,
                    "that `goset prove` found all programs to compile");
  command->add_option("--from", options->from, "that locking from this lock gives these files")
      ->type_name("LOCK");
  command->footer(
      "Offline without --verify and --from, and writes nothing. Names every difference.\n"
      "The exit code is 1 if there is one, 2 if something can't be fetched, 3 if bytes\n"
      "are not those that were locked, 0 for notes alone.\n"
      "\n"
      "Examples:\n"
      "  goset check\n"
      "  goset check --format github\n"
      "  goset check --verify");
  command->callback([&run, options] {
    run = [options](const Options& global) { return check(global, *options); };
  });
}

}  // namespace goset::cli
