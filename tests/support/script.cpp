#include "support/script.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "support/sumdb_log.hpp"

namespace fs = std::filesystem;

namespace {

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

HttpServer::Fault parse_fault(const std::string& match, const std::string& kind) {
  using Kind = HttpServer::Fault::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"cut", Kind::cut}, {"changed", Kind::changed}, {"stall", Kind::stall}, {"slow", Kind::slow}};
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
    : setup_(setup), file_(std::move(file)), archive_(goset::txtar::parse(read_text(file_))) {}

Script::~Script() {
  for (const Process& process : background_) {
    process.kill();
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
  setup_.modules.write(root / "proxy");
  for (const goset::Txtar::File& file : archive_.files) root_.write("work/" + file.name, file.data);
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

bool Script::run() {
  set_up();
  std::istringstream lines(archive_.comment);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    try {
      execute(parse(line));
    } catch (const std::exception& error) {
      fail(fmt::format("{}:{}: {}\n  {}", file_.filename().string(), number, line, error.what()));
    }
  }
  if (!background_.empty()) fail(file_.filename().string() + ": a command was not waited for");
  if (rewritten_) write_back();
  return rewritten_;
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
  if (name == "wait") return wait();
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
    server_ = std::make_unique<HttpServer>(environment_.at("PROXY"));
    environment_["SERVER"] = server_->url();
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
  } else if (name == "sums") {
    need(1);
    sums(command);
  } else {
    fail("unknown command");
  }
}

std::string Script::expanded(std::string text) const {
  for (const char* name : {"WORK", "PROXY", "SERVER", "CACHE", "SUMDB"}) {
    const auto found = environment_.find(name);
    if (found != environment_.end()) replace_all(text, std::string("$") + name, found->second);
  }
  return text;
}

std::string Script::normalized(std::string text) const {
  for (const char* name : {"WORK", "PROXY", "SERVER", "CACHE", "SUMDB"}) {
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

void Script::goset(const Command& command, Process::Limits limits) {
  if (command.words.empty() || command.words.front() != "goset") fail("goset is missing");
  Process::Start start;
  start.program = setup_.goset;
  start.arguments.assign(command.words.begin() + 1, command.words.end());
  const bool behind = !start.arguments.empty() && start.arguments.back() == "&";
  if (behind) start.arguments.pop_back();
  start.environment = environment_;
  start.directory = work_;
  start.output = root_.path() / fmt::format("output{}", background_.size());
  start.limits = limits;
  background_.emplace_back(start);
  if (behind) return;
  last_ = background_.back().wait();
  background_.pop_back();
  if ((last_.code != 0) != command.negated || last_.code > 3) {
    fail(fmt::format("exit code {}\n--- stdout\n{}--- stderr\n{}", last_.code, last_.out,
                     last_.err));
  }
}

void Script::killed(const Command& command) {
  Command start{false, {command.words.begin() + 2, command.words.end()}, {}};
  start.words.emplace_back("&");
  goset(start, {});
  const bool asked = server_->await(command.words[1]);
  background_.back().kill();
  last_ = background_.back().wait();
  background_.pop_back();
  if (!asked) fail("the server was not asked for that");
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

void Script::sums(const Command& command) const {
  const std::string& directory = command.words[1];
  write_text(place(directory) / "go.sum", setup_.modules.go_sum(contents(directory + "/go.mod")));
}

void Script::sumdb(const Command& command) {
  const std::string which = command.words.size() > 1 ? command.words[1] : "";
  SumdbLog log("sum.test");
  const goset::ModuleVersion other{"example.com/other", "v1.0.0"};
  if (which == "fork") log.append(other, "example.com/other v1.0.0 h1:forged\n");
  for (auto [m, record] : setup_.modules.records()) {
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
