#include "support/script.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <regex>
#include <sstream>
#include <thread>

#include "support/text_file.hpp"

namespace fs = std::filesystem;

namespace {

using text_file::fail;
using text_file::replace_all;

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false;
  bool quoted = false;
  for (const char c : line) {
    if (!quoted && c == '#' && !inside) break;
    if (!quoted && c == ' ') {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    if (c == '\'') {
      quoted = !quoted;
    } else {
      words.back() += c;
    }
  }
  return words;
}

// find_program looks for one in the directories of PATH; empty if there is none.
fs::path find_program(const std::string& path, const std::string& name) {
  std::istringstream directories(path);
  for (std::string directory; std::getline(directories, directory, ':');) {
    fs::path file = fs::path(directory) / name;
    if (access(file.c_str(), X_OK) == 0) return file;
  }
  return {};
}

}  // namespace

Script::Script(const Setup& setup, fs::path file)
    : setup_(setup),
      file_(std::move(file)),
      archive_(goset::txtar::parse(text_file::read(file_))),
      modules_(setup.modules) {}

Script::~Script() {
  for (const Process& process : background_) {
    process.signal(SIGKILL);
    process.wait();
  }
}

void Script::set_up() {
  // Open to all, for commands that run as nobody.
  fs::permissions(root_.path(), fs::perms::all);
  const fs::path root = fs::canonical(root_.path());
  for (const char* name : {"work", "proxy", "cache", "modcache", "home", "tmp"}) {
    fs::create_directory(root / name);
    fs::permissions(root / name, fs::perms::all);
  }
  work_ = root / "work";
  std::vector<goset::Txtar::File> own_modules;
  for (const goset::Txtar::File& file : archive_.files) {
    if (file.name.starts_with("mod/")) {
      own_modules.push_back({file.name.substr(4), file.data});
    } else {
      root_.write("work/" + file.name, file.data);
    }
  }
  modules_.add_files(own_modules);
  modules_.write(root / "proxy");
  environment_ = {{"BIN", setup_.goset.parent_path()},
                  {"CACHE", root / "cache"},
                  {"GOMODCACHE", root / "modcache"},
                  {"GOPROXY", "file://" + (root / "proxy").string()},
                  {"GOSUMDB", "off"},
                  {"GOSET_CACHE", root / "cache"},
                  {"HOME", root / "home"},
                  {"LC_ALL", "C"},
                  {"PROXY", root / "proxy"},
                  {"TMPDIR", root / "tmp"},
                  {"WORK", work_},
                  {"XDG_CACHE_HOME", root / "home/cache"},
                  {"XDG_CONFIG_HOME", root / "home/config"}};
  // What a sanitizer is told from outside holds for the program under test too.
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LD_LIBRARY_PATH"}) {
    if (const char* value = std::getenv(name)) environment_[name] = value;
  }
}

std::string Script::run() {
  set_up();
  std::istringstream lines(archive_.comment);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    try {
      execute(parse(line));
    } catch (const Skipped& reason) {
      if (rewritten_) write_back();
      return reason.what();
    } catch (const std::exception& error) {
      fail(fmt::format("{}:{}: {}\n  {}", file_.filename().string(), number, line, error.what()));
    }
  }
  if (!background_.empty()) fail(file_.filename().string() + ": a command was not waited for");
  if (rewritten_) write_back();
  return rewritten_ ? golden_rewritten : "";
}

Script::Command Script::parse(std::string line) const {
  Command command;
  if (line.starts_with("! ")) {
    command.negated = true;
    line.erase(0, 2);
  }
  const std::size_t space = line.find(' ');
  if (space != std::string::npos) command.rest = expanded(line.substr(space + 1));
  for (std::string& word : split(line)) command.words.push_back(expanded(std::move(word)));
  return command;
}

