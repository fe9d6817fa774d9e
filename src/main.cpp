#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>
#include <vector>

#include "cli/choice.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "goset/error.hpp"
#include "goset/escape/error_text.hpp"
#include "goset/escape/print.hpp"
#include "goset/os/kept.hpp"

namespace {

using namespace goset;

// print_error does what it can: where nobody takes the message, the exit code stays.
void print_error(const cli::Options& options, const Error& error) try {
  escape::print(stderr, error_text(cli::paint_for(options.color, stderr).bad("error:"), error));
} catch (const std::system_error&) {
}

void add_options(CLI::App& app, cli::Options& options) {
  app.add_option("-C", options.directory, "directory of the set")
      ->type_name("DIRECTORY")
      ->check(CLI::Validator(CLI::ExistingDirectory).description(""));
  app.add_flag("--offline", options.offline, "use the cache and file:// proxies only");
  app.add_flag("-q,--quiet", options.quiet, "say nothing but errors");
  cli::add_choice(app, "--color", options.color, {"auto", "always", "never"},
                  "auto (on a terminal), always or never")
      ->type_name("WHEN");
  app.add_option("-j,--jobs", options.jobs, "threads that hash; otherwise one per processor")
      ->type_name("N");
}

// check_written throws Error if what was printed is not all out: whoever reads it must not take a
// part for the whole.
void check_written() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
  throw Error(fmt::format("standard output: {}", std::strerror(errno)));
}

// never_destroyed is where commands leave what they are done with: see Kept.
Kept& never_destroyed() {
  static Kept& kept = *new Kept;
  return kept;
}

int run(int argc, char** argv, cli::Options& options) {
  CLI::App app("goset: Go programs as a Nix package set, one derivation per module", "goset");
  app.set_version_flag("--version", "goset " GOSET_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  add_options(app, options);
  cli::Run chosen;
  for (const auto add_command : cli::commands) add_command(app, chosen);
  const std::vector<std::string> words(argv + 1, argv + argc);
  cli::check_command(app, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) throw cli::usage_fault(app, words, error);
    app.exit(error);  // prints help, or the version
    check_written();
    return cli::exit_ok;
  }
  const int code = chosen(options);
  check_written();
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file that is too large is a fault of writing, with a message
  cli::Options options;
  options.kept = &never_destroyed();
  try {
    return run(argc, argv, options);
  } catch (const SecurityError& error) {
    print_error(options, error);
    return cli::exit_security;
  } catch (const Error& error) {
    print_error(options, error);
  } catch (const std::exception& error) {
    print_error(options, Error(error.what()));
  }
  return cli::exit_failed;
}
