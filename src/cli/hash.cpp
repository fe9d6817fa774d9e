#include <fmt/format.h>

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/hash_module.hpp"
#include "goset/escape/print.hpp"
#include "goset/report/hashes.hpp"

namespace goset::cli {

namespace {

struct HashOptions {
  std::string what;
  std::string format = "text";
};

int hash(const Options& options, const HashOptions& hash) {
  Session session(options);
  const ModuleVersion m = session.module_version(hash.what);
  if (m.str() != hash.what && !options.quiet) escape::say(stderr, "{}\n", m.str());
  const ModuleHashes hashes = hash_module(m, session);
  if (hash.format == "json") {
    escape::print(stdout, hashes_output::json(hashes));
  } else {
    escape::print(stdout, hashes_output::text(hashes));
  }
  return exit_ok;
}

}  // namespace

void add_hash(CLI::App& app, Run& run) {
  auto options = std::make_shared<HashOptions>();
  CLI::App* const command =
      app.add_subcommand("hash", "Print the hashes of one module, for Nix and for Go");
  command->add_option("module", options->what, "module and version")
      ->type_name("MODULE@VERSION")
      ->required();
  add_choice(*command, "--format", options->format, {"text", "json"},
             "text: the SRI hash, then h1:, a line each; json")
      ->type_name("FORMAT");
  command->footer(
      "The download is not verified here; `goset lock` compares it with go.sum.\n"
      "\n"
      "Example:\n"
      "  goset hash golang.org/x/text@v0.21.0");
  command->callback([&run, options] {
    run = [options](const Options& global) { return hash(global, *options); };
  });
}

}  // namespace goset::cli
