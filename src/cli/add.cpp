#include "goset/app/add.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "commands.hpp"
#include "goset/app/session.hpp"
#include "goset/error.hpp"
#include "refresh.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct AddOptions {
  AddRequest request;
  Output output;
};

int add(const Options& options, const AddOptions& add) {
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  SetFiles files = SetFiles::read(folder);
  std::optional<Session> session;
  std::optional<NothingWritten> nothing_written(options);
  Progress progress(options);
  const std::vector<Added> all = goset::add(
      add.request, folder, files,
      [&]() -> Goproxy& { return session ? session->proxy : session.emplace(options).proxy; },
      progress.lookups());
  progress.clear();
  session.reset();
  nothing_written.reset();  // refresh says so from here on
  Wanted wanted{.output = add.output};
  for (const Added& added : all) {
    if (added.is_new) wanted.added.push_back(added.name);
    if (added.is_program) wanted.request.programs.push_back(added.name);
    if (options.quiet) continue;
    for (const Notice& notice : added.notices) {
      escape::say(stderr, "notice: {}{}\n", notice.what, notice.why.empty() ? "" : ":");
      if (!notice.why.empty()) escape::say(stderr, "  {}\n", notice.why);
    }
  }
  try {
    return refresh(options, folder, files, std::move(wanted));
  } catch (Error& error) {
    if (all.size() > 1) error.add_note("none of the programs was added");
    throw;
  }
}

}  // namespace

void add_add(CLI::App& app, Run& run) {
  auto options = std::make_shared<AddOptions>();
  CLI::App* const command = app.add_subcommand("add", "Add programs to goset.toml, and lock");
  command
      ->add_option("what", options->request.what,
                   "as `go install` takes it, a directory, an archive")
      ->type_name("PROGRAM[@QUERY] | DIRECTORY | ARCHIVE");
  command
      ->add_option("--name", options->request.name, "name of the leaf; else from its module path")
      ->type_name("NAME");
  command->add_option("--version", options->request.version, "the same as @QUERY, of one program")
      ->type_name("QUERY");
  command->add_option("--dir", options->request.dir, "where the program is in the archive")
      ->type_name("DIRECTORY");
  command
      ->add_option("--package", options->request.packages,
                   "packages to build: ./cmd/tool, ./cmd/...")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  command->add_option("--tag", options->request.tags, "build tag to build it with")
      ->type_name("TAG")
      ->allow_extra_args(false);
  command
      ->add_option("--optional-tag", options->request.optional_tags,
                   "build tag that Nix may choose")
      ->type_name("TAG")
      ->allow_extra_args(false);
  command->add_flag("--tests", options->request.tests, "also lock what its own tests import");
  add_output_options(*command, options->output);
  command->footer(
      "Examples:\n"
      "  goset add filippo.io/age mvdan.cc/gofumpt@v0.8.0\n"
      "  goset add golang.org/x/tools/cmd/stringer https://github.com/junegunn/fzf\n"
      "  goset add github.com/junegunn/fzf@v0.65.2 --name finder\n"
      "  goset add ./services/api --package ./cmd/...\n"
      "\n"
      "QUERY is a version, or as with go get: latest (the default), v1, v1.2, '<v1.5',\n"
      "'>=v1.2.3', a branch or a commit. ARCHIVE is a URL or a file: .tar.gz, .zip, ...\n"
      "Adding a program that is in the set updates it. All programs are added, or none.");
  command->callback([&run, options] {
    run = [options](const Options& global) { return add(global, *options); };
  });
}

}  // namespace goset::cli
