#include "goset/fetch/version_control.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "goset/go/module.hpp"
#include "goset/os/start_thread.hpp"
#include "goset/os/whole_file.hpp"

// Which go command answers which question (`go help list`, `go help mod download`):
//
//   @v/list          go list -m -versions   tags, without pseudo-versions, retracted ones included
//   @v/VERSION.info  go list -m PATH@VERSION
//   @v/VERSION.mod   the same, which names the go.mod that it read
//   @v/VERSION.zip   go mod download
//   @latest          go list -m PATH@latest

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_threads = 8;
constexpr std::size_t most_lines = 6;  // of a go command's message

std::string text_at(const nlohmann::json& json, const char* key) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// go_error returns what the Error of a go command's answer says: `go list` and `go mod download`
// write it differently.
std::string go_error(const nlohmann::json& json) {
  const auto found = json.is_object() ? json.find("Error") : json.end();
  if (found == json.end()) return "";
  return found->is_string() ? found->get<std::string>() : text_at(*found, "Err");
}

// is_not_found reports whether a message says that something is not there, rather than that it
// can't be reached.
bool is_not_found(const std::string& text) {
  for (const char* phrase :
       {"unknown revision", "no matching versions", "not found", "404 Not Found", "410 Gone"}) {
    if (text.find(phrase) != std::string::npos) return true;
  }
  return false;
}

// versions writes what `go list -versions` tells as a proxy's list, info likewise.
std::string versions(const nlohmann::json& json) {
  std::string list;
  const auto found = json.find("Versions");
  if (found == json.end() || !found->is_array()) return list;
  for (const nlohmann::json& version : *found) {
    if (version.is_string()) list += version.get<std::string>() + "\n";
  }
  return list;
}

std::string info(const nlohmann::json& json) {
  nlohmann::ordered_json result{{"Version", text_at(json, "Version")}};
  if (const std::string time = text_at(json, "Time"); !time.empty()) result["Time"] = time;
  return result.dump();
}

// without_any_credentials drops user and password from every URL in a text.
std::string without_any_credentials(const std::string& text) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", done)) {
    const std::size_t end = std::min(text.find_first_of(" \t\n'\"", at), text.size());
    result += without_credentials(std::string_view(text).substr(done, end - done));
    done = end;
  }
  return result + text.substr(done);
}

// Question is a suffix taken apart.
struct Question {
  std::string version;  // or other query; empty for a list
  std::string ending;   // "info", "mod", "zip", "list"
};

Question parse(const std::string& suffix) {
  if (suffix == "@latest") return {"latest", "info"};
  if (suffix == "@v/list") return {"", "list"};
  const std::size_t dot = suffix.rfind('.');
  if (!suffix.starts_with("@v/") || dot == std::string::npos) {
    throw Error(fmt::format("\"{}\" can't be asked of version control", suffix));
  }
  return {module::unescape_version(suffix.substr(3, dot - 3)), suffix.substr(dot + 1)};
}

// git_settings keeps git from starting work in the background, beside the settings that the
// environment may hold already (git-config(1), GIT_CONFIG_COUNT).
void git_settings(std::map<std::string, std::string>& environment) {
  const char* const before = std::getenv("GIT_CONFIG_COUNT");
  int count = before ? std::atoi(before) : 0;
  for (const auto& [key, value] :
       {std::pair("gc.auto", "0"), std::pair("maintenance.auto", "false")}) {
    environment[fmt::format("GIT_CONFIG_KEY_{}", count)] = key;
    environment[fmt::format("GIT_CONFIG_VALUE_{}", count)] = value;
    ++count;
  }
  environment["GIT_CONFIG_COUNT"] = std::to_string(count);
}

}  // namespace

VersionControl::~VersionControl() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  more_.notify_all();
  if (scratch_) scratch_->processes.stop();
  for (std::thread& thread : threads_) thread.join();
}

void VersionControl::get(const std::string& module_path, const std::string& suffix,
                         const fs::path& to_file, std::function<void(Answer)> then) {
  if (!program_) program_ = find_program("go").value_or("");
  if (!scratch_ && !program_->empty()) {
    scratch_ = std::make_unique<ScratchProcesses>();
    fs::create_directory(scratch_->directory.path() / "empty");
  }
  exchange_.expect();
  const auto give_up = [this](const std::function<void(Answer)>& asked,
                              std::vector<std::string> reasons) {
    Answer answer;
    answer.fault = Error("can't be downloaded", std::move(reasons));
    exchange_.post([asked, answer] { asked(answer); });
  };
  if (program_->empty()) {
    return give_up(then,
                   {"version control is asked by the go command, and there is none in PATH:",
                    "install Go, or let a module proxy serve it (GOPROXY, GOPRIVATE, GONOPROXY)"});
  }
  bool is_worker_free = false;
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back({module_path, suffix, to_file, then});
    is_worker_free = idle_ >= jobs_.size();
  }
  if (!is_worker_free && threads_.size() < most_threads) {
    if (auto thread = start_thread([this] { work(); })) threads_.push_back(std::move(*thread));
  }
  if (threads_.empty()) {
    jobs_.pop_back();
    return give_up(then, {"no thread can be started: a limit of processes or memory is reached"});
  }
  more_.notify_one();
}

