#include "goset/fetch/version_query.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/fake_transport.hpp"

using namespace goset;

namespace {

// Module is one module on a proxy, and a query about it.
struct Module {
  explicit Module(std::string module_path = "example.com/m") : path(std::move(module_path)) {}

  void list(const std::string& versions) { tell("@v/list", versions); }
  void go_mod(const std::string& version, const std::string& text) {
    tell("@v/" + version + ".mod", text);
  }
  void info(const std::string& revision, const std::string& version, const std::string& time = "") {
    tell("@v/" + revision + ".info", json(version, time));
  }
  void latest(const std::string& version, const std::string& time = "") {
    tell("@latest", json(version, time));
  }
  void tell(const std::string& suffix, const std::string& body) { tell(suffix, 200, body); }
  void tell(const std::string& suffix, long status, const std::string& body) {
    transport.tell(fmt::format("https://one.test/{}/{}", path, suffix), status, body);
  }

  std::string resolve(const std::string& query, const std::string& current = "") {
    return VersionQuery(proxy, path).resolve(query, current);
  }
  // fault returns the message with its notes.
  std::string fault(const std::string& query, const std::string& current = "") {
    try {
      return "no fault: " + resolve(query, current);
    } catch (const Error& error) {
      return fmt::format("{} | {}", error.message(), fmt::join(error.notes(), " | "));
    }
  }

  const std::string path;
  FakeTransport transport;
  Exchange exchange{transport};
  Goproxy proxy{exchange, ProxyList::parse("https://one.test"), {}};

 private:
  static std::string json(const std::string& version, const std::string& time) {
    return time.empty() ? fmt::format(R"({{"Version":"{}"}})", version)
                        : fmt::format(R"({{"Version":"{}","Time":"{}"}})", version, time);
  }
};

constexpr const char* pseudo = "v0.0.0-20240102030405-0123456789ab";
constexpr const char* real_go_mod = "module example.com/m\n\ngo 1.20\n";

}  // namespace

TEST_CASE("LatestPrefersReleases") {
  const std::pair<const char*, const char*> cases[] = {
      {"v1.0.0\nv1.10.0\nv1.9.0\n", "v1.10.0"},
      {"v1.0.0\nv1.1.0-rc.1\n", "v1.0.0"},
      {"v1.1.0-rc.1\nv1.1.0-rc.2\n", "v1.1.0-rc.2"},
      {"v2.0.0+incompatible\nv3.0.0+incompatible\n", "v3.0.0+incompatible"},
      {"v1.0.0\r\nv1.1.0 2024-01-02T03:04:05Z\n", "v1.1.0"},
      {"nonsense\n../../etc\nv2.0.0\nv1.0.0\n", "v1.0.0"},
  };
  for (const auto& [list, version] : cases) {
    INFO(list);
    Module m;
    m.list(list);
    CHECK(m.resolve("latest") == version);
    CHECK(m.resolve("upgrade") == version);
  }
}

TEST_CASE("LatestCrossesToIncompatibleOnlyWithoutAGoMod") {
  Module old;
  old.list("v1.0.0\nv2.0.0+incompatible\n");
  old.go_mod("v1.0.0", "module example.com/m\n");
  CHECK(old.resolve("latest") == "v2.0.0+incompatible");
  CHECK(old.resolve("v1") == "v1.0.0");
  Module modern;
  modern.list("v1.0.0\nv2.0.0+incompatible\n");
  modern.go_mod("v1.0.0", real_go_mod);
  CHECK(modern.resolve("latest") == "v1.0.0");
  // A pre-release with a go.mod is preferred to an incompatible release.
  Module early;
  early.list("v1.0.0-rc.1\nv2.0.0+incompatible\n");
  early.go_mod("v1.0.0-rc.1", real_go_mod);
  CHECK(early.resolve("latest") == "v1.0.0-rc.1");
}

TEST_CASE("IncompatibleVersionsCountWhereTheQueryAsksForThem") {
  Module m;
  m.list("v1.0.0\nv2.0.0+incompatible\nv2.1.0+incompatible\n");
  m.go_mod("v1.0.0", real_go_mod);
  CHECK(m.resolve("v2") == "v2.1.0+incompatible");
  CHECK(m.resolve("<v2.1.0") == "v2.0.0+incompatible");
  CHECK(m.resolve(">=v2.0.0") == "v2.0.0+incompatible");
  CHECK(m.resolve("upgrade", "v2.0.0+incompatible") == "v2.1.0+incompatible");
  CHECK(m.resolve(">=v1.0.0") == "v1.0.0");
  // Of what is above v1.0.0, none is compatible: as Go sees it, the go.mod then says nothing.
  CHECK(m.resolve(">v1.0.0") == "v2.0.0+incompatible");
}

