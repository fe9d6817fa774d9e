#include "journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <string_view>
#include <utility>

#include "goset/error.hpp"
#include "goset/os/descriptor.hpp"
#include "goset/os/whole_file.hpp"

namespace goset::journal {

namespace fs = std::filesystem;

namespace {

constexpr const char* draft_name = ".goset-draft";
constexpr const char* commit_name = ".goset-commit";
constexpr const char* undo_name = ".goset-undo";
constexpr const char* plan_name = "plan";
constexpr std::string_view head = "goset changes 1\n";
constexpr std::string_view old_ending = ".old";
constexpr std::uint64_t largest_plan = 64 << 20;

[[noreturn]] void fail(const fs::path& file, int fault) {
  throw Error(fmt::format("{}: {}", file.lexically_normal().string(), std::strerror(fault)));
}

[[noreturn]] void fail_as_foreign(const fs::path& directory, const std::string& why) {
  throw Error(fmt::format("{}: not what an interrupted goset leaves behind",
                          directory.lexically_normal().string()),
              {why, "remove this directory, then run `goset lock`"});
}

bool is_there_itself(const fs::path& file) {
  struct stat status {};
  return ::lstat(file.c_str(), &status) == 0;
}

bool is_regular_itself(const fs::path& file) {
  struct stat status {};
  return ::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool is_same_file(const fs::path& a, const fs::path& b) {
  struct stat one {};
  struct stat two {};
  return ::lstat(a.c_str(), &one) == 0 && ::lstat(b.c_str(), &two) == 0 &&
         one.st_ino == two.st_ino && one.st_dev == two.st_dev;
}

// is_plain reports whether a name is of a file below a directory, without parts that begin with a dot:
// a change must not reach .git.
bool is_plain(std::string_view name) {
  if (name == ".gitattributes") return true;
  const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
  if (std::any_of(name.begin(), name.end(), is_control)) return false;
  while (true) {
    const std::string_view part = name.substr(0, name.find('/'));
    if (part.empty() || part.front() == '.') return false;
    if (part.size() == name.size()) return true;
    name.remove_prefix(part.size() + 1);
  }
}

dev_t device_of(fs::path place) {
  struct stat status {};
  while (::stat(place.c_str(), &status) != 0 && place.has_relative_path()) {
    place = place.parent_path();
  }
  return status.st_dev;
}

// remove_empty_directories removes a directory that holds nothing but directories.
void remove_empty_directories(const fs::path& directory) {
  std::error_code ignored;
  if (!fs::is_directory(fs::symlink_status(directory, ignored))) return;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored)) {
    remove_empty_directories(entry.path());
  }
  ::rmdir(directory.c_str());
}

void make_directories(const fs::path& directory) {
  std::error_code fault;
  fs::create_directories(directory, fault);
  if (fault) fail(directory, fault.value());
}

// sync_directory does what it can: not every file system knows it for directories.
void sync_directory(const fs::path& directory) {
  const Descriptor opened(directory, O_RDONLY | O_DIRECTORY);
  if (opened.is_open()) ::fsync(opened.number());
}

std::string plan_text(const std::vector<Line>& lines) {
  std::string text(head);
  for (const Line& line : lines) {
    text += fmt::format("{} {}\n", static_cast<char>(line.kind), line.name);
  }
  return text;
}

// is_numbered reports whether a file has the name of contents or of an old file.
bool is_numbered(std::string_view name) {
  if (name.ends_with(old_ending)) name.remove_suffix(old_ending.size());
  return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos;
}

// remove_journal removes the plan first: what is left without one was done.
void remove_journal(const fs::path& directory, const Between& between) {
  between();
  const fs::path plan = directory / plan_name;
  if (::unlink(plan.c_str()) != 0 && errno != ENOENT) fail(plan, errno);
  std::error_code fault;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, fault)) {
    if (!is_numbered(entry.path().filename().string())) continue;
    between();
    if (::unlink(entry.path().c_str()) != 0) fail(entry.path(), errno);
  }
  between();
  if (::rmdir(directory.c_str()) != 0 && errno != ENOENT) fail(directory, errno);
}

}  // namespace

