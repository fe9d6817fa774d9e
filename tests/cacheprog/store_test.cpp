#include "cacheprog/store.hpp"

#include <sys/stat.h>

#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "cacheprog/failure.hpp"
#include "cacheprog/index.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temp_dir.hpp"

namespace fs = std::filesystem;
using goset::build::CacheTable;
using goset::build::Digest;
using goset::build::Failure;
using goset::build::sha256;
using goset::build::Store;
using goset::build::to_hex;

namespace {

std::span<const std::uint8_t> bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string put(Store& store, std::string_view action, std::string_view body) {
  Store::Put put(store, sha256(action), {sha256(body), body.size()});
  for (std::size_t i = 0; i < body.size(); i += 3) put.append(bytes(body.substr(i, 3)));
  return put.finish();
}

std::set<std::string> files_below(const fs::path& root) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) names.insert(fs::relative(entry.path(), root));
  }
  return names;
}

const std::string archive = "!<arch>\nthe rest";

}  // namespace

TEST_CASE("archives are kept in the output, all else in scratch") {
  const TempDir dir;
  Store store({dir.path() / "out", ""}, dir.path() / "scratch");
  const std::string kept = put(store, "a", archive);
  const std::string text = put(store, "b", "stdout of a compiler");
  const std::string empty = put(store, "c", "");
  const std::string almost = put(store, "d", "!<arch>");
  store.close();

  CHECK(kept == dir.path() / "out/objects" / to_hex(sha256(archive)));
  CHECK(goset::build::read_file(kept) == archive);
  CHECK(goset::build::read_file(text) == "stdout of a compiler");
  CHECK(goset::build::read_file(empty).empty());
  CHECK(fs::path(almost).parent_path() == dir.path() / "scratch");
  CHECK(files_below(dir.path() / "out") ==
        std::set<std::string>({"index", "objects/" + to_hex(sha256(archive))}));
  CHECK(store.find(sha256("b"))->path == text);
  CHECK(store.archives() == 1);
}

TEST_CASE("a body whose SHA-256 is not its OutputID is not stored") {
  const TempDir dir;
  Store store({dir.path() / "out", ""}, dir.path() / "scratch");
  Store::Put put(store, sha256("a"), {sha256("other"), archive.size()});
  put.append(bytes(archive));
  const std::string action = to_hex(sha256("a"));
  const std::string output = to_hex(sha256("other"));
  CHECK(failure_of([&] { put.finish(); }) ==
        "put " + action + ": the body's SHA-256 is not its OutputID " + output);
  CHECK_FALSE(store.find(sha256("a")).has_value());
  store.close();
  CHECK(files_below(dir.path() / "out") == std::set<std::string>({"index"}));
}

TEST_CASE("a run that dies in a put leaves nothing that is found later") {
  const TempDir dir;
  {
    Store store({dir.path() / "out", ""}, dir.path() / "scratch");
    put(store, "whole", archive);
    store.close();
  }
  {
    Store store({dir.path() / "out", ""}, dir.path() / "scratch");
    put(store, "not in the index", archive + "2");
    Store::Put cut(store, sha256("cut"), {sha256(archive + "3"), 100});
    cut.append(bytes(archive));  // and neither finish nor close
  }
  Store store({dir.path() / "out", ""}, dir.path() / "scratch");
  CHECK(store.find(sha256("whole")).has_value());
  CHECK_FALSE(store.find(sha256("cut")).has_value());
  CHECK_FALSE(store.find(sha256("not in the index")).has_value());
  store.close();
  CHECK(files_below(dir.path() / "out") ==
        std::set<std::string>({"index", "objects/" + to_hex(sha256(archive))}));
}

TEST_CASE("the output does not depend on the order of puts") {
  const TempDir dir;
  const std::string actions[] = {"a", "b", "c", "d", "e"};
  for (const bool reverse : {false, true}) {
    Store store({dir.path() / (reverse ? "out2" : "out1"), ""}, dir.path() / "scratch");
    for (std::size_t i = 0; i < 5; ++i) {
      const std::string& action = actions[reverse ? 4 - i : i];
      put(store, action, archive + action);
    }
    put(store, "twice", reverse ? archive + "x" : archive + "y");
    put(store, "twice", archive + "z");
    store.close();
  }
  CHECK(files_below(dir.path() / "out1") == files_below(dir.path() / "out2"));
  CHECK(goset::build::read_file(dir.path() / "out1/index") ==
        goset::build::read_file(dir.path() / "out2/index"));
}

