#include "goset/app/audit.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "audit_options.hpp"
#include "choice.hpp"
#include "clear_vulnerabilities.hpp"
#include "commands.hpp"
#include "goset/report/audit.hpp"
#include "goset/store/generated.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct AuditCommand {
  std::vector<std::string> leaves;
  DatabaseOptions database;
  std::string fail_on = "built";
  std::string format = "text";
  bool fix = false;
  bool dry_run = false;

  AuditOptions options() const {
    AuditOptions result = database.audit();
    result.leaves = {leaves.begin(), leaves.end()};
    return result;
  }
};

// fails reports whether an audit has findings that the exit code tells of.
bool fails(const Audit& audit, const std::string& fail_on) {
  return std::any_of(audit.items.begin(), audit.items.end(), [&](const Audit::Item& item) {
    if (item.ignored || fail_on == "never") return false;
    return fail_on == "any" || item.finding.exposure == audit::Exposure::built ||
           (fail_on == "affected" && item.finding.exposure == audit::Exposure::not_built);
  });
}

void print(const Audit& audit, const Folder& folder, const std::string& format,
           const Options& options) {
  if (format == "json") {
    escape::print(stdout, audit_output::json(audit));
  } else if (format == "sarif") {
    const LockPlaces places(read_lock_files(folder.file(Folder::lock_name)));
    escape::print(stdout, audit_output::sarif(audit, places));
  } else if (format == "openvex") {
    escape::print(stdout, audit_output::openvex(audit));
  } else if (format == "markdown") {
    escape::print(stdout, audit_output::markdown(audit));
  } else if (format == "github") {
    escape::print(stdout, audit_output::github(audit));
  } else {
    escape::print(stdout, audit_output::text(audit, paint_for(options.color, stdout)));
  }
}

int audit(const Options& options, const AuditCommand& asked) {
  const Folder folder = Folder::to_read(options.directory);
  Session session(options);
  Progress progress(options);
  const Audit audit = audit_set(folder, asked.options(), session, progress.lines());
  progress.clear();
  print(audit, folder, asked.format, options);
  return fails(audit, asked.fail_on) ? exit_drift : exit_ok;
}

}  // namespace

void add_audit(CLI::App& app, Run& run) {
  auto options = std::make_shared<AuditCommand>();
  CLI::App* const command =
      app.add_subcommand("audit", "Show known vulnerabilities built into programs");
  command->add_option("leaf", options->leaves, "only these programs; otherwise all")
      ->type_name("LEAF");
  add_database_option(*command, options->database);
  add_go_option(*command, options->database);
  add_choice(*command, "--fail-on", options->fail_on, {"built", "affected", "any", "never"},
             "built, affected, any or never")
      ->type_name("WHAT");
  add_choice(*command, "--format", options->format,
             {"text", "json", "sarif", "openvex", "markdown", "github"},
             "text, json, sarif, openvex, markdown or github")
      ->type_name("FORMAT");
  command->add_flag("--fix", options->fix, "write floors that clear them into goset.toml");
  command->add_flag("--dry-run", options->dry_run,
                    "with --fix: show that without writing anything");
  command->footer(
      "Reads goset.lock and the Go vulnerability database, which comes from the module\n"
      "proxy as golang.org/x/vulndb and is verified like any module. Builds nothing.\n"
      "Exits with 1 if an affected package is built into a program (--fail-on built),\n"
      "if a program has an affected version of a module (affected), or for all that is\n"
      "found (any).\n"
      "\n"
      "Examples:\n"
      "  goset audit --go 1.26.8\n"
      "  goset audit caddy --database ./vulndb --fail-on affected\n"
      "  goset audit --fix --dry-run");
  command->callback([&run, options] {
    run = [options](const Options& global) {
      if (!options->fix) return audit(global, *options);
      const Output output{options->format, options->dry_run};
      return clear_vulnerabilities(global, options->options(), output, "--fix");
    };
  });
}

}  // namespace goset::cli