std::optional<fs::path> target_of(const fs::path& folder, const std::string& name, bool goes) {
  if (!is_plain(name)) return std::nullopt;
  std::error_code fault;
  const fs::path root = fs::canonical(folder, fault);
  if (fault) fail(folder, fault.value());
  fs::path target = root / name;
  if (!goes && fs::is_symlink(fs::symlink_status(target, fault))) {
    const fs::path end = fs::canonical(target, fault);
    if (fault) {
      std::error_code unknown;
      throw Error(fmt::format("{}: a symbolic link to {}: {}",
                              (folder / name).lexically_normal().string(),
                              fs::read_symlink(target, unknown).string(), fault.message()));
    }
    target = end;
  } else {
    fault.clear();
    target = fs::weakly_canonical(target.parent_path(), fault) / target.filename();
    if (fault) fail(folder / name, fault.value());
  }
  if (!is_plain(target.lexically_relative(root).string())) return std::nullopt;
  if (device_of(target.parent_path()) != device_of(root)) return std::nullopt;
  return target;
}

bool is_there(const fs::path& folder) {
  return is_there_itself(folder / commit_name) || is_there_itself(folder / undo_name);
}

Journal::Journal(const fs::path& folder, Between between)
    : folder_(folder), between_(between ? std::move(between) : [] {}) {}

