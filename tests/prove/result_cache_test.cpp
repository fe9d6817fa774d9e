#include "goset/prove/result_cache.hpp"

#include <fstream>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

ResultCache::Key key(const std::string& text) {
  return sha256(text);
}

PackageResult failure() {
  return {12,
          {{"x.go", 3, 5, "undefined: glob.Glob", "glob.Glob", {"example.com/glob", "fmt"}},
           {"", 0, 0, "zip: checksum error", "", {}}}};
}

std::vector<fs::path> files(const fs::path& directory) {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (!entry.is_directory()) result.push_back(entry.path());
  }
  return result;
}

// save stores results under these names, as one run.
void save(const fs::path& directory, const std::vector<std::string>& names,
          std::uint64_t limit = ResultCache::default_limit) {
  ResultCache cache(directory, limit);
  for (const std::string& name : names) cache.store(key(name), {});
  cache.save();
}

}  // namespace

TEST_CASE("results are found by the next run, with all that is known of failures") {
  const TempDir dir;
  {
    ResultCache cache(dir.path() / "results");
    CHECK(cache.find(key("a")) == nullptr);
    cache.store(key("a"), {});
    cache.store(key("b"), failure());
    CHECK(*cache.find(key("b")) == failure());
    cache.save();
  }
  ResultCache cache(dir.path() / "results");
  REQUIRE(cache.find(key("a")));
  CHECK(cache.find(key("a"))->is_sound());
  REQUIRE(cache.find(key("b")));
  CHECK(*cache.find(key("b")) == failure());
  CHECK(cache.find(key("c")) == nullptr);
}

TEST_CASE("a damaged or foreign file counts for nothing, and goes") {
  const TempDir dir;
  const fs::path results = dir.path() / "results";
  save(results, {"a"});
  const fs::path file = files(results).at(0);
  SECTION("a byte is another") {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(-1, std::ios::end);
    stream.put('\x7f');
  }
  SECTION("it is cut") {
    fs::resize_file(file, fs::file_size(file) - 1);
  }
  SECTION("it is empty") {
    fs::resize_file(file, 0);
  }
  SECTION("it is of another format") {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(8);
    stream.put('\2');
  }
  CHECK(ResultCache(results).find(key("a")) == nullptr);
  CHECK(files(results).empty());
}

TEST_CASE("many files become one") {
  const TempDir dir;
  const fs::path results = dir.path() / "results";
  std::vector<std::string> names;
  for (int i = 0; i < 13; ++i) {
    names.push_back(std::to_string(i));
    save(results, {names.back()});
  }
  CHECK(files(results).size() == 1);
  ResultCache cache(results);
  for (const std::string& name : names) CHECK(cache.find(key(name)));
}

TEST_CASE("above the limit what a run has not used goes") {
  const TempDir dir;
  const fs::path results = dir.path() / "results";
  for (int i = 0; i < 12; ++i) save(results, {std::to_string(i)}, 100);
  {
    ResultCache cache(results, 100);
    CHECK(cache.find(key("3")));
    cache.store(key("new"), {});
    cache.save();
  }
  ResultCache cache(results);
  CHECK(cache.find(key("3")));
  CHECK(cache.find(key("new")));
  CHECK(cache.find(key("4")) == nullptr);
}

TEST_CASE("a directory that can't be written is no error") {
  const TempDir dir;
  std::ofstream(dir.path() / "results") << "a file";
  CHECK_NOTHROW(save(dir.path() / "results", {"a"}));
}