void VersionControl::work() {
  while (true) {
    std::unique_lock lock(mutex_);
    ++idle_;
    more_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
    --idle_;
    if (stop_) return;
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    Answer result;
    try {
      result = answer(job);
    } catch (const std::exception& error) {
      result = failure(job.module_path, error.what());
    }
    // What was stopped has no answer: the program is about to end.
    if (scratch_->processes.is_stopped()) return;
    result.file = job.to_file;
    exchange_.post([then = job.then, result = std::move(result)] { then(result); });
  }
}

Answer VersionControl::answer(const Job& job) const {
  const Question question = parse(job.suffix);
  const bool is_list = question.ending == "list";
  const std::string subject = is_list ? job.module_path : job.module_path + "@" + question.version;
  std::vector<std::string> arguments{"list", "-m", "-json"};
  if (question.ending == "zip") arguments = {"mod", "download", "-json"};
  if (is_list) arguments.insert(arguments.end(), {"-versions", "-retracted"});
  arguments.push_back(subject);

  const ChildProcesses::Result result = go(std::move(arguments));
  const nlohmann::json json = nlohmann::json::parse(result.out, nullptr, false);
  if (const std::string fault = go_error(json); !fault.empty()) return failure(subject, fault);
  if (result.code != 0 || !json.is_object()) return failure(subject, result.err);
  if (question.ending == "mod") return file_answer(job, text_at(json, "GoMod"));
  if (question.ending == "zip") return file_answer(job, text_at(json, "Zip"));
  if (!is_list && text_at(json, "Version").empty()) {
    return failure(subject, "the go command names no version");
  }
  Answer answer;
  answer.body = is_list ? versions(json) : info(json);
  return answer;
}

ChildProcesses::Result VersionControl::go(std::vector<std::string> arguments) const {
  ChildProcesses::Start start;
  start.program = *program_;
  start.arguments = std::move(arguments);
  start.directory = scratch_->directory.path() / "empty";
  start.environment = {{"GIT_TERMINAL_PROMPT", "0"},
                       {"GCM_INTERACTIVE", "never"},
                       {"GO111MODULE", "on"},
                       {"GOFLAGS", "-modcacherw"},
                       {"GOMODCACHE", scratch_->directory.path() / "modules"},
                       {"GOPROXY", "direct"},
                       {"GOSUMDB", "off"},
                       {"GOTOOLCHAIN", "local"},
                       {"GOWORK", "off"}};
  git_settings(start.environment);
  return scratch_->processes.run(start);
}

// file_answer hands over a file of the go command's cache.
Answer VersionControl::file_answer(const Job& job, const fs::path& file) {
  Answer answer;
  std::error_code fault;
  if (!fs::is_regular_file(file, fault)) throw Error("the go command names no file that is there");
  answer.bytes = fs::file_size(file, fault);
  if (job.to_file.empty()) {
    answer.body = read_file(file).value_or("");
    return answer;
  }
  fs::rename(file, job.to_file, fault);
  if (!fault) return answer;
  // To another file system. An existing file is not the one that was asked for.
  fs::copy_file(file, job.to_file, fs::copy_options::overwrite_existing, fault);
  if (fault) throw Error(fmt::format("{}: {}", job.to_file.string(), fault.message()));
  fs::remove(file, fault);
  return answer;
}

// failure makes a go command's message ours: without what is known, without the temporary
// directory, and without credentials, which a URL may hold that Git was told to use.
Answer VersionControl::failure(const std::string& subject, std::string text) const {
  text = without_any_credentials(text);
  const std::string place = " in " + scratch_->directory.path().string();
  for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at)) {
    text.erase(at, text.find_first_of(":\n", at) - at);
  }
  std::vector<std::string> notes;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line) && notes.size() < most_lines;) {
    line.erase(0, line.find_first_not_of(" \t"));
    for (const std::string& known : {std::string("go: "), subject + ": "}) {
      if (line.starts_with(known)) line.erase(0, known.size());
    }
    if (!line.empty()) notes.push_back(notes.empty() ? "version control: " + line : line);
  }
  Answer answer;
  answer.not_found = is_not_found(text);
  if (!answer.not_found) {
    notes.push_back(fmt::format("see: GOPROXY=direct go list -x -m {}", subject));
  }
  answer.fault = Error(answer.not_found ? "not found" : "can't be downloaded", std::move(notes));
  return answer;
}

}  // namespace goset
