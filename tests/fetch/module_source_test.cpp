#include "goset/fetch/module_source.hpp"

#include <fstream>
#include <functional>

#include "goset/fetch/fetch_module.hpp"
#include "goset/hash/dirhash.hpp"
#include "goset/hash/encoding.hpp"
#include "support/catch.hpp"
#include "support/fake_transport.hpp"
#include "support/temp_dir.hpp"
#include "support/zip_builder.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

const ModuleVersion m{"example.com/m", "v1.0.0"};
constexpr const char* go_mod = "module example.com/m\n";
constexpr const char* zip_name = "example.com/m/@v/v1.0.0.zip";
constexpr const char* mod_name = "example.com/m/@v/v1.0.0.mod";

std::string good_zip() {
  return module_zip_bytes(m.path, m.version, {{"go.mod", go_mod}, {"m.go", "package m\n"}});
}

std::string zip_sum() {
  const std::string bytes = good_zip();
  return module_zip::read_facts(ModuleZip(bytes, m)).sum;
}

// files_in_runs counts what is in the temporary directories of runs on a cache.
std::size_t files_in_runs(const fs::path& cache) {
  std::size_t count = 0;
  std::error_code absent;
  for (const auto& entry : fs::recursive_directory_iterator(cache / "tmp", absent)) {
    if (!entry.is_directory() && entry.path().extension() != ".lock") ++count;
  }
  return count;
}

// Fixture has two proxies, of which the second is asked after any failure of the first.
struct Fixture {
  TempDir dir;
  FakeTransport transport;
  Exchange exchange{transport};
  Goproxy proxy{exchange, ProxyList::parse("https://one.test|https://two.test"), {}};
  ModuleCache cache{dir.path(), {}};
  std::vector<ModuleSource::Claim> claims;

  ModuleSource::Arrival get(bool zip) {
    ModuleSource source(
        proxy, cache, [this](const ModuleVersion&, bool) { return claims; }, 2);
    for (int twice = 0; twice < 2; ++twice) zip ? source.want_zip(m) : source.want_mod(m);
    std::optional<ModuleSource::Arrival> arrival = source.next();
    REQUIRE(arrival);
    CHECK_FALSE(source.next());
    return std::move(*arrival);
  }
  void tell(const std::string& name, long status, const std::string& body) {
    transport.tell("https://one.test/" + name, status, body);
  }
  std::size_t temporary_files() const { return files_in_runs(dir.path()); }
};

template <typename Fault>
bool is(const std::exception_ptr& fault) {
  try {
    if (fault) std::rethrow_exception(fault);
  } catch (const Fault&) {
    return true;
  } catch (...) {
  }
  return false;
}

}  // namespace

TEST_CASE("SourceKeepsWhatItVerified") {
  Fixture f;
  f.claims = {{"go.sum of x", {"h1:other", zip_sum()}}};
  f.tell(zip_name, 200, good_zip());
  const ModuleSource::Arrival arrival = f.get(true);
  CHECK_FALSE(arrival.fault);
  CHECK(arrival.sum == zip_sum());
  CHECK(f.dir.read(zip_name) == good_zip());
  CHECK(f.temporary_files() == 0);
  CHECK(f.transport.requests().size() == 1);
  CHECK_FALSE(f.get(true).fault);
  CHECK(f.transport.requests().size() == 1);  // from the cache
}

TEST_CASE("SourceNeverRetriesAMismatchNorAsksElsewhere") {
  for (const bool zip : {true, false}) {
    Fixture f;
    f.claims = {{"go.sum of x", {"h1:other"}}};
    f.tell(zip ? zip_name : mod_name, 200, zip ? good_zip() : go_mod);
    const ModuleSource::Arrival arrival = f.get(zip);
    CHECK(is<SecurityError>(arrival.fault));
    CHECK_FALSE(arrival.facts);
    CHECK(arrival.go_mod.empty());
    CHECK(f.transport.requests().size() == 1);
    CHECK_FALSE(f.cache.find(m, zip ? "zip" : "mod"));
    CHECK(f.temporary_files() == 0);
  }
}

TEST_CASE("SourceWantsEveryWitnessToAgree") {
  Fixture f;
  f.claims = {{"go.sum of x", {zip_sum()}}, {"go.sum of y", {"h1:other"}}};
  f.tell(zip_name, 200, good_zip());
  CHECK(is<SecurityError>(f.get(true).fault));
}

