#include "goset/app/diff.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/error.hpp"
#include "goset/report/change.hpp"
#include "goset/report/diff.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct DiffOptions {
  std::string before;
  std::string after;
  std::string leaf;
  std::string format = "text";
};

void of_locks(const Options& options, const DiffOptions& diff) {
  const SetChange change = diff_locks(diff.before, diff.after);
  if (diff.format == "json") {
    escape::print(stdout, change_output::json(change, false));
  } else if (diff.format == "markdown") {
    escape::print(stdout, change_output::markdown(change));
  } else {
    escape::print(stdout, change_output::text(change, paint_for(options.color, stdout)));
  }
}

void of_leaf(const Options& options, const DiffOptions& diff) {
  Session session(options);
  const Folder folder = Folder::to_read(options.directory);
  const std::vector<Difference> found = diff_leaf(folder, diff.leaf, session);
  const bool is_text = diff.format == "text";
  if (is_text) {
    escape::print(stdout, diff_output::text(found));
  } else {
    escape::print(stdout, diff_output::json(found));
  }
  if (is_text && found.empty() && !options.quiet) {
    escape::say(stderr, "leaf {} has its own versions of all that it needs\n", diff.leaf);
  }
}

int diff(const Options& options, const DiffOptions& diff) {
  if (!diff.leaf.empty()) {
    if (!diff.before.empty()) throw Error("--leaf compares with the set here, not with files");
    if (diff.format == "markdown") throw Error("--leaf has the formats text and json");
    of_leaf(options, diff);
    return exit_ok;
  }
  if (diff.after.empty()) {
    throw Error("two lock files are needed, or --leaf",
                {"for example: goset diff old/goset.lock goset.lock"});
  }
  of_locks(options, diff);
  return exit_ok;
}

}  // namespace

void add_diff(CLI::App& app, Run& run) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* const command =
      app.add_subcommand("diff", "Compare two locks, or a program with the set");
  command->add_option("old", options->before, "a lock file")->type_name("LOCK");
  command->add_option("new", options->after, "another one")->type_name("LOCK");
  command->add_option("--leaf", options->leaf, "what the set lifted above this program's versions")
      ->type_name("NAME");
  add_choice(*command, "--format", options->format, {"text", "json", "markdown"},
             "text, json, or of two locks markdown")
      ->type_name("FORMAT");
  command->footer(
      "With --leaf it prints what a bug report to the program's authors has to say.\n"
      "\n"
      "Examples:\n"
      "  goset diff old.lock goset.lock --format markdown\n"
      "  goset diff --leaf fzf");
  command->callback([&run, options] {
    run = [options](const Options& global) { return diff(global, *options); };
  });
}

}  // namespace goset::cli