TEST_CASE("PrefixesAndBoundsChooseAsGoDoes") {
  Module m;
  m.list(
      "v0.9.0\nv1.0.0\nv1.2.0-rc.1\nv1.2.0\nv1.2.3\nv1.2.4-pre\nv1.4.0-rc.1\nv1.10.0\n"
      "v1.11.0-rc.1\n");
  const std::pair<const char*, const char*> cases[] = {
      {"v1", "v1.10.0"},
      {"v0", "v0.9.0"},
      {"v1.2", "v1.2.3"},
      {"v1.11", "none"},
      {"v1.4", "none"},
      {"v3", "none"},
      {"<v1.2", "v1.0.0"},
      {"<v1.2.3", "v1.2.0"},
      {"<=v1.2.3", "v1.2.3"},
      {"<v0.9.0", "none"},
      {">v1.2.3", "v1.10.0"},
      {">=v1.2.3", "v1.2.3"},
      {">=v1.2", "v1.2.0"},
      {">v1.10.0", "v1.11.0-rc.1"},
      {">=v1.11.0-rc.1", "v1.11.0-rc.1"},
      {">v1.11.0", "none"},
      {"<=v0.9.0", "v0.9.0"},
      {"v1.2.7", "v1.2.7"},
  };
  for (const auto& [query, version] : cases) {
    INFO(query);
    if (version == std::string("none")) {
      CHECK(m.fault(query) == fmt::format("example.com/m: no matching versions for query \"{}\" | "
                                          "its highest version is v1.11.0-rc.1",
                                          query));
    } else {
      CHECK(m.resolve(query) == version);
    }
  }
}

TEST_CASE("BoundsMustBeClear") {
  Module m;
  m.list("v1.0.0\n");
  CHECK(m.fault("<=v1.2").starts_with("example.com/m@<=v1.2: \"v1.2\" is ambiguous here"));
  CHECK(m.fault(">v1").starts_with("example.com/m@>v1: \"v1\" is ambiguous here"));
  CHECK(m.fault("<1.2") ==
        "example.com/m@<1.2: \"1.2\" is not a version | "
        "a bound is written like <v1.5 or >=v1.2.3");
  CHECK(m.fault(">").starts_with("example.com/m@>: \"\" is not a version"));
  CHECK(m.transport.requests().empty());
}

TEST_CASE("PatchAndUpgradeStartFromTheCurrentVersion") {
  Module m;
  m.list("v1.0.0\nv1.0.2\nv1.0.3-rc.1\nv1.3.0\nv1.4.0-rc.1\n");
  CHECK(m.resolve("patch", "v1.0.0") == "v1.0.2");
  CHECK(m.resolve("patch", "v1.0.3-rc.1") == "v1.0.3-rc.1");
  CHECK(m.resolve("patch", "v1.4.0-rc.1") == "v1.4.0-rc.1");
  CHECK(m.resolve("upgrade", "v1.0.0") == "v1.3.0");
  CHECK(m.resolve("upgrade", "v1.4.0-rc.1") == "v1.4.0-rc.1");
  CHECK(m.resolve("upgrade", "v1.5.0-rc.1") == "v1.5.0-rc.1");
  CHECK(m.fault("patch").starts_with("example.com/m: there is no version yet to patch"));
}

TEST_CASE("UpgradeDoesNotGoBackInTimeFromAPseudoVersion") {
  Module m;
  m.list("v1.0.0\n");
  m.info("v1.0.0", "v1.0.0", "2024-01-01T00:00:00Z");
  CHECK(m.resolve("upgrade", pseudo) == pseudo);
  Module newer;
  newer.list("v1.0.0\n");
  newer.info("v1.0.0", "v1.0.0", "2024-02-01T00:00:00Z");
  CHECK(newer.resolve("upgrade", pseudo) == "v1.0.0");
}

