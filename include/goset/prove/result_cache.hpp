#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "goset/hash/sha256.hpp"
#include "goset/os/run_directory.hpp"
#include "goset/prove/package_result.hpp"

namespace goset {

// ResultCache keeps what was found out about packages, by a hash of all that it depends on
// (instance_keys.hpp). The directory may be deleted at any time; other processes may use it too. A
// file that is damaged counts for nothing, and one that can't be written is no error.
//
//     file    = "gosetprv" FORMAT(u32, the lowest byte first) SHA256(32 bytes, of the rest) records
//     records = N { KEY(32 bytes) COUNT N { problem } }
//     problem = file LINE COLUMN message uses N { import path }
//
// A file is named by its digest. Numbers and texts are those of PackedWriter (facts/packed.hpp). A
// run writes what is new into a file of its own every few seconds, by rename, so that one that is
// killed has lost little. When there are many files they are put together as one; above the limit,
// with no more than this run has used.
class ResultCache {
 public:
  using Key = Sha256Digest;
  static constexpr std::uint64_t default_limit = std::uint64_t{64} << 20;

  explicit ResultCache(std::filesystem::path directory, std::uint64_t limit = default_limit);

  // find returns what is known under a key, null for nothing. It stays until save() is called.
  const PackageResult* find(const Key& key);
  // store adds a result; now and then it saves.
  void store(const Key& key, PackageResult result);
  // save writes what is new since the last time, and makes few files of many.
  void save();

 private:
  struct Entry {
    PackageResult result;
    bool is_used = false;  // by this run
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  void load();
  bool read(std::string_view bytes);
  void write(const std::vector<const std::pair<const Key, Entry>*>& entries);
  void put_together();

  std::filesystem::path directory_;
  std::uint64_t limit_;
  RunDirectory scratch_;
  std::unordered_map<Key, Entry, KeyHash> entries_;
  std::vector<std::filesystem::path> files_;  // that were read or written
  std::vector<Key> new_;                      // since the last save
  std::int64_t saved_at_ = 0;                 // in milliseconds of some clock
};

}  // namespace goset
