#include "goset/store/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "goset/error.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& file, int fault) {
  throw Error(fmt::format("{}: {}", file.lexically_normal().string(), std::strerror(fault)));
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
  const bool has_size = fs::file_size(folder_.file(name), unknown) == text.size();
  if ((has_size || unknown) && folder_.read(name) == text) {
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

void Changes::prepare(Step& step, const std::optional<std::string>& text) {
  // A symbolic link stays one: what it points to is replaced.
  std::error_code failure;
  if (text && fs::is_symlink(step.target, failure)) step.target = fs::canonical(step.target);
  fs::create_directories(step.target.parent_path(), failure);
  if (failure) fail(step.target, failure.value());
  struct stat status {};
  const bool exists = stat(step.target.c_str(), &status) == 0;

  if (text) {
    step.fresh = fresh_name(step.target);
    failure = write_new(step.fresh, *text, Durable::yes,
                        exists ? std::optional<mode_t>(status.st_mode & 07777) : std::nullopt);
    if (failure) fail(step.target, failure.value());
  }
  if (exists) {
    const fs::path old = fresh_name(step.target);
    if (link(step.target.c_str(), old.c_str()) == 0) step.old = old;
  }
}

void Changes::commit() {
  for (const auto& [name, text] : planned_) {
    steps_.push_back({folder_.file(name), {}, {}, false});
    prepare(steps_.back(), text);
  }
  for (Step& step : steps_) {
    const int result = step.fresh.empty() ? unlink(step.target.c_str())
                                          : rename(step.fresh.c_str(), step.target.c_str());
    if (result != 0) {
      const int fault = errno;
      undo();
      fail(step.target, fault);
    }
    step.done = true;
  }
  for (Step& step : steps_) {
    if (!step.old.empty()) unlink(step.old.c_str());
  }
  steps_.clear();
}

void Changes::undo() {
  for (const Step& step : steps_) {
    if (step.done && !step.old.empty()) rename(step.old.c_str(), step.target.c_str());
    if (step.done && step.old.empty()) unlink(step.target.c_str());
  }
}

Changes::~Changes() {
  for (const Step& step : steps_) {
    if (!step.done && !step.fresh.empty()) unlink(step.fresh.c_str());
    if (!step.old.empty()) unlink(step.old.c_str());
  }
}

}  // namespace goset
