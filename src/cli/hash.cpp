#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/session.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/hash/encoding.hpp"

namespace goset::cli {

namespace {

struct HashOptions {
  std::string what;
  std::string format = "text";
};

int hash(const Options& options, const HashOptions& hash) {
  Session session(options);
  const ModuleVersion m = session.module_version(hash.what);
  if (m.str() != hash.what && !options.quiet) fmt::print(stderr, "{}\n", m.str());
  ModuleSource source(
      session.proxy, session.cache,
      [](const ModuleVersion&, bool) { return std::vector<ModuleSource::Claim>{}; }, 1);
  source.want_zip(m);
  const std::optional<ModuleSource::Arrival> arrival = source.next();
  if (arrival->fault) std::rethrow_exception(arrival->fault);
  const std::string sri = encoding::sri(arrival->facts->nar);
  if (hash.format == "json") {
    const nlohmann::ordered_json json{
        {"path", m.path}, {"version", m.version}, {"hash", sri}, {"sum", arrival->sum}};
    fmt::print("{}\n", json.dump(1));
  } else {
    fmt::print("{}\n{}\n", sri, arrival->sum);
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
      "Nothing vouches for the download here; `goset lock` compares with go.sum.\n"
      "\n"
      "Example:\n"
      "  goset hash golang.org/x/text@v0.21.0");
  command->callback([&run, options] {
    run = [options](const Options& global) { return hash(global, *options); };
  });
}

}  // namespace goset::cli
