#include "goset/store/changes.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

#include "goset/error.hpp"
#include "goset/os/whole_file.hpp"
#include "journal.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

using journal::Journal;
using journal::Line;
using Text = std::optional<std::string>;

constexpr std::size_t many = 32;  // files that are made durable together

[[noreturn]] void fail(const fs::path& file, int fault) {
  throw Error(fmt::format("{}: {}", file.lexically_normal().string(), std::strerror(fault)));
}

// mode_of returns the mode of a file that is there, which the one in its place gets too.
std::optional<mode_t> mode_of(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || S_ISDIR(status.st_mode)) return std::nullopt;
  return status.st_mode & 07777;
}

// Elsewhere are files out of the folder. Their new contents are written beside them first.
class Elsewhere {
 public:
  Elsewhere() = default;
  ~Elsewhere() {
    for (const auto& [target, fresh] : files_) {
      if (!fresh.empty()) ::unlink(fresh.c_str());
    }
  }
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;

  void prepare(const fs::path& file, const Text& text) {
    if (!text) {
      files_.emplace_back(file, fs::path());
      return;
    }
    std::error_code fault;
    const fs::path target = fs::weakly_canonical(file, fault);
    if (!fault) fs::create_directories(target.parent_path(), fault);
    if (fault) fail(file, fault.value());
    std::random_device random;
    const fs::path fresh =
        target.parent_path() / fmt::format(".goset-{:08x}{:08x}", random(), random());
    fault = write_new(fresh, *text, Durable::yes, mode_of(target));
    if (fault != std::errc::file_exists) files_.emplace_back(target, fresh);
    if (fault) fail(file, fault.value());
  }

  void make() {
    for (auto& [target, fresh] : files_) {
      const int result =
          fresh.empty() ? ::unlink(target.c_str()) : ::rename(fresh.c_str(), target.c_str());
      if (result != 0) fail(target, errno);
      fresh.clear();
    }
    files_.clear();
  }

 private:
  std::vector<std::pair<fs::path, fs::path>> files_;  // a file, and its new contents or nothing
};

// keep_old keeps a file under a second name, or where the file system has no such names, a copy.
void keep_old(const fs::path& file, const fs::path& old) {
  if (::link(file.c_str(), old.c_str()) == 0) return;
  std::error_code fault;
  fs::copy(file, old, fs::copy_options::copy_symlinks, fault);
  if (fault) fail(file, fault.value());
}

// Writing puts the planned changes into a journal.
class Writing {
 public:
  Writing(const Folder& folder, Journal& journal, Elsewhere& elsewhere, bool is_many,
          const std::function<void()>& between)
      : folder_(folder),
        journal_(journal),
        elsewhere_(elsewhere),
        durable_(is_many ? Durable::no : Durable::yes),
        between_(between) {}

  void add(const std::string& name, const Text& text) {
    const std::optional<fs::path> target =
        journal::target_of(folder_.directory(), name, !text.has_value());
    if (!target) return elsewhere_.prepare(folder_.file(name), text);
    if (const std::error_code fault = lines_.empty() ? journal_.begin() : std::error_code()) {
      fail(folder_.file(name), fault.value());
    }
    const std::optional<mode_t> mode = mode_of(*target);
    Line& line = lines_.emplace_back(Line{Line::Kind::goes, name, *target});
    if (text) {
      line.kind = mode ? Line::Kind::replaced : Line::Kind::fresh;
      write(*text, mode);
    }
    if (between_) between_();
    if (line.kind != Line::Kind::fresh) keep_old(*target, journal_.old(lines_.size()));
  }

  std::vector<Line> lines() { return std::move(lines_); }

 private:
  void write(const std::string& text, std::optional<mode_t> mode) const {
    if (between_) between_();
    const fs::path fresh = journal_.fresh(lines_.size());
    if (const std::error_code fault = write_new(fresh, text, durable_, mode)) {
      fail(folder_.file(lines_.back().name), fault.value());
    }
  }

  const Folder& folder_;
  Journal& journal_;
  Elsewhere& elsewhere_;
  const Durable durable_;
  const std::function<void()>& between_;
  std::vector<Line> lines_;
};

}  // namespace

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

void Changes::commit(std::function<void()> between) {
  const bool is_many = planned_.size() > many;
  Elsewhere elsewhere;
  Journal journal(folder_.directory(), between);
  Writing writing(folder_, journal, elsewhere, is_many, between);
  // What goes makes room for what comes.
  for (const bool comes : {false, true}) {
    for (const auto& [name, text] : planned_) {
      if (text.has_value() == comes) writing.add(name, text);
    }
  }
  std::vector<Line> lines = writing.lines();
  if (lines.empty()) return elsewhere.make();
  journal.decide(std::move(lines), is_many);
  journal.make();
  try {
    elsewhere.make();
  } catch (const Error&) {
    journal.undo();
    throw;
  }
  journal.finish();
}

}  // namespace goset
