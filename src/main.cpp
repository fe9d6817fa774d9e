#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "goset/error.hpp"
#include "goset/manifest/suggestion.hpp"

namespace {

using namespace goset;

void print_error(const Error& error) {
  fmt::print(stderr, "error: {}\n", error.message());
  for (const std::string& note : error.notes()) fmt::print(stderr, "  {}\n", note);
}

void add_options(CLI::App& app, cli::Options& options) {
  app.add_option("-C", options.directory, "directory of the set")
      ->type_name("DIRECTORY")
      ->check(CLI::Validator(CLI::ExistingDirectory).description(""));
  app.add_flag("--offline", options.offline, "use the cache and file:// proxies only");
  app.add_flag("-q,--quiet", options.quiet, "say nothing but errors");
  app.add_option("-j,--jobs", options.jobs, "threads that hash; otherwise one per processor")
      ->type_name("N");
}

// refuse_unknown_command names a word that is no command, where CLI11 would only miss one.
void refuse_unknown_command(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "-C" || word == "-j" || word == "--jobs") {
      ++i;  // its value
    } else if (!word.starts_with('-')) {
      if (std::find(names.begin(), names.end(), word) != names.end()) return;
      std::vector<std::string> notes;
      const std::vector<std::string_view> words(names.begin(), names.end());
      if (const std::optional<std::string_view> near = suggestion(word, words)) {
        notes.push_back(fmt::format("did you mean \"{}\"?", *near));
      }
      notes.push_back("`goset --help` lists the commands");
      throw Error(fmt::format("unknown command \"{}\"", word), std::move(notes));
    }
  }
}

std::string usage_fault(const CLI::App*, const CLI::Error& error) {
  return fmt::format("error: {}\n  run it with --help for its usage\n", error.what());
}

int run(int argc, char** argv) {
  CLI::App app("goset: Go programs as a Nix package set, one derivation per module", "goset");
  app.set_version_flag("--version", "goset " GOSET_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.failure_message(&usage_fault);
  cli::Options options;
  add_options(app, options);
  cli::Run chosen;
  cli::add_init(app, chosen);
  cli::add_add(app, chosen);
  cli::add_remove(app, chosen);
  cli::add_lock(app, chosen);
  cli::add_update(app, chosen);
  cli::add_check(app, chosen);
  cli::add_list(app, chosen);
  cli::add_why(app, chosen);
  cli::add_tree(app, chosen);
  cli::add_diff(app, chosen);
  cli::add_hash(app, chosen);
  cli::add_fetch(app, chosen);
  cli::add_prefetch(app, chosen);
  refuse_unknown_command(app, argc, argv);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::exit_ok : cli::exit_failed;
  }
  return chosen(options);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const SecurityError& error) {
    print_error(error);
    return cli::exit_security;
  } catch (const Error& error) {
    print_error(error);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
  }
  return cli::exit_failed;
}
