#include "goset/fetch/fetch_module.hpp"

#include <memory>

#include "commands.hpp"
#include "goset/app/session.hpp"

namespace goset::cli {

namespace {

struct FetchOptions {
  std::string what;
  std::string out;
};

int fetch(const Options& options, const FetchOptions& fetch) {
  Session session(options);
  const ModuleVersion m = session.module_version(fetch.what);
  fetch_module(session.proxy, session.cache, m, fetch.out);
  return exit_ok;
}

}  // namespace

void add_fetch(CLI::App& app, Run& run) {
  auto options = std::make_shared<FetchOptions>();
  CLI::App* const command =
      app.add_subcommand("fetch", "Unpack one module's source tree into a directory");
  command->add_option("module", options->what, "module and version")
      ->type_name("MODULE@VERSION")
      ->required();
  command->add_option("--out", options->out, "directory to make; it must not hold anything yet")
      ->type_name("DIRECTORY")
      ->required();
  command->footer(
      "This is the builder of a set's source derivations.\n"
      "\n"
      "Example:\n"
      "  goset fetch golang.org/x/text@v0.21.0 --out text");
  command->callback([&run, options] {
    run = [options](const Options& global) { return fetch(global, *options); };
  });
}

}  // namespace goset::cli