const std::map<std::string_view, Script::Run>& Script::commands() {
  static const std::map<std::string_view, Run> all = {{"append", &Script::append},
                                                      {"as-go", &Script::as_go},
                                                      {"at-once", &Script::at_once},
                                                      {"bytes", &Script::bytes},
                                                      {"chmod", &Script::chmod},
                                                      {"cmp", &Script::compare},
                                                      {"columns", &Script::columns},
                                                      {"cp", &Script::copy},
                                                      {"edit", &Script::edit},
                                                      {"ended", &Script::ended},
                                                      {"env", &Script::env},
                                                      {"exists", &Script::exists},
                                                      {"exit", &Script::exit},
                                                      {"fault", &Script::fault},
                                                      {"forget", &Script::forget},
                                                      {"go", &Script::go},
                                                      {"goset", &Script::run_goset},
                                                      {"holds", &Script::holds},
                                                      {"killed", &Script::killed},
                                                      {"logins", &Script::logins},
                                                      {"mkdir", &Script::make_directories},
                                                      {"mv", &Script::copy},
                                                      {"needs", &Script::needs},
                                                      {"nobody", &Script::as_nobody},
                                                      {"pack", &Script::pack},
                                                      {"requests", &Script::requests},
                                                      {"rm", &Script::remove},
                                                      {"run", &Script::run},
                                                      {"secret", &Script::secret},
                                                      {"sent", &Script::sent},
                                                      {"serve", &Script::serve},
                                                      {"short", &Script::with_short_files},
                                                      {"shown", &Script::shown},
                                                      {"snapshot", &Script::snapshot},
                                                      {"stderr", &Script::match_stderr},
                                                      {"stdout", &Script::match_stdout},
                                                      {"sumdb", &Script::sumdb},
                                                      {"sums", &Script::sums},
                                                      {"truncate", &Script::truncate},
                                                      {"unchanged", &Script::unchanged},
                                                      {"wait", &Script::wait}};
  return all;
}

void Script::execute(const Command& command) {
  if (command.words.empty()) return;
  const auto found = commands().find(command.words.front());
  if (found == commands().end()) fail("unknown command");
  (this->*found->second)(command);
}

void Script::need(const Command& command, std::size_t count) {
  if (command.words.size() == count + 1) return;
  fail(fmt::format("{} takes {} words", command.words.front(), count));
}

void Script::run_goset(const Command& command) {
  goset(command, {});
}

// behind returns the command without its first words.
Script::Command Script::behind(const Command& command, std::size_t words) {
  Command rest = command;
  rest.words.erase(rest.words.begin(), rest.words.begin() + static_cast<std::ptrdiff_t>(words));
  return rest;
}

void Script::as_nobody(const Command& command) {
  goset(behind(command, 1), {true, 0});
}

void Script::with_short_files(const Command& command) {
  goset(behind(command, 2), {false, std::stoul(command.words.at(1))});
}

std::string Script::expanded(std::string text) const {
  for (const char* name :
       {"WORK", "PROXY", "SERVER", "LOGIN", "LOCALHOST", "CACHE", "SUMDB", "BIN"}) {
    const auto found = environment_.find(name);
    if (found != environment_.end()) replace_all(text, std::string("$") + name, found->second);
  }
  return text;
}

std::string Script::normalized(std::string text) const {
  for (const char* name :
       {"WORK", "PROXY", "SERVER", "LOGIN", "LOCALHOST", "CACHE", "SUMDB", "BIN"}) {
    const auto found = environment_.find(name);
    if (found != environment_.end()) replace_all(text, found->second, std::string("$") + name);
  }
  static const std::regex took(" in [0-9]+\\.[0-9] s");
  return std::regex_replace(text, took, " in T s");
}

fs::path Script::place(const std::string& name) const {
  return work_ / name;
}

std::string Script::contents(const std::string& name) const {
  if (name == "stdout") return last_.out;
  if (name == "stderr") return last_.err;
  return text_file::read(place(name));
}

// start runs a program with the words behind the command's first.
Process Script::start(const Command& command, const fs::path& program, Process::Limits limits) {
  Process::Start start;
  start.program = program;
  start.arguments.assign(command.words.begin() + 1, command.words.end());
  start.environment = environment_;
  start.directory = work_;
  start.output = root_.path() / fmt::format("output{}", background_.size());
  start.limits = limits;
  return Process(start);
}

void Script::goset(const Command& command, Process::Limits limits) {
  if (command.words.empty() || command.words.front() != "goset") fail("goset is missing");
  Command foreground = command;
  const bool behind = command.words.back() == "&";
  if (behind) foreground.words.pop_back();
  background_.push_back(start(foreground, setup_.goset, limits));
  if (behind) return;
  last_ = background_.back().wait();
  background_.pop_back();
  if ((last_.code != 0) != command.negated || last_.code > 3) {
    fail_with_output(fmt::format("exit code {}", last_.code));
  }
  const std::vector<std::string>& words = command.words;
  if (std::find(words.begin(), words.end(), "always") != words.end()) return;
  check_shown(last_.out);
  check_shown(last_.err);
}

