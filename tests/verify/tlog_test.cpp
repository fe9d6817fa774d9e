#include "goset/verify/tlog.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "support/catch.hpp"
#include "support/sumdb_log.hpp"

using namespace goset;

namespace {

// log_of has `size` records; its hashes are computed without src/fetch/tlog.cpp.
SumdbLog log_of(std::int64_t size) {
  SumdbLog log("log.test");
  for (std::int64_t i = 0; i < size; ++i) {
    log.append({fmt::format("example.com/m{}", i), "v1.0.0"}, fmt::format("record {}\n", i));
  }
  return log;
}

tlog::Tree tree(const SumdbLog& log) {
  return {log.size(), log.tree_hash(log.size())};
}

std::vector<std::string> tiles(const SumdbLog& log, const tlog::Reading& reading) {
  std::vector<std::string> data;
  for (const tlog::Tile& tile : reading.tiles()) {
    data.push_back(log.tile(tile.level, tile.n, tile.width));
  }
  return data;
}

std::vector<tlog::Hash> read(const SumdbLog& log, const std::vector<std::int64_t>& indexes) {
  const tlog::Reading reading(tree(log), indexes);
  return reading.hashes(tiles(log, reading));
}

std::vector<std::string> paths(const tlog::Reading& reading) {
  std::vector<std::string> result;
  for (const tlog::Tile& tile : reading.tiles()) result.push_back(tile.path());
  return result;
}

}  // namespace