TEST_CASE("RetractedVersionsArePassedOver") {
  Module m;
  m.list("v1.0.0\nv1.1.0\nv1.2.0\nv1.3.0\n");
  m.go_mod("v1.3.0",
           "// Deprecated: use example.com/n\n// for all.\nmodule example.com/m\n\n"
           "retract v1.3.0 // only retracts\n// panics\nretract [v1.1.0, v1.1.9]\n");
  CHECK(m.resolve("latest") == "v1.2.0");
  CHECK(m.resolve("v1.1.0") == "v1.1.0");
  CHECK(m.fault("v1.1") ==
        "example.com/m: no matching versions for query \"v1.1\" | "
        "v1.1.0 is retracted by its author; to have it, name it");
  CHECK(m.resolve("<v1.2") == "v1.0.0");
  VersionQuery query(m.proxy, m.path);
  CHECK(query.retracted("v1.1.0") == "panics");
  CHECK(query.retracted("v1.3.0") == "only retracts");
  CHECK_FALSE(query.retracted("v1.2.0"));
  CHECK(query.deprecated() == "use example.com/n");
}

TEST_CASE("UpgradeAndPatchMayStayAtARetractedVersion") {
  Module m;
  m.list("v1.0.0\nv1.1.0\nv1.2.0\nv1.3.0-rc.1\n");
  m.go_mod("v1.2.0", "module example.com/m\n\nretract [v1.1.0, v1.2.0]\n");
  for (const char* query : {"upgrade", "patch"}) {
    INFO(query);
    CHECK(m.resolve(query, "v1.2.0") == "v1.2.0");
    CHECK(m.resolve(query, "v1.1.0") == "v1.1.0");
    CHECK(m.resolve(query, "v1.0.0") == "v1.0.0");
  }
  Module more;
  more.list("v1.1.0\nv1.1.1\nv1.3.0\n");
  more.go_mod("v1.3.0", "module example.com/m\n\nretract v1.1.0\n");
  CHECK(more.resolve("upgrade", "v1.1.0") == "v1.3.0");
  CHECK(more.resolve("patch", "v1.1.0") == "v1.1.1");
}

TEST_CASE("AllRetractedIsTheLatestCommit") {
  Module m;
  m.list("v1.0.0\n");
  m.go_mod("v1.0.0", "module example.com/m\n\nretract v1.0.0\n");
  m.latest("v1.0.1-0.20240102030405-0123456789ab");
  CHECK(m.resolve("latest") == "v1.0.1-0.20240102030405-0123456789ab");
  VersionQuery query(m.proxy, m.path);
  CHECK(query.retracted("v1.0.0") == "");
}

TEST_CASE("NoticesAreFitForATerminal") {
  Module m;
  m.list("v1.0.0\n");
  m.go_mod("v1.0.0", "// Deprecated: \x1b[31mred\nmodule example.com/m\n\nretract v1.0.0 // " +
                         std::string(600, 'x') + "\n");
  VersionQuery query(m.proxy, m.path);
  CHECK(query.retracted("v1.0.0") == "(message omitted: too long)");
  CHECK(query.deprecated() == "(message omitted: contains non-printable characters)");
}

TEST_CASE("AGoModThatCannotBeReadRetractsNothing") {
  for (const char* text : {"", "nonsense (", "module example.com/m\nretract nothing\n"}) {
    INFO(text);
    Module m;
    m.list("v1.0.0\n");
    m.go_mod("v1.0.0", text);
    CHECK(m.resolve("latest") == "v1.0.0");
  }
}

TEST_CASE("LatestAsksTheProxyWhereNothingIsTagged") {
  Module m;
  m.list("");
  m.latest(pseudo);
  CHECK(m.resolve("latest") == pseudo);
  CHECK(m.fault("v1") ==
        "example.com/m: no matching versions for query \"v1\" | it has no tagged version");
}

TEST_CASE("WithoutAnAnswerToLatestTheNewestOfTheListCounts") {
  Module m;
  const std::string other = "v0.0.0-20250102030405-0123456789ab";
  m.list(std::string(pseudo) + "\n" + other + "\n");
  m.info(pseudo, pseudo);
  m.info(other, other);
  CHECK(m.resolve("latest") == other);
  Module none;
  none.list("");
  CHECK(none.fault("latest").starts_with("example.com/m: no matching versions"));
}

