#include "goset/verify/sumdb_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace goset {

namespace fs = std::filesystem;

namespace {

std::optional<std::string> read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  // The go command makes a file before it fills it.
  if (in.bad() || text.empty()) return std::nullopt;
  return text;
}

// write replaces a file whole; a cache that can't be written is no error.
void write(const fs::path& file, const std::string& text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  const fs::path fresh =
      file.parent_path() / fmt::format(".{}.{}", file.filename().string(), getpid());
  std::ofstream out(fresh, std::ios::binary);
  out << text;
  out.close();
  if (out) fs::rename(fresh, file, error);
  if (!out || error) fs::remove(fresh, error);
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
  write(directory / file, text);
}

void SumdbCache::keep_latest(const std::string& name, const std::string& text,
                             const std::function<bool(const std::string&)>& is_newer) const {
  const fs::path file = directory / name / "latest";
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  const fs::path lock = file.parent_path() / ".lock";
  const int descriptor = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return;
  flock(descriptor, LOCK_EX);
  const std::optional<std::string> known = read(file);
  if (!known || is_newer(*known)) write(file, text);
  close(descriptor);
}

}  // namespace goset
