#include "goset/facts/fact_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "goset/facts/fact_file.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/hash/sha256.hpp"
#include "goset/os/descriptor.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr std::time_t one_day = 24 * 60 * 60;
constexpr std::uint64_t largest_file = 256 << 20;  // far above any: what is larger is damaged
// A stamp's time says when the directory was last looked through. No module path begins so.
constexpr const char* stamp_name = ".trimmed";
constexpr const char* memories_name = ".sets";
constexpr const char* summaries_name = ".go-mods";  // with a limit of its own

// StoredFile is an open file of the cache. That it was used is noted in its time, once a day.
class StoredFile {
 public:
  explicit StoredFile(const fs::path& path) : file_(path, O_RDONLY | O_NONBLOCK) {
    struct stat status {};
    const int number = file_.number();
    if (!file_.is_open() || ::fstat(number, &status) != 0 || !S_ISREG(status.st_mode)) return;
    size_ = static_cast<std::uint64_t>(status.st_size);
    if (std::time(nullptr) - status.st_mtime > one_day) ::futimens(number, nullptr);
  }
  std::uint64_t size() const { return size_; }

  // read returns whether all of the bytes from `offset` on could be read.
  bool read(char* to, std::size_t size, std::size_t offset) const {
    return file_.read_at(to, size, offset);
  }

 private:
  Descriptor file_;
  std::uint64_t size_ = 0;
};

std::optional<std::string> whole_contents(const fs::path& path) {
  const StoredFile file(path);
  if (file.size() == 0 || file.size() > largest_file) return std::nullopt;
  std::string bytes(file.size(), '\0');
  if (!file.read(bytes.data(), bytes.size(), 0)) return std::nullopt;
  return bytes;
}

// beginning_of returns the bytes that a file of facts is first read by; empty if they can't be read.
std::string beginning_of(const StoredFile& file) {
  if (file.size() == 0 || file.size() > largest_file) return "";
  std::string bytes(std::min<std::size_t>(file.size(), fact_file::first_bytes), '\0');
  return file.read(bytes.data(), bytes.size(), 0) ? bytes : "";
}

struct Found {
  fs::path path;
  fs::file_time_type used;
  std::uint64_t size;
};

// list returns all files of the cache, without those that runs are writing.
std::vector<Found> list(const fs::path& directory) {
  std::vector<Found> result;
  std::error_code error;
  fs::recursive_directory_iterator it(directory, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code gone;
    const std::string name = it->path().filename().string();
    if (it.depth() == 0 && name == RunDirectory::parent_name) it.disable_recursion_pending();
    if (name == stamp_name || name.starts_with(summaries_name)) continue;
    if (!it->is_regular_file(gone)) continue;
    const fs::file_time_type used = it->last_write_time(gone);
    const std::uint64_t size = it->file_size(gone);
    if (!gone) result.push_back({it->path(), used, size});
  }
  return result;
}

// can_be_kept: of other modules no zip can be had either, and whoever reads one says why.
bool can_be_kept(const ModuleVersion& m) {
  return module::is_valid_path(m.path) && module::is_canonical_version(m.version);
}

}  // namespace

FactCache::FactCache(fs::path directory, std::uint64_t limit)
    : directory_(std::move(directory)),
      limit_(limit),
      scratch_(directory_),
      summaries_(directory_ / summaries_name, limit / 4) {}

fs::path FactCache::place(const ModuleVersion& m) const {
  return directory_ /
         fmt::format("{}@{}", module::escape_path(m.path), module::escape_version(m.version));
}

std::optional<ModuleScan> FactCache::find(const ModuleVersion& m) const {
  if (!can_be_kept(m)) return std::nullopt;
  const StoredFile file(place(m));
  const std::string begin = beginning_of(file);
  if (begin.empty()) return std::nullopt;
  const std::size_t first = begin.size();
  const std::optional<std::size_t> size = fact_file::head_size(begin);
  if (!size || *size > file.size()) return std::nullopt;
  std::shared_ptr<char[]> bytes(new char[std::max(*size, first)]);
  std::copy(begin.begin(), begin.end(), bytes.get());
  if (*size > first && !file.read(bytes.get() + first, *size - first, first)) return std::nullopt;
  return fact_file::decode(m.str(), std::move(bytes), std::max(*size, first));
}

