#include "goset/store/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "goset/error.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& file, int fault) {
  throw Error(fmt::format("{}: {}", file.lexically_normal().string(), std::strerror(fault)));
}

// remove_empty_directories_in removes a directory that holds nothing but directories.
void remove_empty_directories_in(const fs::path& directory) {
  std::error_code ignored;
  if (!fs::is_directory(fs::symlink_status(directory, ignored))) return;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored)) {
    remove_empty_directories_in(entry.path());
  }
  rmdir(directory.c_str());
}

}  // namespace

std::string Folder::shown(const std::string& name) const {
  return directory_ == "." ? name : file(name).string();
}

Exclusive::Exclusive(const Folder& folder)
    : directory_(folder.directory(), O_RDONLY | O_DIRECTORY) {
  if (!directory_.is_open()) fail(folder.directory(), errno);
  directory_.lock();
}

void Changes::set(const std::string& name, std::string text) {
  std::error_code unknown;
  const fs::path file = folder_.file(name);
  const bool has_size = fs::file_size(file, unknown) == text.size();
  const bool may_be_same = (has_size || unknown) && !fs::is_directory(file, unknown);
  if (may_be_same && folder_.read(name) == text) {
    planned_.erase(name);
  } else {
    planned_[name] = std::move(text);
  }
}

void Changes::remove(const std::string& name) {
  if (folder_.read(name)) {
    planned_[name] = std::nullopt;
  } else {
    planned_.erase(name);
  }
}

// swaps_directory reports whether a file goes where a directory is to be, or the other way round: then
// nothing new can be written beside its target.
bool Changes::swaps_directory() const {
  const auto is_set = [](const auto& change) { return change.second.has_value(); };
  for (auto at = planned_.begin(); at != planned_.end(); ++at) {
    for (auto below = planned_.upper_bound(at->first + "/");
         below != planned_.end() && below->first.starts_with(at->first + "/"); ++below) {
      if (is_set(*at) != is_set(*below)) return true;
    }
  }
  return false;
}

fs::path Changes::beside(const fs::path& target) const {
  const fs::path fresh = fresh_name(target);
  return staging_.empty() ? fresh : staging_ / fresh.filename();
}

void Changes::prepare(Step& step, const std::optional<std::string>& text, Durable durable) {
  // A symbolic link stays one: what it points to is replaced.
  std::error_code failure;
  if (text && fs::is_symlink(step.target, failure)) step.target = fs::canonical(step.target);
  failure.clear();
  if (staging_.empty()) fs::create_directories(step.target.parent_path(), failure);
  if (failure) fail(step.target, failure.value());
  struct stat status {};
  const bool exists = stat(step.target.c_str(), &status) == 0 && !S_ISDIR(status.st_mode);

  if (text) {
    step.fresh = beside(step.target);
    failure = write_new(step.fresh, *text, durable,
                        exists ? std::optional<mode_t>(status.st_mode & 07777) : std::nullopt);
    if (failure) fail(step.target, failure.value());
  }
  if (exists) {
    const fs::path old = beside(step.target);
    if (link(step.target.c_str(), old.c_str()) == 0) step.old = old;
  }
}

// make does one step; what goes, goes with the directories that are empty then.
void Changes::make(Step& step) {
  std::error_code failure;
  if (!step.fresh.empty()) fs::create_directories(step.target.parent_path(), failure);
  const int result = step.fresh.empty() ? unlink(step.target.c_str())
                                        : rename(step.fresh.c_str(), step.target.c_str());
  if (result == 0) {
    step.done = true;
    return;
  }
  const int fault = errno;
  undo();
  fail(step.target, fault);
}

void Changes::commit() {
  // Many files are made durable together.
  constexpr std::size_t many = 32;
  const bool is_many = planned_.size() > many;
  if (swaps_directory()) {
    staging_ = fresh_name(folder_.file("goset"));
    std::error_code failure;
    if (!fs::create_directory(staging_, failure)) fail(staging_, failure.value());
  }
  // What goes makes room for what comes.
  for (const bool comes : {false, true}) {
    for (const auto& [name, text] : planned_) {
      if (text.has_value() != comes) continue;
      steps_.push_back({folder_.file(name), {}, {}, false});
      prepare(steps_.back(), text, is_many ? Durable::no : Durable::yes);
    }
  }
  if (is_many) {
    const Descriptor directory(folder_.directory(), O_RDONLY | O_DIRECTORY);
    if (!directory.is_open() || syncfs(directory.number()) != 0) fail(folder_.directory(), errno);
  }
  bool has_come = false;
  for (Step& step : steps_) {
    if (!step.fresh.empty() && !std::exchange(has_come, true)) remove_empty_directories();
    make(step);
  }
  for (Step& step : steps_) {
    if (!step.old.empty()) unlink(step.old.c_str());
  }
  remove_empty_directories();
  steps_.clear();
  if (!staging_.empty()) rmdir(staging_.c_str());
}

// remove_empty_directories does so for those that files went from, but not for the folder itself.
void Changes::remove_empty_directories() {
  for (const Step& step : steps_) {
    if (!step.fresh.empty()) continue;
    fs::path directory = step.target.parent_path();
    while (directory != folder_.directory() && rmdir(directory.c_str()) == 0) {
      directory = directory.parent_path();
    }
  }
}

void Changes::undo() {
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    if (!step->done) continue;
    std::error_code ignored;
    if (step->old.empty()) {
      unlink(step->target.c_str());
      continue;
    }
    remove_empty_directories_in(step->target);
    fs::create_directories(step->target.parent_path(), ignored);
    rename(step->old.c_str(), step->target.c_str());
  }
}

Changes::~Changes() {
  for (const Step& step : steps_) {
    if (!step.done && !step.fresh.empty()) unlink(step.fresh.c_str());
    if (!step.old.empty()) unlink(step.old.c_str());
  }
  if (!staging_.empty()) rmdir(staging_.c_str());
}

}  // namespace goset
