#include "support/script.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "support/archive_builder.hpp"

#include "support/sumdb_log.hpp"

namespace fs = std::filesystem;

namespace {

constexpr const char* login = "user:s3cret";

[[noreturn]] void fail(const std::string& message) {
  throw std::runtime_error(message);
}

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) fail("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_text(const fs::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text << std::flush;
  if (!out) fail("cannot write " + file.string());
}

std::size_t replace_all(std::string& text, std::string_view from, std::string_view to) {
  std::size_t count = 0;
  for (std::size_t at = text.find(from); at != std::string::npos && !from.empty();
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
    ++count;
  }
  return count;
}

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

HttpServer::Fault parse_fault(const std::string& match, const std::string& kind) {
  using Kind = HttpServer::Fault::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"cut", Kind::cut},          {"changed", Kind::changed}, {"stall", Kind::stall},
      {"slow", Kind::slow},        {"login", Kind::login},     {"echo", Kind::echo},
      {"redirect", Kind::redirect}};
  HttpServer::Fault fault;
  fault.match = match == "*" ? "" : match;
  if (const auto found = kinds.find(kind); found != kinds.end()) {
    fault.kind = found->second;
    return fault;
  }
  const std::size_t slash = kind.find('/');
  fault.status = std::stoi(kind.substr(0, slash));
  if (slash != std::string::npos) fault.retry_after = std::stoi(kind.substr(slash + 1));
  return fault;
}

}  // namespace

// Stamp is all that must stay the same of a file.
struct Script::Stamp {
  mode_t mode = 0;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
  std::string contents;
  bool operator==(const Stamp&) const = default;
};

