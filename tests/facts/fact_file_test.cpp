#include "goset/facts/fact_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>

#include "goset/facts/canonical_constraints.hpp"
#include "goset/facts/packed_names.hpp"
#include "goset/hash/encoding.hpp"
#include "in_words.hpp"
#include "sample_zip.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

std::optional<ModuleScan> decode(const std::string& bytes, const std::string& module) {
  std::shared_ptr<char[]> copy(new char[bytes.size() + 1]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  return fact_file::decode(module, std::move(copy), bytes.size());
}

void check_equal(const GoFile& a, const GoFile& b) {
  CHECK(a.name == b.name);
  CHECK(a.package_name == b.package_name);
  CHECK(a.imports == b.imports);
  CHECK(a.constraint == b.constraint);
  CHECK(a.is_test == b.is_test);
  CHECK(a.cgo_tags == b.cgo_tags);
  CHECK(a.fault == b.fault);
}

void check_equal(const ZipFacts& a, const ZipFacts& b) {
  CHECK(a.nar == b.nar);
  CHECK(a.sum == b.sum);
  CHECK(a.go_mod == b.go_mod);
  CHECK(a.go_sum == b.go_sum);
  CHECK(a.go_work == b.go_work);
  CHECK(a.go_work_sum == b.go_work_sum);
  CHECK(a.constraints == b.constraints);
  CHECK(a.license == b.license);
  CHECK(a.unpacked_size == b.unpacked_size);
  REQUIRE(a.packages.size() == b.packages.size());
  for (const auto& [directory, files] : a.packages) {
    const std::vector<GoFile>& others = b.packages.at(directory);
    REQUIRE(files.size() == others.size());
    for (std::size_t i = 0; i < files.size(); ++i) check_equal(files[i], others[i]);
  }
}

}  // namespace

namespace {

const License some_license{"MIT", {{"c", "ISC"}, {"doc", "CC-BY-4.0"}}, {"COPYING", "c/NOTICE"}};

}  // namespace

TEST_CASE("the licence of a module is read with its packages, and with its texts") {
  ZipFacts facts = sample_facts();
  facts.license = some_license;
  const std::string bytes = fact_file::encode(sample.str(), facts);
  const std::optional<ModuleScan> scan = decode(bytes, sample.str());
  REQUIRE(scan);
  CHECK(scan->license == some_license);
  const auto read = [&](std::uint64_t offset, std::uint64_t size) {
    return bytes.substr(offset, size);
  };
  const std::optional<ZipFacts> texts = fact_file::decode_texts(sample.str(), bytes, read);
  REQUIRE(texts);
  CHECK(texts->license == some_license);
}

TEST_CASE("a fact file gives back all that was put in") {
  ZipFacts facts = sample_facts();
  facts.license = some_license;
  const std::string bytes = fact_file::encode(sample.str(), facts);
  const std::optional<ZipFacts> back = fact_file::decode_all(sample.str(), bytes);
  REQUIRE(back);
  check_equal(*back, facts);
  CHECK(back->packages.at("fault").front().fault);
}

namespace {

std::string in_words(const ModuleNames& names, std::span<const PackageNames::Group> groups) {
  std::string result;
  for (const PackageNames::Group& group : groups) {
    result +=
        fmt::format("[{}] {};", names.constraints[group.when].str(), fmt::join(group.names, " "));
  }
  return result;
}

std::string in_words(const ModuleNames& names) {
  std::string result;
  for (const ModuleNames::Package& packed : names.packages) {
    const PackageNames package = packed_names::unpack_package(names, packed).value();
    result += fmt::format("{}\n  called {}\n  exports {}\n", packed.directory,
                          in_words(names, package.called), in_words(names, package.exported));
    if (package.open != PackageNames::none) {
      result += fmt::format("  open [{}]\n", names.constraints[package.open].str());
    }
    for (const PackageNames::Use& use : package.used) {
      result += fmt::format("  uses {} as '{}' {}\n", names.imports[use.import], use.qualifier,
                            in_words(names, {&use.group, 1}));
    }
  }
  return result;
}

}  // namespace

