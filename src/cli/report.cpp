#include <memory>

#include "audit_options.hpp"
#include "commands.hpp"
#include "goset/app/overview.hpp"
#include "goset/escape/print.hpp"
#include "goset/report/overview.hpp"
#include "goset/store/folder.hpp"
#include "output.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct ReportCommand {
  std::string html;
  bool markdown = false;
  bool no_audit = false;
  bool outdated = false;
  DatabaseOptions database;
};

int report(const Options& options, const ReportCommand& asked) {
  OverviewOptions overview_options;
  overview_options.audit = !asked.no_audit;
  overview_options.outdated = asked.outdated;
  overview_options.audit_options = asked.database.audit();
  const Folder folder = Folder::to_read(options.directory);
  Session session(options);
  Progress progress(options);
  const Overview found = overview(folder, overview_options, session, progress.lines());
  progress.clear();
  if (asked.markdown) escape::print(stdout, overview_output::markdown(found));
  if (!asked.html.empty()) {
    write_output(asked.html, overview_output::html(found).str());
    if (!options.quiet) escape::say(stderr, "wrote {}\n", asked.html);
  }
  return exit_ok;
}

}  // namespace

void add_report(CLI::App& app, Run& run) {
  auto options = std::make_shared<ReportCommand>();
  CLI::App* const command =
      app.add_subcommand("report", "Show the whole set on one page, or as a summary");
  command->add_option("--html", options->html, "write a page that needs no other file")
      ->type_name("FILE");
  command->add_flag("--markdown", options->markdown, "print a summary for a pull request");
  command->add_flag("--outdated", options->outdated, "look up newer releases of everything");
  CLI::Option* const no_audit =
      command->add_flag("--no-audit", options->no_audit, "without vulnerabilities");
  add_database_option(*command, options->database)->excludes(no_audit);
  add_go_option(*command, options->database)->excludes(no_audit);
  command->footer(
      "The page lists programs, modules with the reasons for their versions, tracks\n"
      "and vulnerabilities, and draws what imports what. It works offline and without\n"
      "scripts; what could not be found out is listed at its end.\n"
      "\n"
      "Examples:\n"
      "  goset report --html set.html --go 1.26.8\n"
      "  goset report --markdown --no-audit");
  command->callback([&run, options] {
    if (options->html.empty() && !options->markdown) {
      throw CLI::RequiresError("report", "--html or --markdown");
    }
    run = [options](const Options& global) { return report(global, *options); };
  });
}

}  // namespace goset::cli
