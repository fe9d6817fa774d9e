#include "goset/fetch/version_query.hpp"

#include "support/catch.hpp"
#include "support/fake_transport.hpp"

using namespace goset;

namespace {

constexpr const char* list_url = "https://one.test/example.com/m/@v/list";
constexpr const char* latest_url = "https://one.test/example.com/m/@latest";

std::string latest(FakeTransport& transport) {
  Exchange exchange(transport);
  Goproxy proxy(exchange, ProxyList::parse("https://one.test"), {});
  return version_query::latest(proxy, "example.com/m");
}

}  // namespace

TEST_CASE("LatestPrefersReleases") {
  const std::pair<const char*, const char*> cases[] = {
      {"v1.0.0\nv1.10.0\nv1.9.0\n", "v1.10.0"},
      {"v1.0.0\nv1.1.0-rc.1\n", "v1.0.0"},
      {"v1.1.0-rc.1\nv1.1.0-rc.2\n", "v1.1.0-rc.2"},
      {"v1.0.0\nv2.0.0+incompatible\n", "v1.0.0"},
      {"v2.0.0+incompatible\nv3.0.0+incompatible\n", "v3.0.0+incompatible"},
      {"v1.0.0\r\nv1.1.0 2024-01-02T03:04:05Z\n", "v1.1.0"},
      {"nonsense\n../../etc\nv2.0.0\nv1.0.0\n", "v1.0.0"},
  };
  for (const auto& [list, version] : cases) {
    INFO(list);
    FakeTransport transport;
    transport.tell(list_url, 200, list);
    CHECK(latest(transport) == version);
    CHECK(transport.requests().size() == 1);
  }
}

TEST_CASE("LatestAsksTheProxyWhereNothingIsTagged") {
  for (const long status : {200L, 404L, 410L}) {
    FakeTransport transport;
    transport.tell(list_url, status, "");
    transport.tell(latest_url, 200,
                   R"({"Version":"v0.0.0-20240102030405-0123456789ab","Time":"now"})");
    CHECK(latest(transport) == "v0.0.0-20240102030405-0123456789ab");
  }
}

TEST_CASE("LatestOfAnUnknownModuleIsNotFound") {
  FakeTransport transport;
  CHECK_THROWS_AS(latest(transport), NotFoundError);
}

TEST_CASE("LatestDoesNotTakeAFailureForAnEmptyList") {
  FakeTransport transport;
  transport.tell(list_url, 403);
  transport.tell(latest_url, 200, R"({"Version":"v1.0.0"})");
  CHECK_THROWS_AS(latest(transport), Error);
  CHECK(transport.requests().size() == 1);
}

TEST_CASE("LatestRefusesAMalformedAnswer") {
  for (const char* body :
       {"", "{", "[]", R"({"Version":1})", R"({"Version":"../x"})", R"({"Version":"v2.0.0"})"}) {
    INFO(body);
    FakeTransport transport;
    transport.tell(latest_url, 200, body);
    CHECK_THROWS_AS(latest(transport), Error);
  }
}