// RFC 6962, section 2.1, as the Certificate Transparency test vectors have it.
TEST_CASE("TlogHashesAreThoseOfRfc6962") {
  CHECK(encoding::hex(tlog::tree_hash({})) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(encoding::hex(tlog::record_hash("")) ==
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(encoding::hex(
            tlog::node_hash(tlog::record_hash(""), tlog::record_hash(std::string_view("\0", 1)))) ==
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
}

TEST_CASE("TlogStoredHashesFollowEachOtherAsRecordsAreAppended") {
  std::int64_t next = 0;
  for (std::int64_t n = 0; n < 1000; ++n) {
    for (int level = 0; level == 0 || ((n + 1) & ((1 << level) - 1)) == 0; ++level) {
      CHECK(tlog::stored_index(level, n >> level) == next++);
    }
  }
}

TEST_CASE("TlogReadsEveryTreeAndEveryRecordOfIt") {
  const SumdbLog all = log_of(600);
  SumdbLog log("log.test");
  for (std::int64_t size = 1; size <= 600; ++size) {
    log.append({"example.com/m", "v1.0.0"}, fmt::format("record {}\n", size - 1));
    // All records of some trees, and of each the first, the last and one between.
    std::vector<std::int64_t> ids{0, size / 3, size - 1};
    if (size % 97 == 0 || size == 256 || size == 257 || size == 512 || size == 600) {
      ids.clear();
      for (std::int64_t id = 0; id < size; ++id) ids.push_back(id);
    }
    std::vector<std::int64_t> indexes;
    for (const std::int64_t id : ids) indexes.push_back(tlog::stored_index(0, id));
    const std::vector<tlog::Hash> hashes = read(log, indexes);
    bool same = hashes.size() == ids.size();
    for (std::size_t i = 0; same && i < ids.size(); ++i) {
      same = hashes[i] == tlog::record_hash(fmt::format("record {}\n", ids[i]));
    }
    INFO(size);
    CHECK(same);
    // The same tree as a part of the newest one: that the log only grew.
    CHECK(tlog::tree_hash(read(all, tlog::tree_indexes(size))) == log.tree_hash(size));
  }
}

TEST_CASE("TlogBelievesNoTileThatWasChanged") {
  const SumdbLog log = log_of(600);
  const tlog::Reading reading(tree(log), {tlog::stored_index(0, 3), tlog::stored_index(0, 300)});
  const std::vector<std::string> good = tiles(log, reading);
  CHECK_NOTHROW(reading.hashes(good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (std::size_t at = 0; at < good[i].size(); at += 512) {
      std::vector<std::string> bent = good;
      bent[i][at] = static_cast<char>(bent[i][at] ^ 1);
      INFO(reading.tiles()[i].path() << " " << at);
      CHECK_THROWS_AS(reading.hashes(bent), SecurityError);
    }
    std::vector<std::string> cut = good;
    cut[i].pop_back();
    CHECK_THROWS_AS(reading.hashes(cut), Error);
  }
}

TEST_CASE("TlogDoesNotTakeTheTilesOfAnotherTree") {
  const SumdbLog log = log_of(300);
  tlog::Tree other = tree(log);
  other.hash[0] ^= 1;
  const tlog::Reading reading(other, {tlog::stored_index(0, 3)});
  CHECK_THROWS_AS(reading.hashes(tiles(log, reading)), SecurityError);
}

TEST_CASE("TlogAsksForTheTilesOnTheWayDown") {
  using Paths = std::vector<std::string>;
  const tlog::Hash hash{};
  CHECK(paths(tlog::Reading({1, hash}, {0})) == Paths{"tile/8/0/000.p/1"});
  CHECK(paths(tlog::Reading({256, hash}, {0})) == Paths{"tile/8/1/000.p/1", "tile/8/0/000"});
  CHECK(paths(tlog::Reading({600, hash}, {tlog::stored_index(0, 300)})) ==
        Paths{"tile/8/1/000.p/2", "tile/8/0/002.p/88", "tile/8/0/001"});
  // The right edge of a large log, and one record far from it.
  const std::int64_t size = 71'688'409;
  CHECK(paths(tlog::Reading({size, hash}, {tlog::stored_index(0, 19'745'072)})) ==
        Paths{"tile/8/3/000.p/4", "tile/8/2/004.p/69", "tile/8/1/x001/093.p/224",
              "tile/8/0/x280/032.p/217", "tile/8/2/001", "tile/8/1/301", "tile/8/0/x077/129"});
}

TEST_CASE("TlogRefusesAHashThatIsNotInTheTree") {
  const SumdbLog log = log_of(5);
  CHECK_NOTHROW(tlog::Reading(tree(log), {tlog::stored_index(0, 4)}));
  for (const std::int64_t index : {std::int64_t{-1}, tlog::stored_index(0, 5)}) {
    CHECK_THROWS_AS(tlog::Reading(tree(log), {index}), Error);
  }
}

TEST_CASE("TlogTilePathsHaveThreeDigitsAPart") {
  CHECK(tlog::Tile{0, 0, 256}.path() == "tile/8/0/000");
  CHECK(tlog::Tile{1, 999, 5}.path() == "tile/8/1/999.p/5");
  CHECK(tlog::Tile{0, 1234067, 256}.path() == "tile/8/0/x001/x234/067");
}

TEST_CASE("TlogReadsTreesAndRecords") {
  const SumdbLog log = log_of(3);
  const std::string hash = encoding::base64(log.tree_hash(3));
  const std::string good = "go.sum database tree\n3\n" + hash + "\n";
  CHECK(tlog::parse_tree(good) == tree(log));
  CHECK(tlog::parse_tree(good + "a line of the future\n") == tree(log));
  for (const std::string& bad :
       {std::string(), std::string("go.sum database tree\n"),
        "go.sum database tree\n-3\n" + hash + "\n", "go.sum database tree\n03\n" + hash + "\n",
        "go.sum database tree\n3\n" + hash, std::string("go.sum database tree\n3\nAAAA\n"),
        "go.sum database\n3\n" + hash + "\n",
        "go.sum database tree\n99999999999999999999\n" + hash + "\n"}) {
    INFO(bad);
    CHECK_THROWS_AS(tlog::parse_tree(bad), Error);
  }

  const tlog::Record record = tlog::parse_record(log.answer(1, 3));
  CHECK(record.id == 1);
  CHECK(record.text == "record 1\n");
  CHECK(record.tree_note == log.note(3));
  for (const std::string& bad :
       {std::string(), std::string("1\n"), std::string("x\nrecord\n\nnote\n"),
        std::string("1\n\nnote\n"), std::string("1\nrecord\n"), std::string("-1\nrecord\n\nnote\n"),
        std::string("1\nrec\tord\n\nnote\n"),
        std::string("1\n") + std::string(1'000'000, 'x') + "\n\nnote\n"}) {
    INFO(bad.substr(0, 100));
    CHECK_THROWS_AS(tlog::parse_record(bad), Error);
  }
}
