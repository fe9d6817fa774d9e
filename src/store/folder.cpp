#include "goset/store/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
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
    : descriptor_(open(folder.directory().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) fail(folder.directory(), errno);
  flock(descriptor_, LOCK_EX);
}

Exclusive::~Exclusive() {
  close(descriptor_);
}

void Changes::set(const std::string& name, const std::string& text) {
  if (folder_.read(name) == text) {
    planned_.erase(name);
  } else {
    planned_[name] = text;
  }
}

void Changes::remove(const std::string& name) {
  if (folder_.read(name)) {
    planned_[name] = std::nullopt;
  } else {
    planned_.erase(name);
  }
}

void Changes::write(Step& step, const std::string& text, std::optional<mode_t> mode) {
  const int descriptor =
      open(step.fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode.value_or(0666));
  if (descriptor < 0) {
    step.fresh.clear();
    fail(step.target, errno);
  }
  std::size_t done = 0;
  int fault = mode && fchmod(descriptor, *mode) != 0 ? errno : 0;
  while (fault == 0 && done < text.size()) {
    const ssize_t n = ::write(descriptor, text.data() + done, text.size() - done);
    if (n < 0) fault = errno;
    if (n > 0) done += static_cast<std::size_t>(n);
  }
  if (fault == 0 && fsync(descriptor) != 0) fault = errno;
  if (close(descriptor) != 0 && fault == 0) fault = errno;
  if (fault != 0) fail(step.target, fault);
}

void Changes::prepare(Step& step, const std::optional<std::string>& text) {
  // A symbolic link stays one: what it points to is replaced.
  std::error_code failure;
  if (text && fs::is_symlink(step.target, failure)) step.target = fs::canonical(step.target);
  fs::create_directories(step.target.parent_path(), failure);
  if (failure) fail(step.target, failure.value());
  struct stat status {};
  const bool exists = stat(step.target.c_str(), &status) == 0;

  const std::string base = fmt::format(".{}.{}", step.target.filename().string(), getpid());
  if (text) {
    step.fresh = step.target.parent_path() / (base + ".new");
    write(step, *text, exists ? std::optional<mode_t>(status.st_mode & 07777) : std::nullopt);
  }
  if (exists) {
    const fs::path old = step.target.parent_path() / (base + ".old");
    unlink(old.c_str());
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
