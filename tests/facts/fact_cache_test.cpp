#include "goset/facts/fact_cache.hpp"

#include <sys/stat.h>

#include <chrono>
#include <thread>

#include "sample_zip.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

ModuleVersion numbered(int i) {
  return {"example.com/m" + std::to_string(10 + i), "v1.0.0"};
}

void make_old(const fs::path& file, int days) {
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(24 * days + 1));
}

// files_below counts all files but the locks of runs.
std::size_t files_below(const fs::path& directory) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file() && entry.path().extension() != ".lock") ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("facts that were stored are found, by their escaped name") {
  const TempDir dir;
  FactCache cache(dir.path() / "facts");
  CHECK_FALSE(cache.find(sample));
  CHECK_FALSE(cache.find_all(sample));
  cache.store(sample, sample_facts());
  CHECK(fs::exists(dir.path() / "facts/example.com/!sample@v1.2.3-!beta"));
  REQUIRE(cache.find(sample));
  CHECK(cache.find(sample)->sum == sample_facts().sum);
  CHECK(cache.find_all(sample)->go_sum == sample_facts().go_sum);
  CHECK(cache.find_texts(sample)->go_sum == sample_facts().go_sum);
  CHECK(cache.find_texts(sample)->sum == sample_facts().sum);
  CHECK(cache.find_texts(sample)->packages.empty());
  CHECK_FALSE(cache.find({sample.path, "v1.0.0"}));
  CHECK(files_below(dir.path()) == 1);
  cache.drop(sample);
  CHECK_FALSE(cache.find(sample));
}

TEST_CASE("a memory of a set is kept by its folder, until facts turn out wrong") {
  const TempDir dir;
  const fs::path facts = dir.path() / "facts";
  const fs::path folder = dir.path() / "set";
  fs::create_directories(folder);
  {
    FactCache cache(facts);
    CHECK(cache.memory(folder).empty());
    cache.keep_memory(folder, "what was found");
    CHECK(cache.memory(folder / "." / "") == "what was found");
    CHECK(cache.memory(dir.path()).empty());
    cache.keep_memory(folder, "more");
    CHECK(FactCache(facts).memory(folder) == "more");
    cache.store(sample, sample_facts());
    cache.drop(sample);
    CHECK(cache.memory(folder).empty());
    cache.keep_memory(folder, "from wrong facts");
    CHECK(cache.memory(folder).empty());
  }
  FactCache next(facts);
  next.keep_memory(folder, "new");
  CHECK(next.memory(folder) == "new");
  FactCache(facts).drop_go_mod(sample);
  CHECK(next.memory(folder).empty());
  FactCache none(facts, 0);
  none.keep_memory(folder, "too much");
  CHECK(none.memory(folder).empty());
}

TEST_CASE("damaged facts count for nothing and are written anew") {
  const TempDir dir;
  FactCache cache(dir.path());
  cache.store(sample, sample_facts());
  const fs::path file = cache.place(sample);
  const auto size = fs::file_size(file);
  for (const std::uintmax_t left : {size - 1, size / 2, std::uintmax_t{1}, std::uintmax_t{0}}) {
    fs::resize_file(file, left);
    CHECK_FALSE(cache.find_all(sample));
    cache.store(sample, sample_facts());
    CHECK(cache.find_all(sample));
  }
  fs::remove(file);
  fs::create_directory(file);
  CHECK_FALSE(cache.find(sample));
  cache.store(sample, sample_facts());  // no error
}

TEST_CASE("a cache that can't be written is no error") {
  FactCache cache("/proc/no/such/place");
  cache.store(sample, sample_facts());
  cache.finish();
  CHECK_FALSE(cache.find(sample));
}

TEST_CASE("facts that are used stay, and those used least recently go when there are too many") {
  const TempDir dir;
  const ZipFacts facts = sample_facts();
  FactCache one(dir.path());
  one.store(numbered(0), facts);
  const std::uint64_t size = fs::file_size(one.place(numbered(0)));
  FactCache cache(dir.path(), 10 * size);
  for (int i = 0; i < 12; ++i) {
    cache.store(numbered(i), facts);
    make_old(cache.place(numbered(i)), 20 - i);
  }
  REQUIRE(cache.find(numbered(0)));  // the oldest is used again
  cache.finish();
  CHECK(cache.find(numbered(0)));
  for (int i = 1; i <= 3; ++i) CHECK_FALSE(cache.find(numbered(i)));
  for (int i = 4; i < 12; ++i) CHECK(cache.find(numbered(i)));
}

TEST_CASE("what other runs are writing does not count, and stays") {
  const TempDir dir;
  const ZipFacts facts = sample_facts();
  const fs::path writing = dir.write("tmp/run-abcdef/1", std::string(1 << 20, 'x'));
  make_old(writing, 30);
  FactCache cache(dir.path(), 1 << 19);
  cache.store(numbered(0), facts);
  cache.finish();
  CHECK(cache.find(numbered(0)));
  CHECK(fs::exists(writing));
}

TEST_CASE("use is noted once a day only") {
  const TempDir dir;
  FactCache cache(dir.path());
  cache.store(sample, sample_facts());
  const fs::path file = cache.place(sample);
  const auto recent = fs::file_time_type::clock::now() - std::chrono::hours(2);
  fs::last_write_time(file, recent);
  REQUIRE(cache.find(sample));
  CHECK(fs::last_write_time(file) == recent);
  make_old(file, 2);
  REQUIRE(cache.find(sample));
  CHECK(fs::last_write_time(file) > recent);
}

TEST_CASE("the directory is looked through now and then, not at each run") {
  const TempDir dir;
  const ZipFacts facts = sample_facts();
  FactCache measure(dir.path());
  measure.store(numbered(0), facts);
  const std::uint64_t size = fs::file_size(measure.place(numbered(0)));
  FactCache cache(dir.path(), 100 * size);
  cache.store(numbered(1), facts);
  cache.finish();  // the first time
  const fs::path stamp = dir.path() / ".trimmed";
  REQUIRE(fs::exists(stamp));
  const auto before = fs::file_time_type::clock::now() - std::chrono::hours(3);
  fs::last_write_time(stamp, before);
  cache.store(numbered(2), facts);
  cache.finish();
  CHECK(fs::last_write_time(stamp) == before);
  make_old(stamp, 1);
  cache.finish();  // nothing stored since
  CHECK(fs::last_write_time(stamp) < before);
  cache.store(numbered(3), facts);
  cache.finish();
  CHECK(fs::last_write_time(stamp) > before);
}

TEST_CASE("a limit of 0 keeps nothing") {
  const TempDir dir;
  FactCache cache(dir.path(), 0);
  cache.store(sample, sample_facts());
  CHECK_FALSE(cache.find(sample));
  CHECK(files_below(dir.path()) == 0);
}

TEST_CASE("many threads may store and find the same facts") {
  const TempDir dir;
  FactCache cache(dir.path());
  const ZipFacts facts = sample_facts();
  cache.store(sample, facts);
  std::atomic<int> missed = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        cache.store(sample, facts);
        if (!cache.find(sample)) ++missed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(missed == 0);
  CHECK(files_below(dir.path()) == 1);
}
