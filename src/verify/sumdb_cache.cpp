#include "goset/verify/sumdb_cache.hpp"

#include <fcntl.h>

#include <chrono>
#include <thread>

#include "goset/os/descriptor.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

std::optional<std::string> read(const fs::path& file) {
  constexpr std::uint64_t most_bytes = 1 << 20;  // far above any
  std::optional<std::string> text = read_cached(file, most_bytes);
  // The go command makes a file before it fills it.
  if (text && text->empty()) return std::nullopt;
  return text;
}

// write replaces a file whole; a cache that can't be written is no error.
void write(RunDirectory& scratch, const fs::path& file, const std::string& text) {
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  scratch.replace(file, text);
}

// locked_soon waits a few seconds: others have the lock for a moment. Who has it longer hangs, and
// will not keep this run waiting.
bool locked_soon(const Descriptor& lock) {
  for (int i = 0; i < 100; ++i) {
    if (lock.try_lock()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

}  // namespace

std::optional<std::string> SumdbCache::find(const std::string& file) const {
  std::vector<fs::path> places{directory};
  places.insert(places.end(), read_only.begin(), read_only.end());
  for (const fs::path& place : places) {
    if (std::optional<std::string> text = read(place / file)) return text;
  }
  return std::nullopt;
}

std::vector<SumdbCache::File> SumdbCache::latest(const std::string& name) const {
  std::vector<fs::path> places{directory};
  places.insert(places.end(), other_latest.begin(), other_latest.end());
  std::vector<File> result;
  for (const fs::path& place : places) {
    const fs::path file = place / name / "latest";
    if (std::optional<std::string> text = read(file)) result.push_back({file, std::move(*text)});
  }
  return result;
}

void SumdbCache::keep(const std::string& file, const std::string& text) const {
  write(*scratch, directory / file, text);
}

void SumdbCache::keep_latest(const std::string& name, const std::string& text,
                             const std::function<bool(const std::string&)>& is_newer) const {
  const fs::path file = directory / name / "latest";
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  const Descriptor lock(file.parent_path() / ".lock", O_RDWR | O_CREAT);
  if (!lock.is_open() || !locked_soon(lock)) return;
  const std::optional<std::string> known = read(file);
  if (!known || is_newer(*known)) write(*scratch, file, text);
}

}  // namespace goset
