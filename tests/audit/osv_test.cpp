#include "goset/audit/osv.hpp"

#include <string>
#include <utility>
#include <vector>

#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"

namespace osv = goset::audit::osv;
using goset::audit::Vulnerability;

namespace {

constexpr const char* whole = R"({
  "schema_version": "1.3.1",
  "id": "GO-2024-0001",
  "modified": "0001-01-01T00:00:00Z",
  "aliases": ["CVE-2024-1", "GHSA-aaaa-bbbb-cccc"],
  "summary": "It \u001b[31mbreaks",
  "details": "At length.",
  "affected": [
    {"package": {"name": "a.io/m", "ecosystem": "Go"},
     "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}],
     "ecosystem_specific": {
       "imports": [{"path": "a.io/m/p", "symbols": ["F"], "goos": ["windows"], "goarch": ["arm"]}],
       "custom_ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "5.0"},
                                                          {"introduced": "6.0"}]}]}},
    {"package": {"name": "stdlib"}, "ecosystem_specific": {"imports": [{"path": "net/http"}]}}],
  "database_specific": {"url": "https://example.com/GO-2024-0001", "review_status": "REVIEWED"}
})";

}  // namespace

TEST_CASE("an entry is read as it is written") {
  const Vulnerability read = osv::parse(whole, "e");
  CHECK(read.id == "GO-2024-0001");
  CHECK(read.has_name("GHSA-aaaa-bbbb-cccc"));
  CHECK_FALSE(read.has_name("CVE-2024-2"));
  CHECK(read.summary == "It \x1b[31mbreaks");
  CHECK(read.url == "https://example.com/GO-2024-0001");
  CHECK(read.is_reviewed);
  REQUIRE(read.affected.size() == 2);
  const Vulnerability::Affected& row = read.affected[0];
  CHECK(row.module == "a.io/m");
  REQUIRE(row.ranges.size() == 1);
  CHECK(row.ranges[0][0].version.empty());
  CHECK(row.ranges[0][1].version == "v1.2.0");
  CHECK(row.packages[0].path == "a.io/m/p");
  CHECK(row.packages[0].os == std::vector<std::string>{"windows"});
  REQUIRE(row.custom_ranges.size() == 2);
  CHECK(row.custom_ranges[0].fixed == "5.0");
  CHECK(row.custom_ranges[1].introduced == "6.0");
  CHECK(read.affected[1].module == "stdlib");
}

TEST_CASE("what is printed of an entry is read again, in one line") {
  const std::string printed = osv::print(osv::parse(whole, "e"));
  CHECK(printed.find('\n') == std::string::npos);
  CHECK(printed.find("details") == std::string::npos);
  CHECK(osv::print(osv::parse(printed, "e")) == printed);
}

TEST_CASE("entries that are none are named with what is wrong") {
  const auto row = [](const std::string& inside) {
    return R"({"id":"GO-2024-0001","affected":[{)" + inside + "}]}";
  };
  const std::string package = R"("package":{"name":"a.io"},)";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"id":"GO-2024)", "e: is not JSON"},
      {"[]", "e: is not an object"},
      {R"({"id":"CVE-2024-1"})", "e: has a bad id \"CVE-2024-1\""},
      {R"({"id":1})", "e: has \"id\" that is not a string"},
      {R"({"id":"GO-2024-0001","aliases":["a b"]})", "e: has a bad alias"},
      {R"({"id":"GO-2024-0001","aliases":["a,b"]})", "e: has a bad alias"},
      {R"({"id":"GO-2024-0001","aliases":[1]})", "e: has \"aliases\" that is not all strings"},
      {R"({"id":"GO-2024-0001","affected":{}})", "e: has \"affected\" that is not an array"},
      {row(R"("package":{"name":"a\u001b.io"})"),
       "e: \"affected\" has a bad module: malformed module path \"a\\x1b.io\": invalid character "
       "\"\\x1b\""},
      {row(package + R"("ranges":[{"type":"SEMVER","events":[{"introduced":"x"}]}])"),
       "e: \"affected\" \"ranges\" \"events\" has a bad version \"x\""},
      {row(package + R"("ranges":[{"type":"SEMVER","events":[{}]}])"),
       "e: \"affected\" \"ranges\" \"events\" has not one of \"introduced\", \"fixed\""},
      {row(package + R"("ecosystem_specific":{"imports":[{"path":"b.io/p"}]})"),
       "e: \"affected\" \"ecosystem_specific\" \"imports\" has package \"b.io/p\", which is not in "
       "module a.io"},
      {std::string(osv::most_bytes + 1, ' '), "e: is larger than 1 MiB"}};
  for (const auto& [text, message] : cases) {
    CHECK(message_of([&, &text = text] { osv::parse(text, "e"); }) == message);
  }
}

TEST_CASE("ids of entries are those of the Go vulnerability database") {
  CHECK(osv::is_id("GO-2024-0001"));
  CHECK(osv::is_id("GO-2026-12345"));
  for (const char* other : {"GO-2024-", "GO-24-0001", "CVE-2024-0001", "GO-2024-1/../2", ""}) {
    INFO(other);
    CHECK_FALSE(osv::is_id(other));
  }
}
