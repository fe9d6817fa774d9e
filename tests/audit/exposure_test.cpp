#include "goset/audit/exposure.hpp"

#include <string>

#include "goset/audit/osv.hpp"
#include "support/catch.hpp"

using goset::Configurations;
using goset::audit::Exposure;
using goset::audit::find_exposures;
using goset::audit::Finding;
using goset::audit::Inventory;
using goset::audit::Vulnerability;

namespace {

const Configurations& configurations() {
  static const Configurations two({{"linux", "amd64"}, {"windows", "arm64"}}, 26);
  return two;
}

goset::ConfigMask on(const char* os, const char* arch) {
  return configurations().bit({os, arch}, false);
}

// a.io v1.1.0, of which `app` needs two packages and `tool` one, on linux alone.
Inventory inventory() {
  const goset::ConfigMask all = configurations().all();
  const goset::ConfigMask linux = on("linux", "amd64");
  Inventory::Module module{{"a.io", "v1.1.0"}, "a.io", {}, {}, {}};
  module.packages["a.io"] = {{"app", all}, {"tool", linux}};
  module.packages["a.io/p"] = {{"app", all}};
  module.programs = {{"app", all}, {"tool", linux}};
  return {{module}};
}

// entry is one about a.io, fixed in v1.2.0; `more` are further members of the row, and of the entry.
Vulnerability entry(const std::string& row, const std::string& more = "",
                    const std::string& events = R"({"introduced":"0"},{"fixed":"1.2.0"})") {
  return goset::audit::osv::parse(
      R"({"id":"GO-2026-0001","affected":[{"package":{"name":"a.io"},"ranges":[{"type":"SEMVER",)"
      R"("events":[)" +
          events + "]}]" + row + "}]" + more + "}",
      "e");
}

constexpr const char* reviewed = R"(,"database_specific":{"review_status":"REVIEWED"})";

std::string imports(const std::string& of) {
  return R"(,"ecosystem_specific":{"imports":[)" + of + "]}";
}

// found prints findings: "built: app[a.io/p] tool; not built: ...".
std::string found(const Vulnerability& entry, const Inventory& programs = inventory()) {
  std::string out;
  for (const Finding& finding : find_exposures(programs, {entry}, configurations())) {
    out += finding.exposure == Exposure::built       ? "built:"
           : finding.exposure == Exposure::not_built ? "not built:"
                                                     : "module only:";
    for (const std::string& leaf : finding.leaves(finding.exposure)) {
      out += " " + leaf;
      for (const std::string& package : finding.programs.at(leaf).packages) {
        out += "[" + package + "]";
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("an entry that names packages counts for programs that need one of them") {
  CHECK(found(entry(imports(R"({"path":"a.io/p"})"))) == "built: app[a.io/p]");
  CHECK(found(entry(imports(R"({"path":"a.io"},{"path":"a.io/p"})"))) ==
        "built: app[a.io][a.io/p] tool[a.io]");
  CHECK(found(entry(imports(R"({"path":"a.io/q"})"))) == "not built: app tool");
}

TEST_CASE("a package of an entry counts on the platforms that it names") {
  CHECK(found(entry(imports(R"({"path":"a.io","goos":["windows"]})"))) == "built: app[a.io]");
  CHECK(found(entry(imports(R"({"path":"a.io","goarch":["amd64"],"goos":["linux"]})"))) ==
        "built: app[a.io] tool[a.io]");
  CHECK(found(entry(imports(R"({"path":"a.io","goos":["plan9"]})"))) == "not built: app tool");
}

TEST_CASE("an entry without packages is sure if it is reviewed and fixed") {
  const std::string open = R"({"introduced":"0"})";
  CHECK(found(entry("", reviewed)) == "built: app tool");
  CHECK(found(entry("")) == "module only: app tool");
  CHECK(found(entry("", reviewed, open)) == "module only: app tool");
  CHECK(found(entry(imports(R"({"path":"a.io/p"})"), "", open)) == "built: app[a.io/p]");
}

TEST_CASE("other versions, other modules and withdrawn entries count for nothing") {
  Inventory fixed = inventory();
  fixed.modules[0].module.version = "v1.2.0";
  CHECK(found(entry(""), fixed).empty());
  Inventory other = inventory();
  other.modules[0].module.path = "b.io";
  CHECK(found(entry(""), other).empty());
  CHECK(found(entry("", R"(,"withdrawn":"2026-01-01T00:00:00Z")")).empty());
}

TEST_CASE("a program whose packages are not known may be built from any") {
  Inventory unknown = inventory();
  unknown.modules[0].unsure = {{"tool", configurations().all()}};
  CHECK(found(entry(imports(R"({"path":"a.io/q"})")), unknown) == "built: tool[a.io/q]");
}
