#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "wire.hpp"

// The index of one cache: which action ID stands for which object. The file is
//
//   "goset cache 1\n\0\0"   16 bytes
//   count                    8 bytes, big-endian, of the records that follow
//   records                 72 bytes each: action ID (32), output ID (32), size (8, big-endian)
//
// sorted by action ID, each ID once, and nothing else: equal caches have equal bytes. The object of
// a record is the file objects/OUTPUTID (hexadecimal) beside the index.
namespace goset::build {

namespace index {

constexpr std::size_t header_size = 24;
constexpr std::size_t record_size = 72;

// check returns the number of records; throws Failure (`FILE: ...`) for bytes that are no index.
std::size_t check(std::string_view bytes, const std::filesystem::path& file);

// entry_at and action_at read record `i` of checked bytes.
wire::Entry entry_at(std::string_view bytes, std::size_t i);
Digest action_at(std::string_view bytes, std::size_t i);

// write replaces `file` by an index of the entries: temporary file, then rename.
void write(const std::filesystem::path& file, const std::map<Digest, wire::Entry>& entries);

}  // namespace index

// CacheTable answers for any number of caches at once: one hash table over all their indexes, so
// that a get costs the same with one cache and with a thousand. Of equal action IDs that of the
// cache named first counts.
class CacheTable {
 public:
  // Each directory holds `index` and `objects/`; throws Failure for one that does not.
  explicit CacheTable(std::vector<std::string> directories);

  struct Hit {
    wire::Entry entry;
    const std::string* directory;  // its cache
  };
  std::optional<Hit> find(const Digest& action) const;

  std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint32_t cache = 0;  // 1-based; 0 marks a free slot
    std::uint32_t record = 0;
  };
  void insert(std::uint32_t cache, std::uint32_t record);
  std::size_t first_slot(const char* action) const;

  std::vector<std::string> directories_;
  std::vector<std::string> indexes_;  // their bytes
  std::vector<Slot> slots_;           // a power of two, at most half full
  std::size_t size_ = 0;
  std::uint64_t secret_ = 0;
};

}  // namespace goset::build
