#include "index.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <limits>

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

Mapping::Mapping(const std::filesystem::path& file) {
  const FileDescriptor fd = FileDescriptor::open(file, O_RDONLY);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) fail_with_errno(file.string());
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  void* const data = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (data == MAP_FAILED) fail_with_errno(file.string());
  data_ = static_cast<const char*>(data);
}

Mapping::~Mapping() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

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
  std::vector<std::size_t> counts;
  std::size_t total = 0;
  for (const std::string& directory : directories_) {
    const std::filesystem::path file = std::filesystem::path(directory) / "index";
    indexes_.push_back(std::make_unique<Mapping>(file));
    counts.push_back(index::check(indexes_.back()->bytes(), file));
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

// An action ID is itself a hash, so its first bytes choose the slot.
std::size_t CacheTable::first_slot(const char* action) const {
  std::uint64_t bits = 0;
  std::memcpy(&bits, action, sizeof bits);
  return static_cast<std::size_t>(bits) & (slots_.size() - 1);
}

void CacheTable::insert(std::uint32_t cache, std::uint32_t number) {
  const char* const action = record(indexes_[cache - 1]->bytes(), number);
  std::size_t at = first_slot(action);
  while (slots_[at].cache != 0) {
    const Slot& slot = slots_[at];
    const char* const held = record(indexes_[slot.cache - 1]->bytes(), slot.record);
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
    const std::string_view bytes = indexes_[slot.cache - 1]->bytes();
    if (std::memcmp(record(bytes, slot.record), wanted, 32) == 0) {
      return Hit{index::entry_at(bytes, slot.record), &directories_[slot.cache - 1]};
    }
  }
  return std::nullopt;
}

}  // namespace goset::build
