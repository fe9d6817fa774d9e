#include "goset/verify/tlog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"

namespace goset::tlog {

namespace {

constexpr std::size_t hash_size = std::tuple_size_v<Hash>;

// split_index is the inverse of stored_index: level, and number in it.
std::pair<int, std::int64_t> split_index(std::int64_t index) {
  // Record n brings 1 hash and one more for every level that it completes, so that n is between
  // index / 2 and a little more.
  std::int64_t n = index / 2;
  std::int64_t first = stored_index(0, n);
  while (true) {
    const std::int64_t next = first + 1 + __builtin_ctzll(static_cast<std::uint64_t>(n + 1));
    if (next > index) break;
    ++n;
    first = next;
  }
  const int level = static_cast<int>(index - first);
  return {level, n >> level};
}

// Place is where a stored hash is: a tile, and a range of hashes in it that it is over.
struct Place {
  Tile tile;
  std::size_t begin;
  std::size_t end;
};

Place place(std::int64_t index) {
  auto [level, n] = split_index(index);
  Tile tile;
  tile.level = level / Tile::height;
  level -= tile.level * Tile::height;
  tile.n = n << level >> Tile::height;
  n -= tile.n << Tile::height >> level;
  tile.width = static_cast<int>((n + 1) << level);
  return {tile, static_cast<std::size_t>(n << level), static_cast<std::size_t>((n + 1) << level)};
}

// ancestor returns the tile `up` levels above, as wide as it is in a tree of `size`; nullopt where
// there is none.
std::optional<Tile> ancestor(Tile tile, int up, std::int64_t size) {
  tile.level += up;
  tile.n >>= up * Tile::height;
  tile.width = Tile::full;
  const std::int64_t all = size >> (tile.level * Tile::height);
  const std::int64_t begin = tile.n << Tile::height;
  if (begin + tile.width >= all) {
    if (begin >= all) return std::nullopt;
    tile.width = static_cast<int>(all - begin);
  }
  return tile;
}

// range_hash is the hash over a power of two of hashes.
Hash range_hash(std::string_view bytes) {
  if (bytes.size() == hash_size) {
    Hash hash;
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
  }
  const std::size_t half = bytes.size() / 2;
  return node_hash(range_hash(bytes.substr(0, half)), range_hash(bytes.substr(half)));
}

Hash hash_in(const Tile& tile, const std::string& data, std::int64_t index) {
  const Place at = place(index);
  if (at.tile.level != tile.level || at.tile.n != tile.n || at.tile.width > tile.width) {
    throw Error(fmt::format("hash {} is not in {}", index, tile.path()));
  }
  return range_hash(
      std::string_view(data).substr(at.begin * hash_size, (at.end - at.begin) * hash_size));
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return value;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return {};
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

Hash record_hash(std::string_view record) {
  Sha256 sha;
  sha.update(std::string_view("\0", 1));
  sha.update(record);
  return sha.finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 1 + 2 * hash_size> bytes;
  bytes[0] = '\x01';
  std::memcpy(bytes.data() + 1, left.data(), hash_size);
  std::memcpy(bytes.data() + 1 + hash_size, right.data(), hash_size);
  return sha256({bytes.data(), bytes.size()});
}

std::int64_t stored_index(int level, std::int64_t n) {
  for (int l = level; l > 0; --l) n = 2 * n + 1;
  std::int64_t index = 0;
  for (; n > 0; n >>= 1) index += n;
  return index + level;
}

Tree parse_tree(std::string_view text) {
  // Lines may be added to the format one day; they say nothing about these.
  const bool known = take_line(text) == "go.sum database tree";
  const std::optional<std::int64_t> size = number(take_line(text));
  const std::optional<std::vector<std::uint8_t>> hash = encoding::from_base64(take_line(text));
  constexpr std::int64_t max_size = std::int64_t{1} << 48;
  if (!known || !size || *size > max_size || !hash || hash->size() != hash_size) {
    throw Error("malformed tree note");
  }
  Tree tree;
  tree.size = *size;
  std::copy(hash->begin(), hash->end(), tree.hash.begin());
  return tree;
}

Record parse_record(std::string_view answer) {
  constexpr std::size_t max_size = 1'000'000;
  std::string_view rest = answer;
  const std::optional<std::int64_t> id =
      answer.size() > max_size ? std::nullopt : number(take_line(rest));
  const std::size_t end = rest.find("\n\n");
  const std::string_view text = rest.substr(0, end == std::string_view::npos ? 0 : end + 1);
  const bool printable =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 || c == '\n'; });
  if (!id || text.empty() || text.front() == '\n' || !printable) {
    throw Error("malformed record of a checksum database");
  }
  return {*id, std::string(text), std::string(rest.substr(end + 2))};
}

std::string Tile::path() const {
  std::string name = fmt::format("{:03}", n % 1000);
  for (std::int64_t rest = n / 1000; rest > 0; rest /= 1000) {
    name = fmt::format("x{:03}/{}", rest % 1000, name);
  }
  const std::string part = width == full ? "" : fmt::format(".p/{}", width);
  return fmt::format("tile/{}/{}/{}{}", height, level, name, part);
}

std::vector<std::int64_t> tree_indexes(std::int64_t size) {
  std::vector<std::int64_t> result;
  for (std::int64_t begin = 0; begin < size;) {
    int level = 0;
    while ((std::int64_t{2} << level) <= size - begin) ++level;
    result.push_back(stored_index(level, begin >> level));
    begin += std::int64_t{1} << level;
  }
  return result;
}

Hash tree_hash(const std::vector<Hash>& hashes) {
  if (hashes.empty()) return sha256("");
  Hash hash = hashes.back();
  for (std::size_t i = hashes.size() - 1; i-- > 0;) hash = node_hash(hashes[i], hash);
  return hash;
}

Reading::Reading(const Tree& tree, std::vector<std::int64_t> indexes)
    : tree_(tree), indexes_(std::move(indexes)), tree_parts_(tree_indexes(tree.size)) {
  for (const std::int64_t index : tree_parts_) {
    tree_tiles_.push_back(add(*ancestor(place(index).tile, 0, tree_.size)));
  }
  const std::int64_t end = stored_index(0, tree_.size);
  for (const std::int64_t index : indexes_) {
    if (index < 0 || index >= end) {
      throw Error(fmt::format("hash {} is not in a tree of {} records", index, tree_.size));
    }
    // Up to a tile that is known already, then down again: each is authenticated by its parent.
    const Tile tile = place(index).tile;
    int up = 0;
    while (!order_.contains(*ancestor(tile, up, tree_.size))) ++up;
    std::size_t at = order_.at(*ancestor(tile, up, tree_.size));
    while (up-- > 0) at = add(*ancestor(tile, up, tree_.size));
    index_tiles_.push_back(at);
  }
}

std::size_t Reading::add(const Tile& tile) {
  const auto [entry, is_new] = order_.try_emplace(tile, tiles_.size());
  if (is_new) tiles_.push_back(tile);
  return entry->second;
}

std::vector<Hash> Reading::hashes(const std::vector<std::string>& data) const {
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    if (data.at(i).size() != static_cast<std::size_t>(tiles_[i].width) * hash_size) {
      throw Error(fmt::format("{}: wrong size", tiles_[i].path()));
    }
  }
  const auto hash_of = [&](std::size_t tile, std::int64_t index) {
    return hash_in(tiles_[tile], data[tile], index);
  };
  std::vector<Hash> parts;
  std::vector<bool> trusted(tiles_.size());
  for (std::size_t i = 0; i < tree_parts_.size(); ++i) {
    parts.push_back(hash_of(tree_tiles_[i], tree_parts_[i]));
    trusted[tree_tiles_[i]] = true;
  }
  if (tree_hash(parts) != tree_.hash) throw SecurityError("a tile is not of the signed tree");
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    if (trusted[i]) continue;
    const Tile& tile = tiles_[i];
    const std::size_t above = order_.at(*ancestor(tile, 1, tree_.size));
    const Hash expected = hash_of(above, stored_index((tile.level + 1) * Tile::height, tile.n));
    if (!trusted[above] || range_hash(data[i]) != expected) {
      throw SecurityError(fmt::format("{} is not of the signed tree", tile.path()));
    }
    trusted[i] = true;
  }
  std::vector<Hash> result;
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    result.push_back(hash_of(index_tiles_[i], indexes_[i]));
  }
  return result;
}

}  // namespace goset::tlog
