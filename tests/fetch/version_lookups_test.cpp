#include "goset/fetch/version_lookups.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/fake_transport.hpp"

using namespace goset;

namespace {

struct Proxy {
  FakeTransport transport;
  Exchange exchange{transport};
  Goproxy proxy{exchange, ProxyList::parse("https://one.test"), {}};

  void tell(const std::string& path, const std::string& suffix, const std::string& body) {
    transport.tell(fmt::format("https://one.test/{}/{}", path, suffix), 200, body);
  }
};

void nothing(std::size_t, std::size_t) {}

}  // namespace

TEST_CASE("AllListsAreAskedForBeforeAnyAnswerIsRead") {
  Proxy one;
  std::map<std::string, std::string> found;
  VersionLookups lookups(one.proxy);
  for (const std::string path : {"a.io/x", "b.io/x", "c.io/x"}) {
    one.tell(path, "@v/list", "v1.0.0\nv1.1.0\n");
    one.tell(path, "@v/v1.1.0.mod", fmt::format("module {}\n", path));
    lookups.add(path, [&found, path](VersionQuery& query) {
      found[path] = query.resolve("upgrade", "v1.0.0");
    });
  }
  std::vector<std::pair<std::size_t, std::size_t>> progress;
  lookups.run([&](std::size_t done, std::size_t all) { progress.emplace_back(done, all); });
  CHECK(found == std::map<std::string, std::string>{
                     {"a.io/x", "v1.1.0"}, {"b.io/x", "v1.1.0"}, {"c.io/x", "v1.1.0"}});
  const std::vector<std::string> urls = one.transport.urls();
  REQUIRE(urls.size() == 6);
  for (std::size_t i = 0; i < 3; ++i) CHECK(urls[i].ends_with("/@v/list"));
  CHECK(progress == std::vector<std::pair<std::size_t, std::size_t>>{{1, 3}, {2, 3}, {3, 3}});
}

TEST_CASE("TasksOfOneModuleShareItsFiles") {
  Proxy one;
  one.tell("a.io/x", "@v/list", "v1.0.0\nv1.1.0\n");
  one.tell("a.io/x", "@v/v1.1.0.mod", "module a.io/x\n\nretract v1.1.0\n");
  VersionLookups lookups(one.proxy);
  std::string newest;
  std::string go_mod;
  lookups.add("a.io/x", [&](VersionQuery& query) { newest = query.resolve("latest"); });
  lookups.add("a.io/x", [&](VersionQuery& query) { go_mod = query.go_mod("v1.1.0"); });
  lookups.run(nothing);
  CHECK(newest == "v1.0.0");
  CHECK(go_mod == "module a.io/x\n\nretract v1.1.0\n");
  CHECK(one.transport.requests().size() == 2);
}

TEST_CASE("WhatNeedsNoFileIsDoneAtOnce") {
  Proxy one;
  VersionLookups lookups(one.proxy);
  std::string version;
  lookups.add("a.io/x", [&](VersionQuery& query) { version = query.resolve("v1.2.3"); });
  lookups.run(nothing);
  CHECK(version == "v1.2.3");
  CHECK(one.transport.requests().empty());
}

TEST_CASE("FaultsAreTheTasksOwn") {
  Proxy one;
  one.tell("a.io/x", "@v/list", "v1.0.0\n");
  one.tell("a.io/x", "@v/v1.0.0.mod", "module a.io/x\n");
  VersionLookups lookups(one.proxy);
  std::string version;
  std::string fault;
  lookups.add("a.io/x", [&](VersionQuery& query) { version = query.resolve("latest"); });
  lookups.add("b.io/x", [&](VersionQuery& query) {
    try {
      query.resolve("latest");
    } catch (const NotFoundError& error) {
      fault = error.message();
    }
  });
  lookups.run(nothing);
  CHECK(version == "v1.0.0");
  CHECK(fault == "b.io/x: not found");
  CHECK_THROWS_AS(lookups.add("no path", [](VersionQuery&) {}), Error);
  VersionLookups others(one.proxy);
  others.add("b.io/x", [](VersionQuery& query) { query.resolve("latest"); });
  CHECK_THROWS_AS(others.run(nothing), NotFoundError);
}