Script::Script(const Setup& setup, fs::path file)
    : setup_(setup),
      file_(std::move(file)),
      archive_(goset::txtar::parse(read_text(file_))),
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
  environment_ = {{"CACHE", root / "cache"},
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

void Script::execute(const Command& command) {
  const std::vector<std::string>& words = command.words;
  if (words.empty()) return;
  const std::string& name = words.front();
  const auto need = [&](std::size_t count) {
    if (words.size() != count + 1) fail(fmt::format("{} takes {} words", name, count));
  };
  if (name == "goset") return goset(command, {});
  if (name == "killed") return killed(command);
  if (name == "ended") return ended(command);
  if (name == "needs") return needs(command);
  if (name == "run") return run(command);
  if (name == "wait") return wait();
  if (name == "go") return go(command);
  if (name == "as-go") return as_go(command);
  if (name == "stdout") return match(command, last_.out);
  if (name == "stderr") return match(command, last_.err);
  if (name == "columns") return columns(command);
  if (name == "exists") return exists(command);
  if (name == "cp" || name == "mv") return copy(command, name == "mv");
  if (name == "edit") return edit(command);
  if (name == "env") return env(command);
  if (name == "fault") return fault(command);
  if (name == "requests") return requests(command);
  if (name == "sumdb") return sumdb(command);
  if (name == "nobody" || name == "short") {
    const std::size_t own = name == "short" ? 2 : 1;
    Command rest = command;
    rest.words.erase(rest.words.begin(), rest.words.begin() + static_cast<std::ptrdiff_t>(own));
    return goset(rest, {name == "nobody", name == "short" ? std::stoul(words.at(1)) : 0});
  }
  if (name == "rm") {
    for (std::size_t i = 1; i < words.size(); ++i) fs::remove_all(place(words[i]));
  } else if (name == "mkdir") {
    for (std::size_t i = 1; i < words.size(); ++i) fs::create_directories(place(words[i]));
  } else if (name == "snapshot") {
    snapshot_ = stamps();
  } else if (name == "unchanged") {
    unchanged();
  } else if (name == "serve") {
    serve(words.size() > 1 && words[1] == "tls");
  } else if (name == "logins") {
    need(2);
    const std::size_t count = server_->logins(words[2]);
    if (count != std::stoul(words[1])) fail(fmt::format("{} logins", count));
  } else if (name == "at-once") {
    need(1);
    const std::size_t most = server_->most_at_once();
    if (most < std::stoul(words[1])) fail(fmt::format("{} at once", most));
  } else if (name == "secret") {
    need(1);
    secret(words[1]);
  } else if (name == "forget") {
    server_->forget();
  } else if (name == "exit") {
    need(1);
    if (last_.code != std::stoi(words[1])) fail(fmt::format("exit code {}", last_.code));
  } else if (name == "cmp") {
    need(2);
    compare(command);
  } else if (name == "holds") {
    need(2);
    match({command.negated, words, words[2]}, contents(words[1]));
  } else if (name == "chmod") {
    need(2);
    fs::permissions(place(words[2]), static_cast<fs::perms>(std::stoi(words[1], nullptr, 8)));
  } else if (name == "append") {
    need(2);
    write_text(place(words[1]), contents(words[1]) + words[2] + "\n");
  } else if (name == "truncate") {
    need(1);
    const fs::path file = place(words[1]);
    fs::resize_file(file, fs::file_size(file) / 2);
  } else if (name == "pack") {
    pack(command);
  } else if (name == "sums") {
    sums(command);
  } else {
    fail("unknown command");
  }
}

std::string Script::expanded(std::string text) const {
  for (const char* name : {"WORK", "PROXY", "SERVER", "LOGIN", "LOCALHOST", "CACHE", "SUMDB"}) {
    const auto found = environment_.find(name);
    if (found != environment_.end()) replace_all(text, std::string("$") + name, found->second);
  }
  return text;
}

std::string Script::normalized(std::string text) const {
  for (const char* name : {"WORK", "PROXY", "SERVER", "LOGIN", "LOCALHOST", "CACHE", "SUMDB"}) {
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
  return read_text(place(name));
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
}

void Script::fail_with_output(const std::string& message) const {
  fail(fmt::format("{}\n--- stdout\n{}--- stderr\n{}", message, last_.out, last_.err));
}

void Script::killed(const Command& command) {
  Command start{false, {command.words.begin() + 2, command.words.end()}, {}};
  start.words.emplace_back("&");
  goset(start, {});
  const bool asked = server_->await(command.words[1]);
  background_.back().signal(SIGKILL);
  last_ = background_.back().wait();
  background_.pop_back();
  if (!asked) fail("the server was not asked for that");
}

void Script::ended(const Command& command) {
  Command start{false, {command.words.begin() + 2, command.words.end()}, {}};
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
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    if (find_program(environment_["PATH"], command.words[i]).empty()) {
      throw Skipped("no " + command.words[i]);
    }
  }
}

void Script::run(const Command& command) {
  Command rest{command.negated, {command.words.begin() + 1, command.words.end()}, {}};
  const fs::path program = find_program(environment_["PATH"], rest.words.at(0));
  if (program.empty()) fail("no such program");
  last_ = start(rest, program, {}).wait();
  if ((last_.code != 0) != command.negated) {
    fail(fmt::format("exit code {}\n{}{}", last_.code, last_.out, last_.err));
  }
}

void Script::wait() {
  for (; !background_.empty(); background_.pop_back()) {
    const Process::Result result = background_.back().wait();
    if (result.code != 0) fail(fmt::format("exit code {}\n{}", result.code, result.err));
  }
}

void Script::match(const Command& command, const std::string& text) const {
  const std::regex pattern(command.rest);
  if (std::regex_search(text, pattern) == command.negated) {
    fail(fmt::format("{}:\n{}", command.negated ? "found in" : "not found in", text));
  }
}

void Script::columns(const Command& command) const {
  const std::size_t most = std::stoul(command.words.at(1));
  for (const std::string* text : {&last_.out, &last_.err}) {
    std::istringstream lines(normalized(*text));
    for (std::string line; std::getline(lines, line);) {
      if (line.size() > most) fail(fmt::format("{} columns: {}", line.size(), line));
    }
  }
}

void Script::compare(const Command& command) {
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

void Script::exists(const Command& command) const {
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    if (fs::exists(fs::symlink_status(place(command.words[i]))) == command.negated) {
      fail(fmt::format("{} {}", command.words[i], command.negated ? "exists" : "does not exist"));
    }
  }
}

void Script::copy(const Command& command, bool move) const {
  if (command.words.size() != 3) fail("takes 2 words");
  if (command.words[1] == "stdout" || command.words[1] == "stderr") {
    return write_text(place(command.words[2]), contents(command.words[1]));
  }
  const fs::path from = place(command.words[1]);
  const fs::path to = place(command.words[2]);
  if (move) return fs::rename(from, to);
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

void Script::edit(const Command& command) const {
  if (command.words.size() != 4) fail("takes 3 words");
  std::string text = contents(command.words[1]);
  std::string to = command.words[3];
  replace_all(to, "\\n", "\n");
  if (replace_all(text, command.words[2], to) == 0) fail("no such text in\n" + text);
  write_text(place(command.words[1]), text);
}

void Script::env(const Command& command) {
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const std::string& word = command.words[i];
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) fail("no = in " + word);
    environment_[word.substr(0, equals)] = word.substr(equals + 1);
  }
}

