#include "goset/prove/type_checker.hpp"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "checker_sources.hpp"
#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr const char* program_name = "types-";
constexpr std::size_t most_lines = 6;  // of what the go command says

void write(const fs::path& file, std::string_view text) {
  if (const std::error_code fault = write_new(file, text, Durable::no)) {
    throw Error(fmt::format("{}: {}", file.string(), fault.message()));
  }
}

std::vector<std::string> first_lines(const std::string& text) {
  std::vector<std::string> result;
  for (std::size_t at = 0; at < text.size() && result.size() < most_lines;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    result.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return result;
}

// build compiles the program in the scratch directory and returns where it is.
fs::path build(const GoToolchain& go, ScratchProcesses& scratch) {
  const fs::path directory = scratch.directory.path() / "types";
  fs::create_directory(directory);
  for (const auto& [name, text] : checker_sources()) write(directory / name, text);
  // The go line decides how types are represented, so it is the compiler's own.
  write(directory / "go.mod", fmt::format("module goset-types\n\ngo {}\n", go.version));
  ChildProcesses::Start start;
  start.program = go.program;
  start.arguments = {"build", "-trimpath", "-o", "goset-types", "."};
  start.directory = directory;
  start.environment = {{"CGO_ENABLED", "0"},     {"GO111MODULE", "on"},    {"GOFLAGS", ""},
                       {"GOPROXY", "off"},       {"GOWORK", "off"},        {"GOOS", go.host.os},
                       {"GOARCH", go.host.arch}, {"GOTOOLCHAIN", "local"}, {"GOENV", "off"},
                       {"GOEXPERIMENT", ""}};
  const ChildProcesses::Result result = scratch.processes.run(start);
  if (result.code != 0) {
    throw Error(fmt::format("the type checker can't be built with go {}", go.version),
                first_lines(result.err));
  }
  return directory / "goset-types";
}

// drop_old removes programs of other toolchains and of other versions of goset, but for recent ones.
void drop_old(const fs::path& cache) {
  const auto oldest = fs::file_time_type::clock::now() - std::chrono::hours(24 * 30);
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(cache, ignored)) {
    if (!entry.path().filename().string().starts_with(program_name)) continue;
    if (entry.last_write_time(ignored) < oldest) fs::remove(entry.path(), ignored);
  }
}

}  // namespace

TypeResult TypeResult::parse(std::string_view line) try {
  const nlohmann::json json = nlohmann::json::parse(line);
  TypeResult result;
  result.package = json.at("package").get<std::size_t>();
  result.found.count = json.at("count").get<std::size_t>();
  if (!json.contains("errors")) return result;
  for (const nlohmann::json& one : json.at("errors")) {
    PackageProblem& problem = result.found.problems.emplace_back();
    problem.file = one.at("file").get<std::string>();
    problem.line = one.value("line", std::size_t{0});
    problem.column = one.value("column", std::size_t{0});
    problem.message = one.at("message").get<std::string>();
    problem.uses = one.value("uses", "");
    problem.involved = one.value("involved", std::vector<std::string>());
  }
  return result;
} catch (const nlohmann::json::exception&) {
  throw Error(fmt::format("the type checker wrote \"{}\"", line.substr(0, 200)));
}

std::string TypeChecker::version(const GoToolchain& go) {
  Sha256 hash;
  for (const auto& [name, text] : checker_sources()) hash.update(text);
  hash.update(go.version);
  return encoding::hex(hash.finish()).substr(0, 16);
}

TypeChecker::TypeChecker(const fs::path& cache, const GoToolchain& go, ScratchProcesses& scratch)
    : scratch_(scratch),
      program_(cache / fmt::format("{}{}-{}", program_name, go.version, version(go))) {
  std::error_code fault;
  if (fs::is_regular_file(program_, fault)) return;
  const fs::path built = build(go, scratch);
  drop_old(cache);
  fs::create_directories(cache, fault);
  RunDirectory run(cache);
  const fs::path fresh = run.fresh_name();
  fs::copy_file(built, fresh, fault);
  if (!fault) fault = RunDirectory::place(fresh, program_);
  if (fault) program_ = built;  // a cache that can't be written is no error
}

void TypeChecker::run(const std::string& plan, const std::function<void(TypeResult)>& use) {
  const fs::path file = scratch_.directory.path() / fmt::format("plan-{}.json", ++plans_);
  write(file, plan);
  std::string line;  // that has begun
  ChildProcesses::Start start;
  start.program = program_;
  start.arguments = {file.string()};
  start.hear = [&](std::string_view text) {
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
      line.append(text.substr(0, end));
      text.remove_prefix(end + 1);
      use(TypeResult::parse(line));
      line.clear();
    }
    line.append(text);
  };
  const ChildProcesses::Result result = scratch_.processes.run(start);
  if (result.code != 0) throw Error("the type checker failed", first_lines(result.err));
}

}  // namespace goset
