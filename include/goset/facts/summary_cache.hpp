#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "goset/hash/sha256.hpp"
#include "goset/model/mod_summary.hpp"
#include "goset/os/run_directory.hpp"

namespace goset {

// SummaryCache keeps the summaries of go.mod files, all in one file: a run asks for thousands, and
// opening, hashing and parsing so many would cost more than all else. Whoever takes one from it
// compares its `sum` with every claim, as for a go.mod just read. Not for use by two threads; other
// processes may use the same file. A damaged or older file counts for nothing, and one that can't
// be written is no error.
//
//     file   = { "gosetmod" FORMAT(u32) PARSER(u32) SIZE(u32) CRC32(u32) block }
//     block  = N { TEXT } N { module } N { go.mod }
//     module = path version                        numbers of texts of this block
//     go.mod = SIZE(N) H1(32 bytes) module declared go N { module }
//
// Numbers and texts are those of fact_file.hpp; `declared` and `go` are numbers of texts plus 1,
// and 0 for `declared` that is the module's path and for no go line. SIZE counts the bytes behind
// it. Each run that learns of new ones appends a block, by one write under a lock; a file of too
// many blocks, or above its limit, is written anew: then as one, or with what this run has used
// alone.
class SummaryCache {
 public:
  // parser_version counts up whenever mod_file::parse_lax or ModSummary would say something else of
  // the same text.
  static constexpr std::uint32_t parser_version = 1;

  SummaryCache(std::filesystem::path file, std::uint64_t limit);

  struct Entry {
    ModSummary summary;
    std::string sum;  // `h1:` of the go.mod
  };
  // find returns what is known of a module version's go.mod.
  std::optional<Entry> find(const ModuleVersion& m);
  // find_sum returns its `h1:` alone.
  std::optional<std::string> find_sum(const ModuleVersion& m);
  void store(const ModuleVersion& m, Entry entry);
  void drop(const ModuleVersion& m);

  // save writes what was stored since; call it at the end of a run.
  void save();

 private:
  struct Key {
    std::string_view path;
    std::string_view version;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      const std::hash<std::string_view> hash;
      return hash(key.path) * 31 + hash(key.version);
    }
  };
  struct Block {
    std::vector<std::string_view> texts;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> modules;
  };
  // Place is where a go.mod lies in the file.
  struct Place {
    std::uint32_t block;
    std::string_view bytes;
    bool is_used;  // by this run
  };
  void load();
  void note_used();
  bool read_block(std::string_view bytes);
  static std::string sum_at(const Place& place);
  std::optional<Entry> entry_at(const Place& place) const;
  void write_anew();

  std::filesystem::path file_;
  std::uint64_t limit_;
  RunDirectory scratch_;
  bool loaded_ = false;
  bool damaged_ = false;
  std::string bytes_;
  std::vector<Block> blocks_;
  std::unordered_map<Key, Place, KeyHash> places_;
  std::map<ModuleVersion, Entry> new_;
  std::set<ModuleVersion> used_;  // by this run, when the file was last read
  std::set<ModuleVersion> dropped_;
};

}  // namespace goset
