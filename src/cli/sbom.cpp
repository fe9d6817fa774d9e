#include "goset/app/sbom.hpp"

#include <fmt/format.h>

#include <memory>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/environment.hpp"
#include "goset/error.hpp"
#include "goset/escape/print.hpp"
#include "goset/os/whole_file.hpp"
#include "goset/report/sbom.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"
#include "output.hpp"

namespace goset::cli {

namespace {

struct SbomOptions {
  std::vector<std::string> leaves;
  std::string format = "cyclonedx";
  std::string cyclonedx_version = "1.6";
  std::vector<std::string> platforms;
  std::string cgo;
  std::string go;
  std::vector<std::string> changed;  // modules
  std::vector<std::string> patches;  // MODULE=FILE
  std::string output;
};

void add_patch(SbomRequest& request, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw Error(fmt::format("--patch {}: needs MODULE=FILE", text));
  }
  const std::filesystem::path file = text.substr(equals + 1);
  std::optional<std::string> contents = read_file(file);
  if (!contents) throw Error(fmt::format("{}: no such file", file.string()));
  request.patches[text.substr(0, equals)].push_back(
      {file.filename().string(), *std::move(contents)});
}

SbomRequest request_of(const SbomOptions& asked) {
  SbomRequest request;
  request.leaves = asked.leaves;
  for (const std::string& platform : asked.platforms) {
    request.platforms.push_back(Platform::parse(platform));
  }
  if (!asked.cgo.empty()) request.cgo = asked.cgo == "on";
  if (!asked.go.empty()) request.go = asked.go;
  request.changed.insert(asked.changed.begin(), asked.changed.end());
  for (const std::string& patch : asked.patches) add_patch(request, patch);
  return request;
}

// stated_go returns the release that goset.toml states for audits, if there is one: beside a lock alone
// a bill is made as well.
std::optional<std::string> stated_go(const Folder& folder) {
  if (!folder.read(Folder::manifest_name)) return std::nullopt;
  const std::string go = read_manifest(folder).audit.go;
  return go.empty() ? std::nullopt : std::optional(go);
}

int sbom(const Options& options, const SbomOptions& asked) {
  const sbom_output::Time time = source_date();
  SbomRequest request = request_of(asked);
  const Folder folder = Folder::to_read(options.directory);
  if (!request.go) request.go = stated_go(folder);
  const Lock lock = need_lock(folder);
  const Sbom sbom = sbom_of(folder, lock, request);
  const JsonText text = asked.format == "spdx"
                            ? sbom_output::spdx(sbom, time)
                            : sbom_output::cyclonedx(sbom, asked.cyclonedx_version, time);
  if (asked.output.empty()) {
    escape::print(stdout, text);
  } else {
    write_output(asked.output, text.str());
  }
  if (lock.is_without_licenses && !options.quiet) {
    escape::say(stderr, "licences are not known: run `goset lock` to find them\n");
  }
  if (!request.go && !options.quiet) {
    escape::say(stderr,
                "the Go release is not known: --go 1.N.P states it, or `go` under [audit]\n");
  }
  return exit_ok;
}

}  // namespace

void add_sbom(CLI::App& app, Run& run) {
  auto options = std::make_shared<SbomOptions>();
  CLI::App* const command = app.add_subcommand("sbom", "Write a bill of materials of programs");
  command->add_option("leaf", options->leaves, "these programs only")->type_name("NAME");
  add_choice(*command, "--format", options->format, {"cyclonedx", "spdx"},
             "cyclonedx or spdx (2.3), as JSON")
      ->type_name("FORMAT");
  add_choice(*command, "--cyclonedx-version", options->cyclonedx_version, {"1.5", "1.6"},
             "1.5 or 1.6")
      ->type_name("VERSION");
  command->add_option("--platform", options->platforms, "what is built in there; else anywhere")
      ->type_name("GOOS/GOARCH");
  add_choice(*command, "--cgo", options->cgo, {"on", "off"}, "on or off; otherwise both")
      ->type_name("STATE");
  command->add_option("--go", options->go, "release of Go: 1.26.3; else `go` under [audit]")
      ->type_name("RELEASE");
  command->add_option("--patch", options->patches, "patch that a module is built with")
      ->type_name("MODULE=FILE");
  command->add_option("--changed", options->changed, "module that is built from another source")
      ->type_name("MODULE");
  command->add_option("--output", options->output, "file to write, not standard output")
      ->type_name("FILE");
  command->footer(
      "Knows what it says from goset.lock alone. A time is in it only if\n"
      "SOURCE_DATE_EPOCH says one.\n"
      "\n"
      "Examples:\n"
      "  goset sbom fzf --go 1.26.3 --output fzf.cdx.json\n"
      "  goset sbom --format spdx --platform linux/amd64");
  command->callback([&run, options] {
    run = [options](const Options& global) { return sbom(global, *options); };
  });
}

}  // namespace goset::cli