void Script::pack(const Command& command) const {
  const fs::path file = place(command.words.at(1));
  fs::create_directories(file.parent_path());
  const std::string prefix = command.words.size() > 3 ? command.words[3] : "src-1.0/";
  write_archive(file, entries_of(place(command.words.at(2)), prefix));
}

void Script::sums(const Command& command) const {
  const std::string& directory = command.words[1];
  std::string more;
  for (std::size_t i = 2; i < command.words.size(); ++i) {
    std::string line = "require " + command.words[i] + "\n";
    line[line.find('@')] = ' ';
    more += line;
  }
  write_text(place(directory) / "go.sum", modules_.go_sum(contents(directory + "/go.mod") + more));
}

void Script::serve(bool tls) {
  server_ = std::make_unique<HttpServer>(environment_.at("PROXY"), tls);
  const std::string url = server_->url();
  const std::string host = "://127.0.0.1";
  environment_["SERVER"] = url;
  environment_["LOGIN"] = std::string(url).insert(url.find(host) + 3, std::string(login) + "@");
  environment_["LOCALHOST"] = std::string(url).replace(url.find(host), host.size(), "://localhost");
  if (tls) environment_["SSL_CERT_FILE"] = root_.write("certificate", server_->certificate());
}

void Script::secret(const std::string& text) const {
  if ((last_.out + last_.err).find(text) != std::string::npos) fail(last_.out + last_.err);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root_.path())) {
    if (!entry.is_regular_file() || entry.path().filename() == ".netrc") continue;
    if (read_text(entry.path()).find(text) != std::string::npos)
      fail("in " + entry.path().string());
  }
}

void Script::sumdb(const Command& command) {
  const std::string which = command.words.size() > 1 ? command.words[1] : "";
  SumdbLog log("sum.test");
  const goset::ModuleVersion other{"example.com/other", "v1.0.0"};
  if (which == "fork") log.append(other, "example.com/other v1.0.0 h1:forged\n");
  for (auto [m, record] : modules_.records()) {
    if (which == "other") record.insert(record.find("h1:") + 3, "A");
    log.append(m, record);
  }
  if (which == "grown") log.append(other, "example.com/other v1.0.0 h1:new\n");
  for (const auto& [path, text] : log.files()) {
    const fs::path file = fs::path(environment_.at("PROXY")) / "sumdb" / log.name() / path;
    fs::create_directories(file.parent_path());
    write_text(file, text);
  }
  environment_["GOSUMDB"] = environment_["SUMDB"] = log.key();
}

void Script::fault(const Command& command) {
  HttpServer::Fault fault = parse_fault(command.words.at(1), command.words.at(2));
  if (command.words.size() > 3) fault.times = std::stoi(command.words[3]);
  if (fault.kind == HttpServer::Fault::Kind::login) fault.text = login;
  if (fault.kind == HttpServer::Fault::Kind::redirect) fault.text = environment_["LOCALHOST"];
  server_->add(std::move(fault));
}

void Script::requests(const Command& command) const {
  const std::string match = command.words.size() > 2 ? command.words[2] : "";
  if (server_->count(match) == std::stoul(command.words.at(1))) return;
  fail(fmt::format("the server was asked for\n{}\n", fmt::join(server_->requests(), "\n")));
}

std::map<std::string, Script::Stamp> Script::stamps() const {
  std::map<std::string, Stamp> result;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(work_)) {
    struct stat status {};
    if (lstat(entry.path().c_str(), &status) != 0) fail("cannot stat " + entry.path().string());
    Stamp& stamp = result[entry.path().lexically_relative(work_).string()];
    stamp.mode = status.st_mode;
    if (entry.is_symlink()) {
      stamp.contents = fs::read_symlink(entry.path()).string();
    } else if (entry.is_regular_file()) {
      stamp.contents = read_text(entry.path());
      stamp.seconds = status.st_mtim.tv_sec;
      stamp.nanoseconds = status.st_mtim.tv_nsec;
    }
  }
  return result;
}

void Script::unchanged() const {
  if (snapshot_.empty()) fail("no snapshot was taken");
  const std::map<std::string, Stamp> now = stamps();
  for (const auto& [name, stamp] : now) {
    const auto before = snapshot_.find(name);
    if (before == snapshot_.end()) fail(name + " is new");
    if (before->second != stamp) fail(name + " was changed");
  }
  for (const auto& [name, stamp] : snapshot_) {
    if (!now.contains(name)) fail(name + " is gone");
  }
}

void Script::write_back() const {
  std::string text = archive_.comment;
  for (const goset::Txtar::File& file : archive_.files) {
    text += fmt::format("-- {} --\n{}", file.name, file.data);
  }
  write_text(file_, text);
}