TEST_CASE("the names in a fact file are those of a fresh scan, put together by package") {
  const ZipFacts facts = sample_facts();
  const std::string bytes = fact_file::encode(sample.str(), facts);
  const std::optional<ModuleNames> names = fact_file::decode_names(sample.str(), bytes);
  REQUIRE(names);
  CHECK(in_words(*names) == in_words(packed_names::of(facts.packages)));
  CHECK(in_words(*names) ==
        ".\n"
        "  called [] sample;[ignore] main;\n"
        "  exports [] Everywhere;[windows] OnWindows;[linux && custom || other] X;"
        "[linux || windows] Somewhere;\n"
        "  uses example.com/a as 'a' [] Always Both;\n"
        "  uses example.com/w as '' [windows] X Y;\n"
        "c\n"
        "  called [cgo || darwin || linux && amd64] c;\n"
        "  exports \n"
        "doc\n"
        "  called \n"
        "  exports \n"
        "fault\n"
        "  called [] fault;\n"
        "  exports \n"
        "  open []\n"
        "only_tests\n"
        "  called \n"
        "  exports \n");
  CHECK(names->find("c") != nullptr);
  CHECK(names->find("nowhere") == nullptr);
}

TEST_CASE("the packages in a fact file are those of a fresh scan, for any configurations") {
  const ZipFacts facts = sample_facts();
  const std::string bytes = fact_file::encode(sample.str(), facts);
  const std::optional<ModuleScan> scan = decode(bytes, sample.str());
  REQUIRE(scan);
  CHECK(scan->sum == facts.sum);
  CHECK(scan->nar == facts.nar);
  CHECK(scan->unpacked_size == facts.unpacked_size);
  for (const auto& platforms : std::vector<std::vector<Platform>>{
           {{"linux", "amd64"}},
           {{"windows", "arm64"}},
           {{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "arm64"}, {"windows", "386"}}}) {
    const Configurations configurations(platforms, 26);
    ModulePackages fresh = package_facts::of_directories(facts.packages, configurations, false);
    package_facts::note_tags(fresh, facts.packages, facts.constraints, configurations);
    CanonicalConstraints constraints(configurations);
    const ModulePackages cached = in_words(constraints.table(*decode(bytes, sample.str())));
    CHECK(cached.complete);
    CHECK(cached.packages == fresh.packages);
  }
}

TEST_CASE("the packages can be read without the rest of a fact file") {
  ZipFacts facts = sample_facts();
  facts.go_sum = std::string(100000, 'x');
  const std::string bytes = fact_file::encode(sample.str(), facts);
  const std::optional<std::size_t> head =
      fact_file::head_size(std::string_view(bytes).substr(0, fact_file::first_bytes));
  REQUIRE(head);
  CHECK(*head < 2000);
  CHECK(decode(bytes.substr(0, *head), sample.str()));
  CHECK_FALSE(decode(bytes.substr(0, *head - 1), sample.str()));
  CHECK_FALSE(fact_file::decode_all(sample.str(), std::string_view(bytes).substr(0, *head)));
}

TEST_CASE("a fact file that is cut off anywhere counts for nothing") {
  const std::string bytes = fact_file::encode(sample.str(), sample_facts());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    CHECK_FALSE(fact_file::decode_all(sample.str(), cut));
    if (const std::optional<std::size_t> head = fact_file::head_size(cut); head && size < *head) {
      CHECK_FALSE(decode(cut, sample.str()));
    }
  }
}

TEST_CASE("a fact file with any byte changed counts for nothing") {
  const ZipFacts facts = sample_facts();
  const std::string bytes = fact_file::encode(sample.str(), facts);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    const bool all = fact_file::decode_all(sample.str(), changed).has_value();
    const bool packages = decode(changed, sample.str()).has_value();
    CHECK_FALSE((all && packages));
  }
}

TEST_CASE("a fact file of another module, format or scanner counts for nothing") {
  const std::string bytes = fact_file::encode(sample.str(), sample_facts());
  CHECK_FALSE(decode(bytes, "example.com/other@v1.0.0"));
  CHECK_FALSE(fact_file::decode_all("example.com/other@v1.0.0", bytes));
  for (const std::size_t at : {8U, 12U}) {
    std::string other = bytes;
    ++other[at];
    CHECK_FALSE(fact_file::head_size(other));
  }
}

// What is found in this zip. Where it changes, a cache of the version before would answer otherwise
// than a scan: count up scanner_version, and put the new hash here.
TEST_CASE("what a scan finds changes with its version only") {
  const ZipFacts facts = sample_facts();
  std::string found = in_words(packed_names::of(facts.packages));
  for (const auto& [directory, files] : facts.packages) {
    for (const GoFile& file : files) {
      found += fmt::format("{}/{} {} {} {} {} {} {}\n", directory, file.name, file.package_name,
                           fmt::join(file.imports, " "), file.constraint.str(), file.is_test,
                           fmt::join(file.cgo_tags, " "), file.fault.value_or(""));
    }
  }
  CHECK(fact_file::scanner_version == 4);
  CHECK(encoding::hex(sha256(found)).substr(0, 16) == "58693295cf808095");
}