TEST_CASE("LatestStaysWithTheProxyThatHasTheList") {
  const std::string listed = "v0.0.0-20250102030405-0123456789ab";
  Module m;
  Goproxy proxies(m.exchange,
                  ProxyList::parse("https://none.test,https://one.test,https://two.test"), {});
  m.list(listed + "\n");
  m.info(listed, listed);
  m.transport.tell("https://two.test/example.com/m/@v/list", 200, "");
  m.transport.tell("https://two.test/example.com/m/@latest", 200,
                   R"({"Version":"v0.0.0-20260102030405-0123456789ab"})");
  CHECK(VersionQuery(proxies, m.path).resolve("latest") == listed);
  // So it does where that list is empty.
  Module empty;
  Goproxy others(empty.exchange, ProxyList::parse("https://one.test,https://two.test"), {});
  empty.list("");
  empty.transport.tell("https://two.test/example.com/m/@latest", 200,
                       R"({"Version":"v0.0.0-20260102030405-0123456789ab"})");
  CHECK_THROWS_AS(VersionQuery(others, empty.path).resolve("latest"), Error);
}

TEST_CASE("RevisionsAreWhatTheProxyMakesOfThem") {
  Module m;
  m.info("main", pseudo);
  m.info("0123456", pseudo);
  m.info("release%231", pseudo);
  CHECK(m.resolve("main") == pseudo);
  CHECK(m.resolve("0123456") == pseudo);
  CHECK(m.resolve("release#1") == pseudo);
  CHECK(m.transport.requests().size() == 3);
  CHECK(m.resolve(pseudo) == pseudo);
  CHECK(m.resolve("v1.2.3") == "v1.2.3");
  CHECK(m.transport.requests().size() == 3);
  CHECK_THROWS_AS(m.resolve("none"), NotFoundError);
  CHECK(m.fault("none").starts_with("example.com/m@none: not found"));
  CHECK_THROWS_AS(m.resolve("feature/x"), Error);
  CHECK_THROWS_AS(m.resolve("../x"), Error);
}

TEST_CASE("VersionsThatAreNotCanonicalAreRevisions") {
  Module m;
  m.info("v2.0.0", "v2.0.0+incompatible");
  m.info("v1.0.0+meta", "v1.0.1-0.20240102030405-0123456789ab");
  m.info("v1.1.0", "v1.1.0");
  CHECK(m.resolve("v2.0.0") == "v2.0.0+incompatible");
  CHECK(m.resolve("v1.0.0+meta") == "v1.0.1-0.20240102030405-0123456789ab");
  CHECK(m.resolve("v1.1.0+meta") == "v1.1.0");
  m.info("v1.2.0", "v1.2.1");
  CHECK(m.fault("v1.2.0+meta") == "example.com/m@v1.2.0: the proxy answered with v1.2.1 | ");
}

TEST_CASE("AListThatIsTooLongIsRefused") {
  Module m;
  m.list(std::string(most_list_bytes + 1, '\n'));
  CHECK(m.fault("latest") == "example.com/m: the proxy's list of versions has more than 4 MiB | ");
}

TEST_CASE("QueriesKeepToTheMajorVersionOfThePath") {
  Module m("example.com/m/v2");
  m.list("v1.0.0\nv2.1.0\nv3.0.0\n");
  m.info("v3.0.0", "v3.0.0");
  CHECK(m.resolve("latest") == "v2.1.0");
  CHECK(m.fault("v3.0.0").starts_with("example.com/m/v2@v3.0.0: invalid version"));
}

TEST_CASE("LatestOfAnUnknownModuleIsNotFound") {
  Module m;
  CHECK_THROWS_AS(m.resolve("latest"), NotFoundError);
  m.latest("v1.0.0");  // as with Go, a list must be there
  CHECK_THROWS_AS(m.resolve("latest"), NotFoundError);
}

TEST_CASE("LatestDoesNotTakeAFailureForAnEmptyList") {
  Module m;
  m.tell("@v/list", 403, "");
  m.latest("v1.0.0");
  CHECK_THROWS_AS(m.resolve("latest"), Error);
}

TEST_CASE("LatestRefusesAMalformedAnswer") {
  for (const char* body :
       {"", "{", "[]", R"({"Version":1})", R"({"Version":"../x"})", R"({"Version":"v2.0.0"})"}) {
    INFO(body);
    Module m;
    m.list("");
    m.tell("@latest", body);
    CHECK_THROWS_AS(m.resolve("latest"), Error);
  }
}

TEST_CASE("AnswersThatAreTooLongAreRefused") {
  Module deep;
  deep.tell("@v/main.info", std::string(5'000'000, '['));
  CHECK(deep.fault("main").find("malformed") != std::string::npos);
  Module many;
  std::string list;
  for (int i = 0; list.size() <= 4 << 20; ++i) list += fmt::format("v1.0.{}\n", i);
  many.list(list);
  CHECK(many.fault("latest").find("list of versions has more than 4 MiB") != std::string::npos);
}
