#include <memory>

#include "commands.hpp"
#include "goset/app/decide.hpp"
#include "refresh.hpp"

namespace goset::cli {

namespace {

struct PinOptions {
  PinRequest request;
  Output output;
};

int pin(const Options& options, const PinOptions& asked) {
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  SetFiles files = SetFiles::read(folder);
  Wanted wanted{.output = asked.output};
  {
    Session session(options);
    wanted.request.asked = goset::pin(asked.request, folder, files, session);
  }
  return refresh(options, folder, files, std::move(wanted));
}

}  // namespace

void add_pin(CLI::App& app, Run& run) {
  auto options = std::make_shared<PinOptions>();
  CLI::App* const command =
      app.add_subcommand("pin", "Pin modules to a version, or to a minimum version");
  command->add_option("module", options->request.modules, "modules; else the version in the set")
      ->type_name("MODULE[@QUERY]")
      ->required();
  command->add_flag("--floor", options->request.floor, "allow newer versions: a minimum version");
  command->add_option("--reason", options->request.reason, "why, as a comment in goset.toml")
      ->type_name("TEXT");
  add_output_options(*command, options->output);
  command->footer(
      "Writes lines into [pin] of goset.toml, and locks. `goset update` does not change\n"
      "exact pins; `goset lock --prune` removes pins that have no effect.\n"
      "\n"
      "Examples:\n"
      "  goset pin golang.org/x/crypto@v0.45.0 --floor --reason \"CVE-2025-47914\"\n"
      "  goset pin github.com/spf13/cobra");
  command->callback([&run, options] {
    run = [options](const Options& global) { return pin(global, *options); };
  });
}

}  // namespace goset::cli