TEST_CASE("a table answers for all its caches, the first one before the others") {
  const TempDir dir;
  std::vector<std::string> caches;
  for (int i = 0; i < 50; ++i) {
    caches.push_back(dir.path() / std::to_string(i));
    Store store({caches.back(), ""}, dir.path() / "scratch");
    put(store, "own " + std::to_string(i), archive + std::to_string(i));
    put(store, "shared", archive + std::to_string(i));
    store.close();
  }
  const CacheTable table(caches);
  CHECK(table.size() == 51);
  for (int i = 0; i < 50; ++i) {
    const auto hit = table.find(sha256("own " + std::to_string(i)));
    REQUIRE(hit.has_value());
    CHECK(*hit->directory == caches[static_cast<std::size_t>(i)]);
    CHECK(hit->entry.output == sha256(archive + std::to_string(i)));
    CHECK(hit->entry.size == (archive + std::to_string(i)).size());
  }
  CHECK(*table.find(sha256("shared"))->directory == caches[0]);
  CHECK_FALSE(table.find(sha256("nobody's")).has_value());
}

TEST_CASE("a damaged index is refused by name") {
  const TempDir dir;
  {
    Store store({dir.path() / "cache", ""}, dir.path() / "scratch");
    put(store, "a", archive);
    store.close();
  }
  const fs::path index = dir.path() / "cache/index";
  const std::string whole = goset::build::read_file(index);
  CHECK(whole.size() == 24 + 72);
  const std::string none = ": not an index of goset-cacheprog";
  const std::string damaged = ": damaged index: its size is not what its header states";
  const std::pair<std::string, std::string> cases[] = {{"", none},
                                                       {whole.substr(0, 20), none},
                                                       {whole.substr(0, whole.size() - 1), damaged},
                                                       {whole + "x", damaged},
                                                       {"x" + whole.substr(1), none}};
  for (const auto& [bytes, failure] : cases) {
    std::ofstream(index, std::ios::binary) << bytes;
    CHECK(failure_of([&dir] { CacheTable({dir.path() / "cache"}); }) == index.string() + failure);
  }
  CHECK_THROWS_AS(CacheTable({dir.path() / "absent"}), Failure);
}

TEST_CASE("an index that is not sorted, or names an action twice, is refused") {
  const TempDir dir;
  {
    Store store({dir.path() / "cache", ""}, dir.path() / "scratch");
    put(store, "a", archive);
    put(store, "b", archive);
    store.close();
  }
  const fs::path index = dir.path() / "cache/index";
  const std::string whole = goset::build::read_file(index);
  const std::string head = whole.substr(0, 24), first = whole.substr(24, 72),
                    second = whole.substr(96);
  for (const std::string& bytes : {head + second + first, head + first + first}) {
    std::ofstream(index, std::ios::binary) << bytes;
    CHECK(failure_of([&dir] { CacheTable({dir.path() / "cache"}); }) ==
          index.string() + ": damaged index: its records are not sorted");
  }
}

TEST_CASE("an index that is a FIFO or a device is refused at once") {
  const TempDir dir;
  const fs::path index = dir.path() / "index";
  REQUIRE(::mkfifo(index.c_str(), 0600) == 0);
  const std::string refused = index.string() + ": not a regular file";
  CHECK(failure_of([&dir] { CacheTable({dir.path()}); }) == refused);
  fs::remove(index);
  fs::create_symlink("/dev/zero", index);
  CHECK(failure_of([&dir] { CacheTable({dir.path()}); }) == refused);
}

TEST_CASE("60,000 actions that begin alike are found as fast as others") {
  const TempDir dir;
  std::map<Digest, goset::build::wire::Entry> entries;
  for (std::uint32_t i = 0; i < 60'000; ++i) {
    Digest action{};
    std::memcpy(action.data() + 28, &i, sizeof i);
    entries[action] = {sha256(archive), archive.size()};
  }
  goset::build::index::write(dir.path() / "index", entries);
  const CacheTable table({dir.path()});
  CHECK(table.size() == entries.size());
  // With all of them in one chain, this many looks would take most of an hour.
  for (int round = 0; round < 10; ++round) {
    for (const auto& [action, entry] : entries) REQUIRE(table.find(action).has_value());
  }
}
