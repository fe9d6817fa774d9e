#include "goset/prove/compiler.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/os/whole_file.hpp"

// The go command takes modules from a tree that is laid out like a module proxy: their zips as they
// were downloaded, and go.mod files that goset writes. `go list -export` compiles packages that it is
// asked for and what they import, and says of each what is wrong; it links nothing. The go.mod of a
// leaf on disk is overlaid: it requires versions that are not the set's.

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr const char* program_version = "1";

void write(const fs::path& file, std::string_view text) {
  if (const std::error_code fault = write_new(file, text, Durable::no)) {
    throw Error(fmt::format("{}: {}", file.string(), fault.message()));
  }
}

}  // namespace

std::string Compiler::version(const GoToolchain& go) {
  return fmt::format("compile {} {}", program_version, go.version);
}

// publish puts a module into the tree. Whoever is first writes its files; they are always the same.
void Compiler::publish(const CompilePlan::Module& module) {
  const fs::path directory = cache_ / "proxy" / module::escape_path(module.version.path) / "@v";
  const std::string name = module::escape_version(module.version.version);
  std::error_code fault;
  fs::create_directories(directory, fault);
  if (!fault && read_cached(directory / (name + ".mod")) != module.go_mod) {
    fault = fresh_.replace(directory / (name + ".mod"), module.go_mod);
  }
  const fs::path zip = directory / (name + ".zip");
  std::error_code absent;
  if (!fault && fs::read_symlink(zip, absent) != module.zip) {
    const fs::path fresh = fresh_.fresh_name();
    fs::create_symlink(module.zip, fresh, fault);
    if (!fault) fault = RunDirectory::place(fresh, zip);
  }
  if (fault) throw Error(fmt::format("{}: {}", directory.string(), fault.message()));
}

std::map<std::string, PackageResult> Compiler::run(const CompilePlan& plan,
                                                   const Configuration& configuration,
                                                   const std::vector<std::string>& tags) {
  for (const CompilePlan::Module& module : plan.modules) publish(module);
  const fs::path directory = scratch_.directory.path() / fmt::format("compile-{}", ++runs_);
  fs::create_directory(directory);
  write(directory / "go.mod", plan.go_mod);
  write(directory / "go.sum", plan.go_sum);
  nlohmann::json overlay{{"Replace", nlohmann::json::object()}};
  for (const auto& [file, text] : plan.overlay) {
    const fs::path text_file = directory / fmt::format("overlay-{}", overlay["Replace"].size());
    write(text_file, text);
    overlay["Replace"][file] = text_file.string();
  }
  write(directory / "overlay.json", overlay.dump());
  ChildProcesses::Start start;
  start.program = go_.program;
  start.directory = directory;
  start.arguments = {"list",     "-e",
                     "-export",  "-json=ImportPath,Export,Error",
                     "-overlay", directory / "overlay.json"};
  if (!tags.empty()) start.arguments.push_back(fmt::format("-tags={}", fmt::join(tags, ",")));
  start.arguments.push_back("--");
  for (const auto& [path, id] : plan.packages) start.arguments.push_back(path);
  start.environment = {{"CGO_ENABLED", configuration.cgo ? "1" : "0"},
                       {"GO111MODULE", "on"},
                       {"GOARCH", configuration.platform.arch},
                       {"GOFLAGS", "-mod=mod -modcacherw"},
                       {"GOMODCACHE", cache_ / "modules"},
                       {"GONOPROXY", "none"},
                       {"GONOSUMDB", "*"},
                       {"GOOS", configuration.platform.os},
                       {"GOPROXY", "file://" + (cache_ / "proxy").string()},
                       {"GOSUMDB", "off"},
                       {"GOTOOLCHAIN", "local"},
                       {"GOWORK", "off"}};
  const ChildProcesses::Result result = scratch_.processes.run(start);
  if (result.code != 0) {
    throw Error("the go command failed", {result.err.substr(0, result.err.find('\n'))});
  }
  return compile_output::parse(result.out);
}

}  // namespace goset
