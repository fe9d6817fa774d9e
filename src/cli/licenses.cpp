#include "goset/app/licenses.hpp"

#include <fmt/format.h>

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/error.hpp"
#include "goset/escape/print.hpp"
#include "goset/report/licenses.hpp"
#include "goset/store/lock_file.hpp"

namespace goset::cli {

namespace {

struct LicensesOptions {
  std::vector<std::string> leaves;
  std::vector<std::string> allowed;
  std::string format = "text";
};

// allowed_of takes identifiers, each of which may have an exception.
licenses::Terms allowed_of(const std::vector<std::string>& words) {
  licenses::Terms result;
  for (const std::string& word : words) {
    const licenses::Terms terms = licenses::terms_of(word);
    if (!licenses::is_expression(word) || !terms.contains(word)) {
      throw Error(fmt::format("--allow {}: is not an SPDX identifier", word),
                  {"for example: --allow MIT,BSD-3-Clause,Apache-2.0"});
    }
    result.insert(word);
  }
  return result;
}

int licenses(const Options& options, const LicensesOptions& asked) {
  LicensesRequest request;
  request.leaves = asked.leaves;
  if (!asked.allowed.empty()) request.allowed = allowed_of(asked.allowed);
  const Folder folder = Folder::to_read(options.directory);
  const Licenses licenses = licenses_of(folder, need_lock(folder), request);
  if (asked.format == "json") {
    escape::print(stdout, licenses_output::json(licenses));
  } else {
    escape::print(stdout, licenses_output::text(licenses));
  }
  return licenses.is_all_allowed() ? exit_ok : exit_drift;
}

}  // namespace

void add_licenses(CLI::App& app, Run& run) {
  auto options = std::make_shared<LicensesOptions>();
  CLI::App* const command =
      app.add_subcommand("licenses", "Licences of programs and all that is in them");
  command->add_option("leaf", options->leaves, "these programs only")->type_name("NAME");
  command->add_option("--allow", options->allowed, "list what is under no licence of these")
      ->type_name("ID,ID")
      ->delimiter(',');
  add_choice(*command, "--format", options->format, {"text", "json"}, "text or json")
      ->type_name("FORMAT");
  command->footer(
      "Knows what it says from goset.lock alone.\n"
      "\n"
      "With --allow the exit code is 1 if something is under another licence, or if its\n"
      "licence is not known.\n"
      "\n"
      "Examples:\n"
      "  goset licenses fzf\n"
      "  goset licenses --allow MIT,BSD-2-Clause,BSD-3-Clause,ISC,Apache-2.0");
  command->callback([&run, options] {
    run = [options](const Options& global) { return licenses(global, *options); };
  });
}

}  // namespace goset::cli