std::optional<ModuleNames> FactCache::names(const ModuleVersion& m) const {
  if (!can_be_kept(m)) return std::nullopt;
  const std::optional<std::string> bytes = whole_contents(place(m));
  return bytes ? fact_file::decode_names(m.str(), *bytes) : std::nullopt;
}

std::optional<ZipFacts> FactCache::find_all(const ModuleVersion& m) const {
  if (!can_be_kept(m)) return std::nullopt;
  const std::optional<std::string> bytes = whole_contents(place(m));
  return bytes ? fact_file::decode_all(m.str(), *bytes) : std::nullopt;
}

std::optional<ZipFacts> FactCache::find_texts(const ModuleVersion& m) const {
  if (!can_be_kept(m)) return std::nullopt;
  const StoredFile file(place(m));
  const std::string begin = beginning_of(file);
  if (begin.empty()) return std::nullopt;
  return fact_file::decode_texts(m.str(), begin,
                                 [&](std::uint64_t offset, std::uint64_t size) -> std::string {
                                   if (offset > file.size() || size > file.size() - offset) {
                                     return "";
                                   }
                                   std::string bytes(size, '\0');
                                   return file.read(bytes.data(), size, offset) ? bytes : "";
                                 });
}

void FactCache::write(const fs::path& target, const std::string& bytes) {
  std::error_code absent;
  const std::uint64_t before = fs::file_size(target, absent);
  const std::uint64_t replaced = absent ? 0 : before;
  fs::create_directories(target.parent_path(), absent);
  if (scratch_.replace(target, bytes)) return;
  if (bytes.size() > replaced) stored_ += bytes.size() - replaced;
}

void FactCache::store(const ModuleVersion& m, const ZipFacts& facts) {
  const std::string bytes = fact_file::encode(m.str(), facts);
  if (bytes.size() <= std::min(limit_, largest_file)) write(place(m), bytes);
}

fs::path FactCache::memory_place(const fs::path& folder) const {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(folder, error);
  return directory_ / memories_name / encoding::hex(sha256((error ? folder : whole).string()));
}

std::string FactCache::memory(const fs::path& folder) const {
  return whole_contents(memory_place(folder)).value_or("");
}

void FactCache::keep_memory(const fs::path& folder, const std::string& bytes) {
  if (has_dropped_ || bytes.size() > std::min(limit_ / 2, largest_file)) return;
  write(memory_place(folder), bytes);
}

void FactCache::drop(const ModuleVersion& m) {
  std::error_code ignored;
  fs::remove(place(m), ignored);
  drop_memories();
}

void FactCache::drop_go_mod(const ModuleVersion& m) {
  summaries_.drop(m);
  drop_memories();
}

// drop_memories forgets what may have come from facts that are wrong.
void FactCache::drop_memories() {
  if (has_dropped_.exchange(true)) return;
  std::error_code ignored;
  fs::remove_all(directory_ / memories_name, ignored);
}

void FactCache::finish() {
  summaries_.save();
  trim();
}

void FactCache::trim() {
  const std::uint64_t stored = stored_.exchange(0);
  if (stored == 0) return;
  const fs::path stamp = directory_ / stamp_name;
  std::error_code absent;
  const fs::file_time_type last = fs::last_write_time(stamp, absent);
  const bool is_due = absent || fs::file_time_type::clock::now() - last > std::chrono::hours(24);
  if (!is_due && stored < limit_ / 16) return;
  Descriptor(stamp, O_WRONLY | O_CREAT | O_TRUNC);
  std::vector<Found> files = list(directory_);
  std::uint64_t total = 0;
  for (const Found& file : files) total += file.size;
  if (total <= limit_) return;
  std::sort(files.begin(), files.end(),
            [](const Found& a, const Found& b) { return a.used < b.used; });
  // A tenth more than must go, so that the next run has room.
  const std::uint64_t wanted = limit_ - limit_ / 10;
  for (const Found& file : files) {
    if (total <= wanted) break;
    std::error_code gone;
    if (fs::remove(file.path, gone)) total -= file.size;
  }
}

}  // namespace goset
