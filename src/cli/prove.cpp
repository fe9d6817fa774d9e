#include "goset/app/prove.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/report/prove.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct ProveOptions {
  std::vector<std::string> leaves;
  std::vector<std::string> platforms;
  bool types = false;  // is the default
  bool compile = false;
  std::string cgo;
  std::string format = "text";
};

ProveRequest request_of(const ProveOptions& asked) {
  ProveRequest request;
  request.leaves = asked.leaves;
  if (asked.compile) request.depth = Depth::compile;
  for (const std::string& platform : asked.platforms) {
    request.platforms.push_back(Platform::parse(platform));
  }
  if (!asked.cgo.empty()) request.cgo = asked.cgo == "on";
  return request;
}

std::string output(const Options& options, const std::string& format, const Proof& proof) {
  if (format == "json") return prove_output::json(proof);
  if (format == "markdown") return prove_output::markdown(proof);
  if (format == "github") return prove_output::github(proof);
  const std::string text = prove_output::text(proof, paint_for(options.color, stdout));
  if (options.quiet) return text;
  return text + (text.empty() ? "" : "\n") + prove_output::summary(proof);
}

int prove(const Options& options, const ProveOptions& asked) {
  const ProveRequest request = request_of(asked);
  const Folder folder(options.directory);
  Session session(options);
  Progress progress(options.quiet);
  const Proof proof =
      goset::prove(folder, request, session, {progress.parts("package"), progress.lines()});
  progress.clear();
  fmt::print("{}", output(options, asked.format, proof));
  return proof.has_findings() ? exit_drift : exit_ok;
}

}  // namespace

void add_prove(CLI::App& app, Run& run) {
  auto options = std::make_shared<ProveOptions>();
  CLI::App* const command =
      app.add_subcommand("prove", "Check that programs compile at the set's versions");
  command->add_option("leaf", options->leaves, "these programs only")->type_name("NAME");
  CLI::Option* const types =
      command->add_flag("--types", options->types, "by Go's type checker alone (the default)");
  command->add_flag("--compile", options->compile, "compile too, C and assembly as well")
      ->excludes(types);
  command->add_option("--platform", options->platforms, "of the set; otherwise this machine's")
      ->type_name("GOOS/GOARCH");
  add_choice(*command, "--cgo", options->cgo, {"off", "on"},
             "off or on; otherwise as the program needs it")
      ->type_name("WHEN");
  add_choice(*command, "--format", options->format, {"text", "json", "markdown", "github"},
             "text, json, markdown, or github (annotations)")
      ->type_name("FORMAT");
  command->footer(
      "Needs an installed go, and stays offline if the downloads are in the cache. The\n"
      "exit code is 1 if a program does not compile or could not be checked.\n"
      "\n"
      "Examples:\n"
      "  goset prove\n"
      "  goset prove caddy --platform darwin/arm64\n"
      "  goset prove --compile --format markdown");
  command->callback([&run, options] {
    run = [options](const Options& global) { return prove(global, *options); };
  });
}

}  // namespace goset::cli