void Script::fail_with_output(const std::string& message) const {
  fail(fmt::format("{}\n--- stdout\n{}--- stderr\n{}", message, last_.out, last_.err));
}

void Script::killed(const Command& command) {
  Command start = behind(command, 2);
  start.words.emplace_back("&");
  // It must not get on before the signal comes.
  server_->add({.match = command.words[1], .kind = HttpServer::Fault::Kind::stall, .times = 1});
  goset(start, {});
  const bool asked = server_->await(command.words[1]);
  background_.back().signal(SIGKILL);
  last_ = background_.back().wait();
  background_.pop_back();
  if (!asked) fail("the server was not asked for that");
}

void Script::ended(const Command& command) {
  Command start = behind(command, 2);
  start.words.emplace_back("&");
  goset(start, {});
  const fs::path file = place(command.words[1]);
  for (int tries = 0; tries < 1000 && !fs::exists(file); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  background_.back().signal(SIGTERM);
  last_ = background_.back().wait();
  background_.pop_back();
  if (!fs::exists(file)) fail(fmt::format("no {}\n{}", command.words[1], last_.err));
  if (last_.code != 128 + SIGTERM) fail(fmt::format("exit code {}\n{}", last_.code, last_.err));
}

void Script::needs(const Command& command) {
  const char* const path = std::getenv("PATH");
  environment_["PATH"] = path ? path : "";
  // What go compiles once serves all scripts.
  environment_["GOCACHE"] = setup_.goset.parent_path() / "go-cache";
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    if (find_program(environment_["PATH"], command.words[i]).empty()) {
      throw Skipped("no " + command.words[i]);
    }
  }
}

void Script::run(const Command& command) {
  const Command rest = behind(command, 1);
  const fs::path program = find_program(environment_["PATH"], rest.words.at(0));
  if (program.empty()) fail("no such program");
  last_ = start(rest, program, {}).wait();
  if ((last_.code != 0) != command.negated) {
    fail(fmt::format("exit code {}\n{}{}", last_.code, last_.out, last_.err));
  }
}

void Script::wait(const Command&) {
  for (; !background_.empty(); background_.pop_back()) {
    const Process::Result result = background_.back().wait();
    if (result.code != 0) fail(fmt::format("exit code {}\n{}", result.code, result.err));
  }
}

void Script::exit(const Command& command) {
  need(command, 1);
  if (last_.code != std::stoi(command.words[1])) fail(fmt::format("exit code {}", last_.code));
}

void Script::match_stdout(const Command& command) {
  match(command, last_.out);
}

void Script::match_stderr(const Command& command) {
  match(command, last_.err);
}

void Script::holds(const Command& command) {
  need(command, 2);
  match({command.negated, command.words, command.words[2]}, contents(command.words[1]));
}

void Script::match(const Command& command, const std::string& text) const {
  const std::regex pattern(command.rest);
  if (std::regex_search(text, pattern) == command.negated) {
    fail(fmt::format("{}:\n{}", command.negated ? "found in" : "not found in", text));
  }
}

void Script::columns(const Command& command) {
  const std::size_t most = std::stoul(command.words.at(1));
  for (const std::string* text : {&last_.out, &last_.err}) {
    std::istringstream lines(normalized(*text));
    for (std::string line; std::getline(lines, line);) {
      if (line.size() > most) fail(fmt::format("{} columns: {}", line.size(), line));
    }
  }
}

void Script::compare(const Command& command) {
  need(command, 2);
  const std::string actual = normalized(contents(command.words[1]));
  const std::string& name = command.words[2];
  const std::string wanted = normalized(contents(name));
  if (actual == wanted) return;
  for (goset::Txtar::File& file : archive_.files) {
    if (!setup_.update || file.name != name) continue;
    file.data = actual;
    rewritten_ = true;
    return;
  }
  fail(fmt::format("they differ\n--- {}\n{}--- {}\n{}", command.words[1], actual, name, wanted));
}

void Script::env(const Command& command) {
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const std::string& word = command.words[i];
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) fail("no = in " + word);
    environment_[word.substr(0, equals)] = word.substr(equals + 1);
  }
}

void Script::write_back() const {
  std::string text = archive_.comment;
  for (const goset::Txtar::File& file : archive_.files) {
    text += fmt::format("-- {} --\n{}", file.name, file.data);
  }
  text_file::write(file_, text);
}
