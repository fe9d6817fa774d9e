#include "goset/verify/tlog.hpp"
#include "goset/error.hpp"
#include "support/sumdb_log.hpp"
#include "target.hpp"

// Statements and records of a log are refused or read. Out of a small log, any hashes that are asked
// for come from its tiles as they are, and never from a tile with one wrong byte.

namespace goset::fuzz {

namespace {

constexpr std::int64_t most_records = 600;

const SumdbLog& log_of_tests() {
  static const SumdbLog log = [] {
    SumdbLog made("log.test");
    for (std::int64_t i = 0; i < most_records; ++i) {
      const std::string number = std::to_string(i);
      made.append({"example.com/m" + number, "v1.0.0"}, "record " + number + "\n");
    }
    return made;
  }();
  return log;
}

// Numbers takes numbers from an input.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : rest_(bytes) {}
  bool empty() const { return rest_.empty(); }
  std::int64_t next() {
    std::int64_t n = 0;
    for (int i = 0; i < 2 && !rest_.empty(); ++i, rest_.remove_prefix(1)) {
      n = n << 8 | static_cast<unsigned char>(rest_.front());
    }
    return n;
  }

 private:
  std::string_view rest_;
};

const Target texts("tlog_text", [](std::string_view input) {
  try {
    const tlog::Tree tree = tlog::parse_tree(input);
    expect(tree.size >= 0, "a tree has a size");
    const tlog::Reading reading(tree, {});
    for (const tlog::Tile& tile : reading.tiles()) {
      expect(tile.width > 0 && tile.width <= tlog::Tile::full, "a tile has a width");
    }
  } catch (const Error&) {
  }
  try {
    const tlog::Record record = tlog::parse_record(input);
    expect(record.id >= 0 && record.text.ends_with('\n'), "a record is whole");
  } catch (const Error&) {
  }
});

const Target reading("tlog_tiles", [](std::string_view input) {
  const SumdbLog& log = log_of_tests();
  Numbers numbers(input);
  const std::int64_t size = numbers.next() % (most_records + 1);
  const std::int64_t flip = numbers.next();
  std::vector<std::int64_t> records;
  std::vector<std::int64_t> indexes;
  while (!numbers.empty() && records.size() < 20) {
    records.push_back(numbers.next() % (most_records + 10));
    indexes.push_back(tlog::stored_index(0, records.back()));
  }
  try {
    const tlog::Reading reading({size, log.tree_hash(size)}, indexes);
    std::vector<std::string> data;
    for (const tlog::Tile& tile : reading.tiles()) {
      data.push_back(log.tile(tile.level, tile.n, tile.width));
    }
    const std::vector<tlog::Hash> hashes = reading.hashes(data);
    for (std::size_t i = 0; i < records.size(); ++i) {
      const std::string text = "record " + std::to_string(records[i]) + "\n";
      expect(hashes[i] == tlog::record_hash(text), "a hash is that of its record");
    }
    if (data.empty()) return;
    std::string& tile = data[static_cast<std::size_t>(flip) % data.size()];
    tile[static_cast<std::size_t>(flip) % tile.size()] ^= 1;
    try {
      reading.hashes(data);
    } catch (const SecurityError&) {
      return;
    }
    throw Finding{"a tile with a wrong byte is believed"};
  } catch (const Error&) {
    for (const std::int64_t record : records) {
      if (record >= size) return;
    }
    throw Finding{"records of the tree can't be read"};
  }
});

}  // namespace

}  // namespace goset::fuzz
