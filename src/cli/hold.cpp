#include <memory>

#include "commands.hpp"
#include "goset/app/decide.hpp"
#include "refresh.hpp"

namespace goset::cli {

namespace {

struct HoldOptions {
  HoldRequest request;
  Output output;
};

int hold(const Options& options, const HoldOptions& asked) {
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  SetFiles files = SetFiles::read(folder);
  {
    Session session(options);
    goset::hold(asked.request, folder, files, session);
  }
  return refresh(options, folder, files, {.output = asked.output});
}

}  // namespace

void add_hold(CLI::App& app, Run& run) {
  auto options = std::make_shared<HoldOptions>();
  CLI::App* const command =
      app.add_subcommand("hold", "Keep a program's own versions of what it needs");
  command->add_option("leaf", options->request.leaf, "name of the program")
      ->type_name("NAME")
      ->required();
  command
      ->add_option("module", options->request.modules, "only these; else everything that it needs")
      ->type_name("MODULE[@QUERY]");
  command->add_option("--reason", options->request.reason, "why, in goset.toml; required")
      ->type_name("TEXT");
  command->add_option("--track", options->request.track, "name of the track; else as the program")
      ->type_name("TRACK");
  add_output_options(*command, options->output);
  command->footer(
      "With modules, writes a track that pins them, at the versions that the program's\n"
      "go.mod selects if none are given. Otherwise sets `versions = \"own\"`.\n"
      "\n"
      "Examples:\n"
      "  goset hold caddy --reason \"release 2.10 is tested with these versions\"\n"
      "  goset hold api go.opentelemetry.io/otel@v1.28.0 --reason \"upstream issue 123\"");
  command->callback([&run, options] {
    run = [options](const Options& global) { return hold(global, *options); };
  });
}

}  // namespace goset::cli
