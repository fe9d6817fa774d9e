#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/choice.hpp"
#include "cli/commands.hpp"
#include "cli/man.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "cli/words.hpp"
#include "goset/error.hpp"
#include "goset/escape/error_text.hpp"
#include "goset/escape/print.hpp"
#include "goset/os/kept.hpp"
#include "goset/store/nearest_set.hpp"

namespace {

using namespace goset;

// print_error does what it can: where nobody takes the message, the exit code stays.
void print_error(const cli::Options& options, const Error& error) try {
  escape::print(stderr, error_text(cli::paint_for(options.color, stderr).bad("error:"), error));
} catch (const std::system_error&) {
}

// Help leaves out which options need or exclude each other: a fault says so.
class Help : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string text = CLI::Formatter::make_option_opts(option);
    return text.substr(0, std::min(text.find(" Needs:"), text.find(" Excludes:")));
  }
};

// Commands that are about no set.
constexpr std::string_view without_set[] = {"hash", "fetch", "completion", "complete", "man"};

bool is_about_a_set(const CLI::App& command) {
  return std::find(std::begin(without_set), std::end(without_set), command.get_name()) ==
         std::end(without_set);
}

void add_directory(CLI::App& command, cli::Options& options) {
  command.add_option("-C", options.directory, "directory of the set; else the nearest upwards")
      ->type_name("DIRECTORY")
      ->check(CLI::Validator(CLI::ExistingDirectory).description(""));
}

// choose_directory sets the directory of a set that -C does not name.
void choose_directory(const CLI::App& app, cli::Options& options) {
  const CLI::App& command = *app.get_subcommands().front();
  if (!is_about_a_set(command) || command.get_name() == "init") return;
  if (app.count("-C") + command.count("-C") > 0) return;
  options.directory = nearest_set();
  if (options.directory == "." || options.quiet) return;
  escape::say(stderr, "using the set in {}\n", options.directory);
}

void add_options(CLI::App& app, cli::Options& options) {
  add_directory(app, options);
  app.add_flag("--offline", options.offline, "use the cache and file:// proxies only");
  app.add_flag("-q,--quiet", options.quiet, "print errors only");
  cli::add_choice(app, "--color", options.color, {"auto", "always", "never"},
                  "auto (on a terminal), always or never")
      ->type_name("WHEN");
  cli::add_choice(app, "--progress", options.progress, {"none", "text", "json"},
                  "text (on a terminal), json (lines) or none")
      ->type_name("FORM");
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
  app.formatter(std::make_shared<Help>());
  app.require_subcommand(1);
  app.fallthrough();
  add_options(app, options);
  cli::Run chosen;
  for (const auto add_command : cli::commands) add_command(app, chosen);
  cli::add_man(app, chosen);
  for (CLI::App* const command : app.get_subcommands([](CLI::App*) { return true; })) {
    if (is_about_a_set(*command)) add_directory(*command, options);
  }
  const std::vector<std::string> words =
      cli::understood(app, std::vector<std::string>(argv + 1, argv + argc));
  cli::check_command(app, words);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) throw cli::usage_fault(app, words, error);
    app.exit(error);  // prints help, or the version
    check_written();
    return cli::exit_ok;
  }
  choose_directory(app, options);
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