Journal::~Journal() {
  if (directory_.filename() != draft_name) return;
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

fs::path Journal::fresh(std::size_t line) const {
  return directory_ / std::to_string(line);
}

fs::path Journal::old(std::size_t line) const {
  return directory_ / std::to_string(line).append(old_ending);
}

std::error_code Journal::begin() {
  directory_ = folder_ / draft_name;
  std::error_code fault;
  fs::remove_all(directory_, fault);
  if (!fault && ::mkdir(directory_.c_str(), 0700) != 0) fault = {errno, std::generic_category()};
  return fault;
}

void Journal::decide(std::vector<Line> lines, bool is_many) {
  lines_ = std::move(lines);
  between_();
  const fs::path plan = directory_ / plan_name;
  if (const std::error_code fault = write_new(plan, plan_text(lines_), Durable::yes)) {
    fail(plan, fault.value());
  }
  between_();
  if (is_many) {
    const Descriptor opened(directory_, O_RDONLY | O_DIRECTORY);
    if (!opened.is_open() || ::syncfs(opened.number()) != 0) fail(directory_, errno);
  } else {
    sync_directory(directory_);
  }
  rename_to(commit_name);
}

void Journal::rename_to(const char* name) {
  between_();
  const fs::path renamed = folder_ / name;
  if (::rename(directory_.c_str(), renamed.c_str()) != 0) fail(renamed, errno);
  directory_ = renamed;
  between_();
  sync_directory(folder_);
}

void Journal::make() {
  try {
    make_lines();
  } catch (Error& error) {
    try {
      undo();
    } catch (const Error& other) {
      error.add_note(fmt::format("not all could be taken back: {}", other.message()));
    }
    throw;
  }
}

void Journal::finish() {
  remove_journal(directory_, between_);
}

void Journal::undo() {
  if (directory_.filename() != undo_name) rename_to(undo_name);
  for (std::size_t number = lines_.size(); number > 0; --number) undo_line(number);
  sync();
  finish();
}

void Journal::make_lines() {
  for (std::size_t number = 1; number <= lines_.size(); ++number) make_line(number);
  between_();
  sync();
}

// make_line does one line; what goes, goes with the directories that are empty then.
void Journal::make_line(std::size_t number) {
  const Line& line = lines_[number - 1];
  if (line.kind == Line::Kind::goes) {
    between_();
    // It may be gone, and a directory of new files be there, or a new file in the place of its own.
    const bool is_gone = ::unlink(line.target.c_str()) == 0 || errno == ENOENT ||
                         errno == ENOTDIR || fs::is_directory(fs::symlink_status(line.target));
    if (!is_gone) fail(folder_ / line.name, errno);
    remove_empty_parents(line.target.parent_path());
    return;
  }
  const fs::path from = fresh(number);
  if (!is_there_itself(from)) return;  // it was made before
  make_directories(line.target.parent_path());
  between_();
  if (::rename(from.c_str(), line.target.c_str()) != 0) fail(folder_ / line.name, errno);
}

void Journal::undo_line(std::size_t number) {
  const Line& line = lines_[number - 1];
  const bool goes = line.kind == Line::Kind::goes;
  if (!goes && is_there_itself(fresh(number))) return;  // it was not made
  if (line.kind == Line::Kind::fresh) {
    between_();
    if (::unlink(line.target.c_str()) != 0 && errno != ENOENT) fail(folder_ / line.name, errno);
    remove_empty_parents(line.target.parent_path());
    return;
  }
  const fs::path from = old(number);
  if (!is_there_itself(from) || is_same_file(from, line.target)) return;
  remove_empty_directories(line.target);
  make_directories(line.target.parent_path());
  between_();
  if (::rename(from.c_str(), line.target.c_str()) != 0) fail(folder_ / line.name, errno);
}

void Journal::sync() const {
  std::set<fs::path> directories;
  for (const Line& line : lines_) directories.insert(line.target.parent_path());
  for (const fs::path& directory : directories) sync_directory(directory);
}

void Journal::remove_empty_parents(fs::path directory) const {
  std::error_code unknown;
  const fs::path root = fs::canonical(folder_, unknown);
  while (directory != root && directory.has_relative_path()) {
    if (::rmdir(directory.c_str()) != 0 && errno != ENOENT) return;
    directory = directory.parent_path();
  }
}

// read_plan returns false if there is none any more: then all was done.
bool Journal::read_plan() {
  const fs::path plan = directory_ / plan_name;
  if (!is_there_itself(plan)) return false;
  const std::optional<std::string> text =
      is_regular_itself(plan) ? read_cached(plan, largest_plan) : std::nullopt;
  if (!text || !text->starts_with(head)) fail_as_foreign(directory_, "its plan can't be read");
  lines_.clear();
  std::string_view rest = std::string_view(*text).substr(head.size());
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const char kind = line.size() > 2 && line[1] == ' ' ? line[0] : '?';
    if (line.size() == rest.size() ||
        std::string_view("-=+").find(kind) == std::string_view::npos) {
      fail_as_foreign(directory_, "its plan can't be read");
    }
    rest.remove_prefix(line.size() + 1);
    Line read{static_cast<Line::Kind>(kind), std::string(line.substr(2)), {}};
    const auto target = target_of(folder_, read.name, read.kind == Line::Kind::goes);
    if (!target) fail_as_foreign(directory_, "its plan changes files elsewhere");
    read.target = *target;
    lines_.push_back(std::move(read));
    const fs::path from = fresh(lines_.size());
    if (is_there_itself(from) && !is_regular_itself(from)) {
      fail_as_foreign(directory_, "it has contents that are not a file");
    }
  }
  return true;
}

void Journal::resume() {
  for (const char* name : {undo_name, commit_name}) {
    directory_ = folder_ / name;
    struct stat status {};
    if (::lstat(directory_.c_str(), &status) != 0) continue;
    if (!S_ISDIR(status.st_mode)) fail_as_foreign(directory_, "it is not a directory");
    if (!read_plan()) {
      finish();
      continue;
    }
    bool is_made = false;
    if (name == std::string_view(commit_name)) {
      try {
        make_lines();
        is_made = true;
      } catch (const Error&) {
        // What is in the way may stay for long: then the old files are better than a mix.
      }
    }
    is_made ? finish() : undo();
  }
  std::error_code fault;
  fs::remove_all(folder_ / draft_name, fault);
  directory_.clear();
}

}  // namespace goset::journal