TEST_CASE("SourceDownloadsAgainWhatIsDamagedInTheCache") {
  const std::string zip = good_zip();
  for (const std::string& damaged : {std::string("no zip"), zip.substr(0, zip.size() / 2),
                                     module_zip_bytes(m.path, m.version, {{"m.go", "evil"}})}) {
    Fixture f;
    f.claims = {{"go.sum of x", {zip_sum()}}};
    f.dir.write(zip_name, damaged);
    f.tell(zip_name, 200, zip);
    CHECK_FALSE(f.get(true).fault);
    CHECK(f.dir.read(zip_name) == zip);
  }
  Fixture f;
  f.claims = {{"go.sum of x", {dirhash::h1_mod(go_mod)}}};
  f.dir.write(mod_name, "module evil\n");
  f.tell(mod_name, 200, go_mod);
  CHECK(f.get(false).go_mod == go_mod);
  CHECK(f.dir.read(mod_name) == go_mod);
}

TEST_CASE("SourceKeepsNoZipThatIsCutShort") {
  Fixture f;
  const std::string zip = good_zip();
  f.tell(zip_name, 200, zip.substr(0, zip.size() / 2));
  const ModuleSource::Arrival arrival = f.get(true);
  CHECK(is<Error>(arrival.fault));
  CHECK_FALSE(is<SecurityError>(arrival.fault));
  CHECK_FALSE(f.cache.find(m, "zip"));
  CHECK(f.temporary_files() == 0);
}

TEST_CASE("SourceLeavesNoTemporaryFileOfABrokenTransfer") {
  // Breaks writes the beginning of a body, and then the transfer fails, as a real one can.
  class Breaks : public FakeTransport {
   public:
    void start(Request request) override {
      std::ofstream(request.to_file) << "PK";
      FakeTransport::start(std::move(request));
    }
  };
  const TempDir dir;
  Breaks transport;
  transport.tell_fault("https://one.test/" + std::string(zip_name), "cut");
  Exchange exchange(transport);
  Goproxy proxy(exchange, ProxyList::parse("https://one.test"), {});
  ModuleCache cache(dir.path(), {});
  ModuleSource source(
      proxy, cache, [](const ModuleVersion&, bool) { return std::vector<ModuleSource::Claim>{}; },
      1);
  source.want_zip(m);
  const std::optional<ModuleSource::Arrival> arrival = source.next();
  REQUIRE(arrival);
  CHECK(is<Error>(arrival->fault));
  CHECK(files_in_runs(dir.path()) == 0);
}

TEST_CASE("SourceTellsNotFoundFromOtherFailures") {
  Fixture unknown;
  CHECK(is<NotFoundError>(unknown.get(false).fault));
  Fixture forbidden;
  forbidden.tell(mod_name, 403, "");
  CHECK_FALSE(is<NotFoundError>(forbidden.get(false).fault));
}

TEST_CASE("FetchPassesOverADamagedCopyInTheCache") {
  Fixture f;
  f.dir.write(zip_name, good_zip().substr(0, 40));
  f.tell(zip_name, 200, good_zip());
  fetch_module(f.proxy, f.cache, m, f.dir.path() / "out");
  CHECK(f.dir.read("out/m.go") == "package m\n");
  CHECK(f.temporary_files() == 0);
}

// --- go.mod and go.sum alone ---------------------------------------------------------------------

namespace {

constexpr const char* go_sum = "example.com/a v1.0.0 h1:abc\n";

// leaf_zip is the zip of a program with a large file; `bend` may bend it.
std::string leaf_zip(const std::function<void(ZipBuilder&)>& bend = {}) {
  std::string noise;
  for (unsigned i = 1; i < 3000; ++i) noise += static_cast<char>('a' + (i * i / 7 + i) % 26);
  const std::string prefix = m.str() + "/";
  ZipBuilder zip;
  zip.add(prefix + "LICENSE", noise, ZipBuilder::stored_method);
  zip.add(prefix + "go.mod", go_mod).add(prefix + "go.sum", go_sum);
  zip.add(prefix + "m.go", "package m\n").add(prefix + "z.txt", noise, ZipBuilder::stored_method);
  if (bend) bend(zip);
  return zip.bytes();
}

ModuleSource::ModFiles digests() {
  return {dirhash::h1_mod(go_mod), encoding::sri(sha256(go_sum))};
}

// Leaf asks for the two files, of which it knows the digests.
struct Leaf : Fixture {
  ModuleSource::ModFiles known = digests();
  ModuleSource::Statistics statistics = {};

  Leaf() { transport.gives_pieces = true; }
  ModuleSource::Arrival get_files() {
    ModuleSource source(
        proxy, cache, [this](const ModuleVersion&, bool) { return claims; }, 2);
    source.want_mod_files(m, known);
    std::optional<ModuleSource::Arrival> arrival = source.next();
    REQUIRE(arrival);
    CHECK_FALSE(source.next());
    statistics = source.statistics();
    CHECK(temporary_files() == 0);
    return std::move(*arrival);
  }
};

}  // namespace

