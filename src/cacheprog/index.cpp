#include "index.hpp"

#include <cstring>
#include <limits>
#include <random>

#include "failure.hpp"
#include "file.hpp"

namespace goset::build {
namespace {

constexpr std::string_view magic("goset cache 1\n\0\0", 16);

std::uint64_t load_big_endian(const char* bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

void append_big_endian(std::string& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

void append_digest(std::string& out, const Digest& digest) {
  out.append(reinterpret_cast<const char*>(digest.data()), digest.size());
}

const char* record(std::string_view bytes, std::size_t i) {
  return bytes.data() + index::header_size + i * index::record_size;
}

}  // namespace

namespace index {

std::size_t check(std::string_view bytes, const std::filesystem::path& file) {
  if (bytes.size() < header_size || !bytes.starts_with(magic)) {
    throw Failure(file.string() + ": not an index of goset-cacheprog");
  }
  const std::uint64_t count = load_big_endian(bytes.data() + magic.size());
  const std::size_t body = bytes.size() - header_size;
  if (body % record_size != 0 || count != body / record_size ||
      count > std::numeric_limits<std::uint32_t>::max()) {
    throw Failure(file.string() + ": damaged index: its size is not what its header states");
  }
  for (std::size_t i = 1; i < count; ++i) {
    if (std::memcmp(record(bytes, i - 1), record(bytes, i), 32) >= 0) {
      throw Failure(file.string() + ": damaged index: its records are not sorted");
    }
  }
  return static_cast<std::size_t>(count);
}

wire::Entry entry_at(std::string_view bytes, std::size_t i) {
  wire::Entry entry;
  std::memcpy(entry.output.data(), record(bytes, i) + 32, entry.output.size());
  entry.size = load_big_endian(record(bytes, i) + 64);
  return entry;
}

Digest action_at(std::string_view bytes, std::size_t i) {
  Digest action{};
  std::memcpy(action.data(), record(bytes, i), action.size());
  return action;
}

void write(const std::filesystem::path& file, const std::map<Digest, wire::Entry>& entries) {
  std::string bytes(magic);
  bytes.reserve(header_size + entries.size() * record_size);
  append_big_endian(bytes, entries.size());
  for (const auto& [action, entry] : entries) {
    append_digest(bytes, action);
    append_digest(bytes, entry.output);
    append_big_endian(bytes, entry.size);
  }
  write_file_atomically(file, bytes);
}

}  // namespace index

CacheTable::CacheTable(std::vector<std::string> directories)
    : directories_(std::move(directories)) {
  std::random_device random;
  secret_ = std::uint64_t{random()} << 32 | random();
  std::vector<std::size_t> counts;
  std::size_t total = 0;
  for (const std::string& directory : directories_) {
    const std::filesystem::path file = std::filesystem::path(directory) / "index";
    indexes_.push_back(read_file(file));
    counts.push_back(index::check(indexes_.back(), file));
    total += counts.back();
  }
  std::size_t capacity = 16;
  while (capacity < total * 2) capacity *= 2;
  slots_.resize(capacity);
  for (std::size_t cache = 0; cache < counts.size(); ++cache) {
    for (std::size_t i = 0; i < counts[cache]; ++i) {
      insert(static_cast<std::uint32_t>(cache + 1), static_cast<std::uint32_t>(i));
    }
  }
}

// An action ID is itself a hash, but whoever writes an index may choose it: with a secret in it, no
// choice of IDs makes them meet in one slot.
std::size_t CacheTable::first_slot(const char* action) const {
  std::uint64_t state = secret_;
  for (int i = 0; i < 32; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, action + i, sizeof word);
    state = (state ^ word) * 0x9e3779b97f4a7c15;
    state ^= state >> 32;
  }
  return static_cast<std::size_t>(state) & (slots_.size() - 1);
}

void CacheTable::insert(std::uint32_t cache, std::uint32_t number) {
  const char* const action = record(indexes_[cache - 1], number);
  std::size_t at = first_slot(action);
  while (slots_[at].cache != 0) {
    const Slot& slot = slots_[at];
    const char* const held = record(indexes_[slot.cache - 1], slot.record);
    if (std::memcmp(held, action, 32) == 0) return;
    at = (at + 1) & (slots_.size() - 1);
  }
  slots_[at] = {cache, number};
  ++size_;
}

std::optional<CacheTable::Hit> CacheTable::find(const Digest& action) const {
  const char* const wanted = reinterpret_cast<const char*>(action.data());
  for (std::size_t at = first_slot(wanted); slots_[at].cache != 0;
       at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    const std::string_view bytes = indexes_[slot.cache - 1];
    if (std::memcmp(record(bytes, slot.record), wanted, 32) == 0) {
      return Hit{index::entry_at(bytes, slot.record), &directories_[slot.cache - 1]};
    }
  }
  return std::nullopt;
}

}  // namespace goset::build
