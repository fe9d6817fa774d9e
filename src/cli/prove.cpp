#include "goset/app/prove.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/nix_proof.hpp"
#include "goset/report/prove.hpp"
#include "goset/store/set_files.hpp"
#include "refresh.hpp"
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
  bool write = false;
  bool dry_run = false;
  std::string with;  // "nix", or nothing
  NixRequest nix;
};

ProveRequest request_of(const ProveOptions& asked) {
  ProveRequest request;
  request.leaves = asked.leaves;
  if (asked.compile) request.depth = Depth::compile;
  for (const std::string& platform : asked.platforms) {
    request.platforms.push_back(Platform::parse(platform));
  }
  if (!asked.cgo.empty()) request.cgo = asked.cgo == "on";
  request.is_to_be_mended = asked.write;
  return request;
}

void print_proof(const Options& options, const std::string& format, const Proof& proof) {
  if (format == "json") return escape::print(stdout, prove_output::json(proof));
  if (format == "markdown") return escape::print(stdout, prove_output::markdown(proof));
  if (format == "github") return escape::print(stdout, prove_output::github(proof));
  const TerminalText text = prove_output::text(proof, paint_for(options.color, stdout));
  escape::print(stdout, text);
  if (options.quiet) return;
  if (!text.empty()) escape::say(stdout, "\n");
  escape::print(stdout, prove_output::summary(proof));
}

// write puts remedies into goset.toml and renews lock and generated file.
void write(const Options& options, const ProveOptions& asked, const Folder& folder, Proof& proof) {
  SetFiles files = SetFiles::read(folder);
  for (const Remedy& remedy : proof.remedies) {
    if (remedy.keeps_own()) {
      files.set_leaf_value(remedy.leaf(), "versions", "own", remedy.change.reason);
    } else if (remedy.is_new) {
      files.add_track(remedy.track, remedy.change);
    } else {
      files.add_track_pins(remedy.track, remedy.change.pins);
    }
  }
  Wanted wanted{.output = {.dry_run = asked.dry_run}};
  wanted.relocked = std::move(proof.mended);
  refresh(options, folder, files, std::move(wanted));
}

int prove_by_nix(const Options& options, const ProveOptions& asked) {
  const Folder folder = Folder::to_read(options.directory);
  Session session(options);
  Progress progress(options);
  NixRequest request = asked.nix;
  request.leaves = asked.leaves;
  const Proof proof = prove_with_nix(folder, request, session, progress.lines());
  progress.clear();
  print_proof(options, asked.format, proof);
  return proof.has_findings() ? exit_drift : exit_ok;
}

int prove(const Options& options, const ProveOptions& asked) {
  if (!asked.with.empty()) return prove_by_nix(options, asked);
  const ProveRequest request = request_of(asked);
  std::optional<Exclusive> exclusive;
  if (asked.write) exclusive.emplace(Folder(options.directory));
  const Folder folder = Folder::to_read(options.directory);
  Session session(options);
  Progress progress(options);
  Proof proof = goset::prove(folder, request, session,
                             {progress.parts("checking programs", "package"), progress.lines()});
  progress.clear();
  print_proof(options, asked.format, proof);
  if (!asked.write || !proof.mended) return proof.has_findings() ? exit_drift : exit_ok;
  std::fflush(stdout);
  write(options, asked, folder, proof);
  return proof.is_mended() ? exit_ok : exit_drift;
}

// add_depth_options says how the checker looks at programs, and what comes of it.
void add_depth_options(CLI::App& command, ProveOptions& options) {
  CLI::Option* const types =
      command.add_flag("--types", options.types, "by Go's type checker alone (the default)");
  command.add_flag("--compile", options.compile, "compile too, C and assembly as well")
      ->excludes(types);
  command.add_option("--platform", options.platforms, "of the set; otherwise this machine's")
      ->type_name("GOOS/GOARCH");
  add_choice(command, "--cgo", options.cgo, {"off", "on"},
             "off or on; otherwise as the program needs it")
      ->type_name("WHEN");
  CLI::Option* const write =
      command.add_flag("--write", options.write, "write fixes to goset.toml, and lock");
  command
      .add_flag("--dry-run", options.dry_run, "with --write: show that without writing anything")
      ->needs(write);
}

void add_nix_options(CLI::App& command, ProveOptions& options) {
  options.nix.attribute = "leaves";
  CLI::Option* const with =
      add_choice(command, "--with", options.with, {"nix"}, "build with nix-build instead")
          ->type_name("nix");
  for (const char* const other : {"--types", "--compile", "--platform", "--cgo", "--write"}) {
    with->excludes(command.get_option(other));
  }
  command.add_option("--nix-file", options.nix.file, "that has the programs; else default.nix")
      ->type_name("FILE")
      ->needs(with);
  command.add_option("--attribute", options.nix.attribute, "that has them there; else leaves")
      ->type_name("PATH")
      ->needs(with);
  command.add_option("--nix-arg", options.nix.arguments, "more arguments for nix-build")
      ->type_name("ARG")
      ->allow_extra_args(false)
      ->needs(with);
}

}  // namespace

void add_prove(CLI::App& app, Run& run) {
  auto options = std::make_shared<ProveOptions>();
  CLI::App* const command =
      app.add_subcommand("prove", "Check that programs compile at the set's versions");
  command->add_option("leaf", options->leaves, "these programs only")->type_name("NAME");
  add_depth_options(*command, *options);
  add_nix_options(*command, *options);
  add_choice(*command, "--format", options->format, {"text", "json", "markdown", "github"},
             "text, json, markdown, or github (annotations)")
      ->type_name("FORMAT");
  command->footer(
      "Needs an installed go, and stays offline if the downloads are in the cache. The\n"
      "exit code is 1 if a program does not compile or could not be checked, but for\n"
      "those that fail alone as well, and those that --write fixes.\n"
      "\n"
      "Examples:\n"
      "  goset prove\n"
      "  goset prove --write\n"
      "  goset prove caddy --platform darwin/arm64\n"
      "  goset prove --compile --format markdown\n"
      "  goset prove --with nix --attribute programs");
  command->callback([&run, options] {
    run = [options](const Options& global) { return prove(global, *options); };
  });
}

}  // namespace goset::cli
