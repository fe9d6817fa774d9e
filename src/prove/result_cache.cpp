#include "goset/prove/result_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "goset/facts/packed.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/os/whole_file.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic = "gosetprv";
constexpr std::string_view format("\1\0\0\0", 4);
constexpr std::size_t header_size = magic.size() + format.size() + sizeof(Sha256Digest);
constexpr std::string_view ending = ".results";
constexpr std::size_t most_files = 12;
constexpr std::int64_t save_every = 2000;  // milliseconds

std::int64_t now() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::string_view bytes_of(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

void put(PackedWriter& out, const ResultCache::Key& key, const PackageResult& result) {
  out.bytes().append(bytes_of(key));
  out.number(result.count);
  out.number(result.problems.size());
  for (const PackageProblem& problem : result.problems) {
    out.text(problem.file);
    out.number(problem.line);
    out.number(problem.column);
    out.text(problem.message);
    out.text(problem.uses);
    out.number(problem.involved.size());
    for (const std::string& path : problem.involved) out.text(path);
  }
}

PackageResult get(PackedReader& in) {
  PackageResult result;
  result.count = in.number();
  for (std::size_t left = in.count(); left > 0; --left) {
    PackageProblem& problem = result.problems.emplace_back();
    problem.file = in.text();
    problem.line = in.number();
    problem.column = in.number();
    problem.message = in.text();
    problem.uses = in.text();
    for (std::size_t more = in.count(); more > 0; --more) problem.involved.emplace_back(in.text());
  }
  return result;
}

}  // namespace

std::string PackageProblem::str() const {
  if (file.empty()) return message;
  return fmt::format("{}:{}:{}: {}", file, line, column, message);
}

std::size_t ResultCache::KeyHash::operator()(const Key& key) const {
  std::size_t hash = 0;  // the key is one already
  std::memcpy(&hash, key.data(), sizeof hash);
  return hash;
}

ResultCache::ResultCache(fs::path directory, std::uint64_t limit)
    : directory_(std::move(directory)), limit_(limit), scratch_(directory_), saved_at_(now()) {
  load();
}

void ResultCache::load() {
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_, absent)) {
    if (entry.path().extension() != ending) continue;
    const std::optional<std::string> bytes = read_cached(entry.path());
    if (!bytes) continue;
    files_.push_back(entry.path());
    if (!read(*bytes)) fs::remove(entry.path(), absent);
  }
}

bool ResultCache::read(std::string_view bytes) {
  if (bytes.size() < header_size || !bytes.starts_with(magic)) return false;
  if (bytes.substr(magic.size(), format.size()) != format) return false;
  const std::string_view records = bytes.substr(header_size);
  const std::string_view digest = bytes.substr(magic.size() + format.size(), sizeof(Sha256Digest));
  if (bytes_of(sha256(records)) != digest) return false;
  PackedReader in(records);
  for (std::size_t left = in.count(); left > 0 && !in.failed(); --left) {
    Key key{};
    const std::string_view text = in.take(key.size());
    if (in.failed()) break;
    std::copy(text.begin(), text.end(), key.begin());
    entries_.try_emplace(key, Entry{get(in), false});
  }
  return in.at_end();
}

const PackageResult* ResultCache::find(const Key& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  found->second.is_used = true;
  return &found->second.result;
}

void ResultCache::store(const Key& key, PackageResult result) {
  entries_.insert_or_assign(key, Entry{std::move(result), true});
  new_.push_back(key);
  if (now() - saved_at_ >= save_every) save();
}

void ResultCache::save() {
  if (!new_.empty()) {
    std::vector<const std::pair<const Key, Entry>*> fresh;
    for (const Key& key : new_) fresh.push_back(&*entries_.find(key));
    new_.clear();
    write(fresh);
  }
  if (files_.size() > most_files) put_together();
  saved_at_ = now();
}

void ResultCache::write(const std::vector<const std::pair<const Key, Entry>*>& entries) {
  PackedWriter records;
  records.number(entries.size());
  for (const auto* entry : entries) put(records, entry->first, entry->second.result);
  const Sha256Digest digest = sha256(records.bytes());
  std::string bytes(magic);
  bytes.append(format).append(bytes_of(digest)).append(records.bytes());
  std::error_code fault;
  fs::create_directories(directory_, fault);
  const fs::path file = directory_ / encoding::hex(digest).substr(0, 32).append(ending);
  if (!scratch_.replace(file, bytes)) files_.push_back(file);
}

// put_together writes all results as one file, and removes those that had them.
void ResultCache::put_together() {
  std::vector<fs::path> old;
  old.swap(files_);
  std::uint64_t size = 0;
  std::error_code absent;
  for (const fs::path& file : old) {
    if (const std::uint64_t one = fs::file_size(file, absent); !absent) size += one;
  }
  std::vector<const std::pair<const Key, Entry>*> kept;
  for (const auto& entry : entries_) {
    if (size <= limit_ || entry.second.is_used) kept.push_back(&entry);
  }
  write(kept);
  if (files_.empty()) return;  // nothing was written, so that nothing goes
  for (const fs::path& file : old) fs::remove(file, absent);
}

}  // namespace goset
