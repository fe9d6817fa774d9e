#include "goset/facts/summary_cache.hpp"

#include <fstream>

#include "goset/hash/dirhash.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t limit = 1 << 20;
const ModuleVersion a{"example.com/a", "v1.0.0"};
const ModuleVersion b{"example.com/b", "v1.2.0"};

SummaryCache::Entry entry(const ModuleVersion& m, std::vector<ModuleVersion> require) {
  return {{m.path, "1.22", std::move(require)}, dirhash::h1_mod(m.str())};
}

void store(const fs::path& file, const ModuleVersion& m, const SummaryCache::Entry& entry) {
  SummaryCache cache(file, limit);
  cache.store(m, entry);
  cache.save();
}

void check_equal(const std::optional<SummaryCache::Entry>& got, const SummaryCache::Entry& want) {
  REQUIRE(got);
  CHECK(got->sum == want.sum);
  CHECK(got->summary.declared == want.summary.declared);
  CHECK(got->summary.go == want.summary.go);
  CHECK(got->summary.require == want.summary.require);
}

}  // namespace

TEST_CASE("summaries that were stored are found by the next run, whoever appended them") {
  const TempDir dir;
  const fs::path file = dir.path() / "v1/mods";
  SummaryCache::Entry renamed = entry(b, {a, {"example.com/c", "v0.1.0"}});
  renamed.summary.declared = "example.com/other";
  renamed.summary.go.reset();
  store(file, a, entry(a, {b}));
  store(file, b, renamed);
  SummaryCache cache(file, limit);
  check_equal(cache.find(a), entry(a, {b}));
  check_equal(cache.find(b), renamed);
  CHECK_FALSE(cache.find({a.path, "v1.0.1"}));
  SummaryCache::Entry empty = entry(a, {});
  empty.summary.declared = "";
  store(file, a, empty);  // the newest counts
  check_equal(SummaryCache(file, limit).find(a), empty);
}

TEST_CASE("a summary that was stored is found before it is saved, and not after it is dropped") {
  const TempDir dir;
  const fs::path file = dir.path() / "mods";
  SummaryCache cache(file, limit);
  cache.store(a, entry(a, {}));
  CHECK(cache.find(a));
  cache.store(b, entry(b, {}));
  cache.save();
  CHECK(cache.find(a));
  cache.drop(a);
  CHECK_FALSE(cache.find(a));
  cache.save();
  CHECK_FALSE(cache.find(a));
  CHECK_FALSE(SummaryCache(file, limit).find(a));
  CHECK(SummaryCache(file, limit).find(b));
}

TEST_CASE("a file of summaries that is damaged counts up to there and is mended") {
  const TempDir dir;
  const fs::path file = dir.write("mods", "");
  store(file, a, entry(a, {b}));
  const std::size_t first = fs::file_size(file);
  store(file, b, entry(b, {a}));
  const std::string whole = dir.read("mods");
  for (std::size_t at = first; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    dir.write("mods", changed);
    SummaryCache cache(file, limit);
    CHECK(cache.find(a));
    CHECK_FALSE(cache.find(b));
    dir.write("mods", std::string_view(whole).substr(0, at));
    CHECK(SummaryCache(file, limit).find(a));
    CHECK_FALSE(SummaryCache(file, limit).find(b));
  }
  store(file, b, entry(b, {}));
  SummaryCache cut(file, limit);
  CHECK(cut.find(a));
  CHECK(cut.find(b));
}

TEST_CASE("many appended blocks become one") {
  const TempDir dir;
  const fs::path file = dir.path() / "mods";
  std::uintmax_t largest = 0;
  for (int i = 0; i < 100; ++i) {
    store(file, {"example.com/m" + std::to_string(i), "v1.0.0"}, entry(a, {b}));
    if (fs::file_size(file) < largest) break;
    largest = fs::file_size(file);
  }
  CHECK(fs::file_size(file) < largest);
  SummaryCache cache(file, limit);
  for (int i = 0; i < 40; ++i) {
    CHECK(cache.find({"example.com/m" + std::to_string(i), "v1.0.0"}));
  }
}

TEST_CASE("summaries beyond the limit go, those that this run has used stay") {
  const TempDir dir;
  const fs::path file = dir.path() / "mods";
  SummaryCache all(file, limit);
  const auto numbered = [](int i) {
    return ModuleVersion{"example.com/m" + std::to_string(i), "v1.0.0"};
  };
  for (int i = 0; i < 100; ++i) all.store(numbered(i), entry(numbered(i), {b}));
  all.save();
  SummaryCache small(file, fs::file_size(file));
  CHECK(small.find(numbered(7)));
  small.store(a, entry(a, {}));
  small.save();
  CHECK(small.find(numbered(7)));
  CHECK(small.find(a));
  CHECK_FALSE(small.find(numbered(8)));
}

TEST_CASE("summaries that can't be written are no error, and a limit of 0 keeps none") {
  SummaryCache nowhere("/proc/no/such/place", limit);
  nowhere.store(a, entry(a, {}));
  nowhere.save();
  const TempDir dir;
  SummaryCache none(dir.path() / "mods", 0);
  none.store(a, entry(a, {}));
  none.save();
  CHECK_FALSE(none.find(a));
}
