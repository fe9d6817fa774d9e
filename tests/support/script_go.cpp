#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "support/script.hpp"

// The commands of a script that ask the go command. It works on a copy of the work directory, so
// that what it writes to go.mod and go.sum is nobody's input.

namespace fs = std::filesystem;

namespace {

std::optional<fs::path> go_program() {
  const char* const path = std::getenv("PATH");
  std::istringstream directories(path ? path : "");
  for (std::string directory; std::getline(directories, directory, ':');) {
    if (fs::path program = fs::path(directory) / "go"; fs::is_regular_file(program)) {
      return fs::canonical(program);
    }
  }
  return std::nullopt;
}

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) result.insert(line);
  }
  return result;
}

std::string difference(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::string result;
  for (const std::string& line : a) {
    if (!b.contains(line)) result += "    " + line + "\n";
  }
  return result;
}

}  // namespace

void Script::copy_for_go() const {
  const fs::path copy = root_.path() / "go";
  fs::remove_all(copy);
  fs::copy(work_, copy, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
}

Process::Result Script::run_go(std::vector<std::string> arguments,
                               const std::map<std::string, std::string>& more) {
  const std::optional<fs::path> program = go_program();
  if (!program) throw Skipped("go is missing");
  const fs::path copy = root_.path() / "go";
  Process::Start start;
  start.program = *program;
  start.arguments = std::move(arguments);
  start.environment = environment_;
  const std::map<std::string, std::string> defaults = {
      {"CGO_ENABLED", "0"},     {"GOCACHE", root_.path() / "gocache"},
      {"GOENV", "off"},         {"GOFLAGS", "-mod=mod -modcacherw"},
      {"GOTOOLCHAIN", "local"}, {"PATH", std::getenv("PATH")}};
  start.environment.insert(defaults.begin(), defaults.end());
  start.environment["GOMODCACHE"] = root_.path() / "gomodcache";
  for (const auto& [name, value] : more) start.environment[name] = value;
  start.directory = copy;
  start.output = root_.path() / "go-output";
  Process::Result result = Process(start).wait();
  for (std::string* const text : {&result.out, &result.err}) {
    for (std::size_t at; (at = text->find(copy.string())) != std::string::npos;) {
      text->replace(at, copy.string().size(), work_.string());
    }
  }
  return result;
}

void Script::go(const Command& command) {
  copy_for_go();
  last_ = run_go({command.words.begin() + 1, command.words.end()}, {});
  if ((last_.code != 0) != command.negated) {
    fail_with_output(fmt::format("exit code {}", last_.code));
  }
}

void Script::as_go(const Command& command) {
  if (command.words.size() < 3) throw std::runtime_error("takes a leaf and its directory");
  const std::string& leaf = command.words[1];
  const std::string& directory = command.words[2];
  const bool workspace = fs::exists(work_ / directory / "go.work");
  std::vector<std::string> patterns(command.words.begin() + 3, command.words.end());
  std::string tags;
  if (!patterns.empty() && patterns.front().starts_with("-tags=")) {
    tags = patterns.front();
    patterns.erase(patterns.begin());
  }
  if (patterns.empty()) patterns.push_back("./...");
  for (const auto& [os, arch, cgo] :
       {std::tuple("linux", "amd64", true), {"darwin", "arm64", false}}) {
    std::vector<std::string> arguments{
        "-C",
        directory,
        "list",
        "-deps",
        "-f",
        "{{if not .Standard}}{{if or .GoFiles .CgoFiles .DepOnly}}{{.ImportPath}} {{with .Module}}"
        // What a directory replaces is the leaf's own, like a main module.
        "{{.Path}}{{if .Version}}{{if .Replace}}{{with "
        ".Replace.Version}}@{{$.Module.Version}}{{end}}"
        "{{else}}@{{.Version}}{{end}}{{end}}{{end}}{{end}}{{end}}"};
    if (!tags.empty()) arguments.push_back(tags);
    arguments.insert(arguments.end(), patterns.begin(), patterns.end());
    std::map<std::string, std::string> more{
        {"GOOS", os}, {"GOARCH", arch}, {"CGO_ENABLED", cgo ? "1" : "0"}};
    if (workspace) more["GOFLAGS"] = "-modcacherw";
    copy_for_go();
    // Lazy loading would keep a requirement that is lower than what another one asks for; the whole
    // module graph makes Go raise it.
    run_go({"-C", directory, "list", "-m", "all"}, more);
    const Process::Result said = run_go(arguments, more);
    if (said.code != 0) throw std::runtime_error("go says\n" + said.err);
    Command list{false, {"goset", "list", "--packages", "--leaf", leaf, "--platform"}, {}};
    list.words.push_back(fmt::format("{}/{}", os, arch));
    if (cgo) list.words.emplace_back("--cgo");
    goset(list, {});
    const std::set<std::string> theirs = lines_of(said.out);
    const std::set<std::string> ours = lines_of(last_.out);
    if (theirs == ours) continue;
    throw std::runtime_error(fmt::format("{}/{}, cgo {}:\n  only go has\n{}  only goset has\n{}",
                                         os, arch, cgo ? "on" : "off", difference(theirs, ours),
                                         difference(ours, theirs)));
  }
}
