#include "goset/app/who.hpp"
#include "goset/escape/print.hpp"

#include <memory>

#include "audit_options.hpp"
#include "choice.hpp"
#include "commands.hpp"
#include "goset/report/who.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct WhoOptions {
  std::string subject;
  DatabaseOptions database;
  std::string format = "text";
};

int who(const Options& options, const WhoOptions& asked) {
  const Folder folder = Folder::to_read(options.directory);
  Session session(options);
  Progress progress(options);
  const Who who =
      goset::who(folder, asked.subject, asked.database.audit(), session, progress.lines());
  progress.clear();
  if (asked.format == "json") {
    escape::print(stdout, who_output::json(who));
  } else {
    escape::print(stdout, who_output::text(who, paint_for(options.color, stdout)));
  }
  return exit_ok;
}

}  // namespace

void add_who(CLI::App& app, Run& run) {
  auto options = std::make_shared<WhoOptions>();
  CLI::App* const command =
      app.add_subcommand("who", "Which programs build a module, or a vulnerability");
  command->add_option("subject", options->subject, "module, or id of a vulnerability")
      ->type_name("MODULE[@RANGE]|ID")
      ->required();
  add_database_option(*command, options->database, "of vulnerabilities, as for `goset audit`");
  add_go_option(*command, options->database);
  add_choice(*command, "--format", options->format, {"text", "json"}, "text or json")
      ->type_name("FORMAT");
  command->footer(
      "Answers from goset.lock. An id is one of the Go vulnerability database, or an\n"
      "alias: GO-2025-4134, CVE-2025-58181, GHSA-j5w8-q4qc-rx2x.\n"
      "\n"
      "Examples:\n"
      "  goset who golang.org/x/crypto\n"
      "  goset who 'golang.org/x/crypto@<v0.45.0'\n"
      "  goset who CVE-2025-58181");
  command->callback([&run, options] {
    run = [options](const Options& global) { return who(global, *options); };
  });
}

}  // namespace goset::cli
