#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/hash/sha256.hpp"

// Transparent logs: a tree of hashes over records that only grows. All hashes stand in one sequence
// in the order in which appending records makes them; it is served in tiles of 256 hashes of one
// level (height 8). Source of all rules: golang.org/x/mod/sumdb/tlog and
// https://research.swtch.com/tlog.
namespace goset::tlog {

using Hash = Sha256Digest;

Hash record_hash(std::string_view record);
Hash node_hash(const Hash& left, const Hash& right);

// stored_index is the place in the sequence of hash `n` of a level (0 is the records').
std::int64_t stored_index(int level, std::int64_t n);

// Tree is a signed statement: so many records, with this hash over all of them.
struct Tree {
  std::int64_t size = 0;
  Hash hash{};
  friend auto operator<=>(const Tree&, const Tree&) = default;
  friend bool operator==(const Tree&, const Tree&) = default;
};
// parse_tree reads the text of such a statement; throws Error.
Tree parse_tree(std::string_view text);

// Record is one answer of a log: the record's number and text, and a signed tree that has it.
struct Record {
  std::int64_t id = 0;
  std::string text;
  std::string tree_note;
};
Record parse_record(std::string_view answer);

// Tile holds `width` hashes of one level of tiles, from number `n` * 256 on; a full one has 256.
struct Tile {
  static constexpr int height = 8;
  static constexpr int full = 1 << height;

  int level = 0;
  std::int64_t n = 0;
  int width = 0;

  // path is where it is served: "tile/8/0/x001/234.p/5".
  std::string path() const;
  friend auto operator<=>(const Tile&, const Tile&) = default;
  friend bool operator==(const Tile&, const Tile&) = default;
};

// tree_indexes returns the places of the hashes that make up a tree of `size`, from left to right,
// and tree_hash folds them together.
std::vector<std::int64_t> tree_indexes(std::int64_t size);
Hash tree_hash(const std::vector<Hash>& hashes);

// Reading fetches hashes out of the tiles of one tree, and believes only what its hash covers.
// First tiles() says which are needed, parents before children; then hashes() takes them.
class Reading {
 public:
  // Throws Error for an index that is not in the tree.
  Reading(const Tree& tree, std::vector<std::int64_t> indexes);

  const std::vector<Tile>& tiles() const { return tiles_; }

  // hashes returns what was asked for, in that order; `data` are the tiles' bytes. Throws
  // SecurityError where they are not of this tree, Error where a size is wrong.
  std::vector<Hash> hashes(const std::vector<std::string>& data) const;

 private:
  std::size_t add(const Tile& tile);

  Tree tree_;
  std::vector<std::int64_t> indexes_;
  std::vector<std::int64_t> tree_parts_;
  std::vector<Tile> tiles_;
  std::map<Tile, std::size_t> order_;
  std::vector<std::size_t> tree_tiles_;   // of tree_parts_
  std::vector<std::size_t> index_tiles_;  // of indexes_
};

}  // namespace goset::tlog
