#include "goset/os/run_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string>

#include "goset/error.hpp"
#include "goset/os/whole_file.hpp"

// The lock is there before its directory, and stays until that is gone. So a directory never lacks
// one, and whoever gets the lock of a directory knows that its run has ended: no lock is taken before
// the file is there, but one that was taken for litter in this moment is given up for another name.

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view cache_prefix = "run-";
constexpr std::string_view temporary_prefix = "goset-run-";
constexpr std::string_view random = "XXXXXX";
constexpr std::string_view lock_ending = ".lock";
constexpr int most_tries = 100;

std::error_code last_fault() {
  return {errno, std::generic_category()};
}

bool has_name(const Descriptor& file) {
  struct stat status {};
  return ::fstat(file.number(), &status) == 0 && status.st_nlink > 0;
}

bool is_ours(const struct stat& status) {
  return status.st_uid == ::geteuid();
}

// remove_left removes a directory and its lock if the run that made them has ended. In a directory
// that others can write to, what is theirs is left alone.
void remove_left(const fs::path& lock_file) {
  const Descriptor lock(lock_file, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
  struct stat status {};
  if (!lock.is_open() || ::fstat(lock.number(), &status) != 0) return;
  if (!S_ISREG(status.st_mode) || !is_ours(status)) return;
  if (!lock.try_lock() || !has_name(lock)) return;
  fs::path directory = lock_file;
  directory.replace_extension();
  if (::lstat(directory.c_str(), &status) == 0) {
    if (!S_ISDIR(status.st_mode) || !is_ours(status)) return;
    std::error_code fault;
    fs::remove_all(directory, fault);
    if (fault) return;
  }
  ::unlink(lock_file.c_str());
}

// is_old_name knows temporary files of versions of goset that named them after the process:
// goset-PID-N, and later .goset.new-PID-TIME-N.
bool is_old_name(std::string_view name) {
  for (const std::string_view prefix : {"goset-", ".goset.new-"}) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view rest = name.substr(prefix.size());
    return !rest.empty() && rest.find_first_not_of("0123456789-") == std::string_view::npos;
  }
  return false;
}

void remove_old(const fs::path& file) {
  std::error_code fault;
  if (!fs::is_regular_file(fs::symlink_status(file, fault))) return;
  const fs::file_time_type written = fs::last_write_time(file, fault);
  if (fault || fs::file_time_type::clock::now() - written < std::chrono::hours(24)) return;
  fs::remove(file, fault);
}

// clear_left removes what killed runs have left.
void clear_left(const fs::path& parent, std::string_view prefix) {
  std::error_code fault;
  fs::directory_iterator entry(parent, fs::directory_options::skip_permission_denied, fault);
  for (; !fault && entry != fs::directory_iterator(); entry.increment(fault)) {
    const std::string name = entry->path().filename().string();
    const bool is_lock = name.size() == prefix.size() + random.size() + lock_ending.size() &&
                         name.starts_with(prefix) && name.ends_with(lock_ending);
    if (is_lock) {
      remove_left(entry->path());
    } else if (prefix == cache_prefix && is_old_name(name)) {
      remove_old(entry->path());
    }
  }
}

}  // namespace

fs::path RunDirectory::path() {
  const std::lock_guard guard(mutex_);
  if (!path_.empty()) return path_;
  if (const std::error_code fault = make()) {
    std::error_code unknown;
    const std::string place = fs::temp_directory_path(unknown).string();
    throw Error(fmt::format("{}: no temporary directory can be made: {}",
                            unknown ? "TMPDIR" : place, fault.message()));
  }
  return path_;
}

fs::path RunDirectory::fresh_name() {
  const fs::path directory = path();
  const std::lock_guard guard(mutex_);
  return directory / std::to_string(++names_);
}

std::error_code RunDirectory::make() {
  if (!cache_.empty()) {
    const fs::path parent = cache_ / parent_name;
    std::error_code fault;
    fs::create_directories(parent, fault);
    if (!fault) fault = make_below(parent, cache_prefix);
    if (!fault) return {};
  }
  std::error_code fault;
  const fs::path parent = fs::temp_directory_path(fault);
  return fault ? fault : make_below(parent, temporary_prefix);
}

std::error_code RunDirectory::make_below(const fs::path& parent, std::string_view prefix) {
  clear_left(parent, prefix);
  for (int tries = 0; tries < most_tries; ++tries) {
    std::string lock_file = parent / fmt::format("{}{}{}", prefix, random, lock_ending);
    Descriptor lock(::mkostemps(lock_file.data(), lock_ending.size(), O_CLOEXEC));
    if (!lock.is_open()) return last_fault();
    // A file system without locks does without: what can't be locked is never taken for litter.
    if (!lock.try_lock() && errno == EWOULDBLOCK) continue;
    if (!has_name(lock)) continue;
    const fs::path directory(lock_file.substr(0, lock_file.size() - lock_ending.size()));
    if (::mkdir(directory.c_str(), 0700) == 0) {
      std::error_code fault;
      path_ = fs::canonical(directory, fault);
      if (fault) path_ = directory;
      lock_ = std::move(lock);
      return {};
    }
    const std::error_code fault = last_fault();
    ::unlink(lock_file.c_str());
    if (fault != std::errc::file_exists) return fault;
  }
  return std::make_error_code(std::errc::file_exists);
}

std::error_code RunDirectory::place(const fs::path& fresh, const fs::path& target) {
  std::error_code fault;
  fs::rename(fresh, target, fault);
  std::error_code ignored;
  if (fault) fs::remove(fresh, ignored);
  return fault;
}

std::error_code RunDirectory::replace(const fs::path& target, std::string_view bytes) try {
  const fs::path fresh = fresh_name();
  const std::error_code fault = write_new(fresh, bytes, Durable::no);
  if (!fault) return place(fresh, target);
  std::error_code ignored;
  fs::remove(fresh, ignored);
  return fault;
} catch (const Error&) {
  return std::make_error_code(std::errc::io_error);
}

void RunDirectory::clear(const fs::path& cache) {
  clear_left(cache / parent_name, cache_prefix);
}

void RunDirectory::remove() {
  const std::lock_guard guard(mutex_);
  if (!lock_.is_open()) return;
  std::error_code fault;
  fs::remove_all(path_, fault);
  if (!fault) ::unlink(path_.string().append(lock_ending).c_str());
  lock_.close();
}

}  // namespace goset
