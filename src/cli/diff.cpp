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
  bool all = false;
  std::string format = "text";
};

// of_sets compares two lock files, or the set with itself at a revision.
void of_sets(const Options& options, const DiffOptions& diff) {
  const std::string revision = diff.before.empty() ? "HEAD" : diff.before;
  const SetChange change = diff.after.empty()
                               ? diff_revision(Folder::to_read(options.directory), revision)
                               : diff_locks(diff.before, diff.after);
  if (diff.format == "json") {
    escape::print(stdout, change_output::json(change, false));
  } else if (diff.format == "markdown") {
    escape::print(stdout, change_output::markdown(change));
  } else {
    const TerminalText text =
        change_output::text(change, paint_for(options.color, stdout), diff.all);
    escape::print(stdout, text);
    if (text.empty() && !options.quiet) {
      escape::say(stderr, "nothing changed{}\n", diff.after.empty() ? " since " + revision : "");
    }
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
    if (!diff.before.empty())
      throw Error("--leaf compares with the set here, not with a revision or files");
    if (diff.format == "markdown") throw Error("--leaf has the formats text and json");
    of_leaf(options, diff);
    return exit_ok;
  }
  of_sets(options, diff);
  return exit_ok;
}

}  // namespace

void add_diff(CLI::App& app, Run& run) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* const command = app.add_subcommand("diff", "Show what changed since a git revision");
  command->add_option("old", options->before, "a git revision (HEAD), or the older lock file")
      ->type_name("REVISION");
  command->add_option("new", options->after, "a lock file: compare it with the one named before")
      ->type_name("LOCK");
  command->add_option("--leaf", options->leaf, "what the set upgrades beyond its own versions")
      ->type_name("NAME");
  command->add_flag("--all", options->all, "name all modules and programs, however many");
  add_choice(*command, "--format", options->format, {"text", "json", "markdown"},
             "text, json, or markdown (not with --leaf)")
      ->type_name("FORMAT");
  command->footer(
      "Compares goset.lock at a git revision with the one that is there now.\n"
      "With --leaf it prints what a bug report to the program's authors needs.\n"
      "\n"
      "Examples:\n"
      "  goset diff\n"
      "  goset diff origin/main --format markdown\n"
      "  goset diff old.lock goset.lock\n"
      "  goset diff --leaf fzf");
  command->callback([&run, options] {
    run = [options](const Options& global) { return diff(global, *options); };
  });
}

}  // namespace goset::cli