TEST_CASE("SourceReadsTwoFilesOfAZipWithoutTheRest") {
  Leaf f;
  const std::string zip = leaf_zip();
  f.tell(zip_name, 200, zip);
  const ModuleSource::Arrival arrival = f.get_files();
  CHECK_FALSE(arrival.fault);
  REQUIRE(arrival.mod_files);
  CHECK(*arrival.mod_files == ModuleSource::ModFiles{go_mod, go_sum});
  CHECK_FALSE(arrival.is_zip);
  CHECK(f.statistics.downloads == 3);
  CHECK(f.statistics.bytes < zip.size() / 5);
  CHECK_FALSE(f.cache.find(m, "zip"));
  // Both are kept, and proven again when they are read.
  CHECK(f.get_files().mod_files);
  CHECK(f.statistics.downloads == 0);
  f.dir.write("example.com/m/@v/v1.0.0.sum", "example.com/a v1.0.0 h1:evil\n");
  CHECK(f.get_files().mod_files == ModuleSource::ModFiles{go_mod, go_sum});
  CHECK(f.statistics.downloads == 3);
}

TEST_CASE("SourceReadsNoGoSumWhereThereIsNone") {
  Leaf f;
  f.known.go_sum = "";
  f.tell(zip_name, 200, leaf_zip());
  REQUIRE(f.get_files().mod_files);
  CHECK_FALSE(f.cache.find(m, "sum"));
}

TEST_CASE("SourceTakesTheWholeZipWhereAProxyGivesNoPieces") {
  Leaf f;
  f.transport.gives_pieces = false;
  f.tell(zip_name, 200, leaf_zip());
  const ModuleSource::Arrival arrival = f.get_files();
  CHECK_FALSE(arrival.fault);
  CHECK_FALSE(arrival.mod_files);
  REQUIRE(arrival.facts);
  CHECK(arrival.facts->go_sum == go_sum);
  CHECK(f.transport.requests().size() == 1);
  CHECK(f.cache.find(m, "zip"));
  // One that is there already is read as well.
  CHECK(f.get_files().facts);
  CHECK(f.transport.requests().size() == 1);
}

TEST_CASE("SourceTakesTheWholeZipWhereItsFilesAreOthers") {
  for (const bool of_sum : {true, false}) {
    Leaf f;
    (of_sum ? f.known.go_sum : f.known.go_mod) = "h1:other";
    f.claims = {{"goset.lock", {"h1:other"}}};
    f.tell(zip_name, 200, leaf_zip());
    const ModuleSource::Arrival arrival = f.get_files();
    CHECK(is<SecurityError>(arrival.fault));
    CHECK_FALSE(arrival.mod_files);
    CHECK_FALSE(f.cache.find(m, "sum"));
  }
}

TEST_CASE("SourceTakesTheWholeZipWhereItIsNotPlain") {
  const std::vector<std::function<void(ZipBuilder&)>> bends = {
      [](ZipBuilder& zip) { zip.comment = "made by hand"; },
      [](ZipBuilder& zip) { zip.before = "something else"; },
      [](ZipBuilder& zip) { zip.zip64 = true; },
  };
  for (const auto& bend : bends) {
    Leaf f;
    f.tell(zip_name, 200, leaf_zip(bend));
    const ModuleSource::Arrival arrival = f.get_files();
    CHECK_FALSE(arrival.fault);
    REQUIRE(arrival.facts);
    CHECK(arrival.facts->go_sum == go_sum);
  }
}

TEST_CASE("SourceIsNotMisledByADirectoryThatLies") {
  const std::string prefix = m.str() + "/";
  const std::vector<std::function<void(ZipBuilder&)>> bends = {
      [](ZipBuilder& zip) { zip.stated_directory_size = 0; },
      [](ZipBuilder& zip) { zip.stated_directory_size = 0xfffffff0; },
      [](ZipBuilder& zip) { zip.stated_directory_size = 60; },
      [&](ZipBuilder& zip) { zip.add(prefix + "go.sum", "example.com/a v1.0.0 h1:evil\n"); },
      [&](ZipBuilder& zip) {
        ZipBuilder::File far{prefix + "x", "x"};
        far.stated_offset = 0xfffffff0;
        zip.add(far);
      },
  };
  for (const auto& bend : bends) {
    Leaf f;
    f.tell(zip_name, 200, leaf_zip(bend));
    const ModuleSource::Arrival arrival = f.get_files();
    // Proven files, or what reading all of it comes to: Go takes some of these.
    if (arrival.mod_files) CHECK(*arrival.mod_files == ModuleSource::ModFiles{go_mod, go_sum});
    if (arrival.facts) CHECK(arrival.facts->go_sum == go_sum);
    CHECK((arrival.mod_files || arrival.facts || arrival.fault));
  }
}

TEST_CASE("SourceSaysWhyAZipCanNotBeHadInPiecesEither") {
  Leaf f;
  CHECK(is<NotFoundError>(f.get_files().fault));
}
