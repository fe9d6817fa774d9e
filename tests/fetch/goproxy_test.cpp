#include "goset/fetch/goproxy.hpp"

#include "support/catch.hpp"
#include "support/fake_transport.hpp"
#include "support/message_of.hpp"

using namespace goset;
using std::chrono::milliseconds;

namespace {

constexpr const char* one = "https://one.test/example.com/m/@v/list";
constexpr const char* two = "https://two.test/example.com/m/@v/list";

Answer ask(FakeTransport& transport, const std::string& list, Goproxy::Options options = {}) {
  Exchange exchange(transport);
  Goproxy proxy(exchange, ProxyList::parse(list), std::move(options));
  Answer answer = proxy.ask("example.com/m", "@v/list");
  CHECK_FALSE(exchange.turn());
  return answer;
}

std::string notes(const Answer& answer) {
  std::string all;
  for (const std::string& note : answer.fault->notes()) all += note + "\n";
  return all;
}

}  // namespace

TEST_CASE("ProxyListReadsGoproxyAsGoDoes") {
  using Kind = ProxyList::Kind;
  const ProxyList list = ProxyList::parse(
      " https://one.test/ ,two.test/x|file:///srv/go,,direct,https://unreached.test");
  REQUIRE(list.entries.size() == 4);
  CHECK(list.entries[0].url == "https://one.test");
  CHECK_FALSE(list.entries[0].fall_through_on_error);
  CHECK(list.entries[1].url == "https://two.test/x");
  CHECK(list.entries[1].fall_through_on_error);
  CHECK(list.entries[2].url == "file:///srv/go");
  CHECK(list.entries[3].kind == Kind::direct);
  CHECK(ProxyList::parse("off").entries.front().kind == Kind::off);
  for (const char* bad : {"", ",", "|", "ftp://one.test", "/srv/go", "proxy"}) {
    INFO(bad);
    CHECK_THROWS_AS(ProxyList::parse(bad), Error);
  }
  CHECK(message_of([] { ProxyList::parse(""); }) ==
        "no module proxy is configured\n"
        "  set GOPROXY in the environment or with `go env -w GOPROXY=...`");
  CHECK(message_of([] { ProxyList::parse("/srv/go"); }) ==
        "GOPROXY: \"/srv/go\" is not the URL of a proxy");
}

TEST_CASE("WithoutCredentialsHidesUserAndPassword") {
  const std::pair<const char*, const char*> cases[] = {
      {"https://user:secret@one.test/x", "https://one.test/x"},
      {"https://user@one.test", "https://one.test"},
      {"https://a:b@c@one.test/x", "https://one.test/x"},
      {"https://one.test/x@y", "https://one.test/x@y"},
      {"https://user:secret@one.test/x@y", "https://one.test/x@y"},
      {"https://one.test:8080/x@y", "https://one.test:8080/x@y"},
      {"https://[::1]:8080/x@y", "https://[::1]:8080/x@y"},
      {"https://user:sec/ret@one.test/x", "https://one.test/x"},
      {"user:secret@one.test", "one.test"},
      {"file:///srv/a@b", "file:///srv/a@b"},
      {"direct", "direct"},
      {"https://me@corp.test:pa/ss@one.test/x", "https://one.test/x"},
      {"https://me@one.test:8080/x@v", "https://one.test:8080/x@v"},
  };
  for (const auto& [url, shown] : cases) CHECK(without_credentials(url) == shown);
}

TEST_CASE("CredentialsInAnHttpUrlAreRefused") {
  CHECK_THROWS_AS(ProxyList::parse("https://one.test,http://user:secret@two.test"), Error);
  CHECK(ProxyList::parse("http://one.test,https://user:secret@two.test").entries.size() == 2);
}

TEST_CASE("GoproxyEscapesTheModulePath") {
  FakeTransport transport;
  Exchange exchange(transport);
  Goproxy proxy(exchange, ProxyList::parse("https://one.test"), {});
  proxy.ask("github.com/BurntSushi/x", "@latest");
  CHECK(transport.urls() ==
        std::vector<std::string>{"https://one.test/github.com/!burnt!sushi/x/@latest"});
}

TEST_CASE("GoproxyFallsThroughAsTheSeparatorSays") {
  struct Case {
    const char* separator;
    long status;
    bool second_is_asked;
  };
  for (const Case& c :
       {Case{",", 404, true}, Case{",", 410, true}, Case{",", 403, false}, Case{",", 500, false},
        Case{"|", 404, true}, Case{"|", 403, true}, Case{"|", 500, true}}) {
    INFO(c.separator << " " << c.status);
    FakeTransport transport;
    transport.tell(one, c.status);
    transport.tell(two, 200, "v1.0.0\n");
    const Answer answer =
        ask(transport, std::string("https://one.test") + c.separator + "https://two.test");
    CHECK(answer.fault.has_value() != c.second_is_asked);
    CHECK((transport.urls().back() == two) == c.second_is_asked);
    if (c.second_is_asked) CHECK(answer.body == "v1.0.0\n");
    CHECK_FALSE(answer.not_found);
  }
}

TEST_CASE("GoproxyTriesAgainAfterTransientFaultsOnly") {
  for (const long status : {408L, 429L, 500L, 503L, 0L}) {
    INFO(status);
    FakeTransport transport;
    if (status == 0) {
      transport.tell_fault(one, "connection reset");
    } else {
      transport.tell(one, status);
    }
    transport.tell(one, 200, "yes");
    const Answer answer = ask(transport, "https://one.test");
    CHECK(answer.body == "yes");
    CHECK(transport.requests().size() == 2);
  }
  for (const long status : {400L, 401L, 403L, 404L, 410L}) {
    INFO(status);
    FakeTransport transport;
    transport.tell(one, status);
    CHECK(ask(transport, "https://one.test").fault);
    CHECK(transport.requests().size() == 1);
  }
}

TEST_CASE("GoproxyTriesASlowServerOnceMoreAndATooLongAnswerNever") {
  Transport::Reply slow;
  slow.fault = "no answer in 60 s";
  slow.slow = true;
  FakeTransport silent;
  silent.tell(one, slow);
  CHECK(notes(ask(silent, "https://one.test")) ==
        "https://one.test: no answer in 60 s (tried 2 times)\n");
  Transport::Reply large;
  large.fault = "the answer has more than 4 MiB";
  large.hopeless = true;
  FakeTransport endless;
  endless.tell(one, large);
  CHECK(notes(ask(endless, "https://one.test")) ==
        "https://one.test: the answer has more than 4 MiB\n");
}

TEST_CASE("GoproxyLimitsEachKindOfAnswer") {
  FakeTransport transport;
  Exchange exchange(transport);
  Goproxy proxy(exchange, ProxyList::parse("https://one.test"), {});
  const std::pair<const char*, std::uint64_t> cases[] = {{"@v/v1.0.0.zip", 500 << 20},
                                                         {"@v/v1.0.0.mod", 16 << 20},
                                                         {"@v/list", 4 << 20},
                                                         {"@v/v1.0.0.info", 256 << 10},
                                                         {"@latest", 256 << 10}};
  for (const auto& [suffix, most_bytes] : cases) {
    INFO(suffix);
    proxy.ask("example.com/m", suffix);
    CHECK(transport.requests().back().most_bytes == most_bytes);
  }
}

TEST_CASE("GoproxyWaitsLongerEachTimeAndGivesUp") {
  FakeTransport transport;
  transport.tell(one, 503, "overloaded\nand more");
  const Answer answer = ask(transport, "https://one.test");
  REQUIRE(transport.requests().size() == 5);
  CHECK(transport.requests()[0].delay == milliseconds(0));
  milliseconds expected(250);
  for (std::size_t i = 1; i < 5; ++i, expected *= 2) {
    CHECK(transport.requests()[i].delay >= expected);
    CHECK(transport.requests()[i].delay <= expected + expected / 2);
  }
  REQUIRE(answer.fault);
  CHECK(notes(answer) == "https://one.test: 503 overloaded (tried 5 times)\n");
  CHECK_FALSE(answer.not_found);
}

TEST_CASE("GoproxyHonoursRetryAfterWithinBounds") {
  for (const auto& [seconds, delay] :
       {std::pair(3, milliseconds(3000)), std::pair(86400, milliseconds(20000))}) {
    FakeTransport transport;
    Transport::Reply busy;
    busy.status = 429;
    busy.retry_after = std::chrono::seconds(seconds);
    transport.tell(one, busy);
    transport.tell(one, 200, "");
    CHECK_FALSE(ask(transport, "https://one.test").fault);
    CHECK(transport.requests().at(1).delay == delay);
  }
}

TEST_CASE("GoproxyTellsNotFoundFromUnreachable") {
  FakeTransport transport;
  const Answer nowhere = ask(transport, "https://one.test,https://two.test");
  REQUIRE(nowhere.fault);
  CHECK(nowhere.not_found);
  CHECK(nowhere.fault->notes().size() == 2);
  transport.tell(one, 403);
  CHECK_FALSE(ask(transport, "https://one.test|https://two.test").not_found);
  CHECK_FALSE(ask(transport, "off").not_found);
}

TEST_CASE("GoproxyOfflineAsksFilesOnly") {
  FakeTransport transport;
  Goproxy::Options offline;
  offline.offline = true;
  const Answer refused = ask(transport, "https://one.test,https://two.test", offline);
  CHECK(transport.requests().empty());
  CHECK(notes(refused) == "not in the cache, and this run is offline\n");
  transport.tell("file:///srv/example.com/m/@v/list", 200, "v1.0.0\n");
  CHECK(ask(transport, "file:///srv", offline).body == "v1.0.0\n");
}

TEST_CASE("GoproxyOffAndDirectAskNobody") {
  const std::pair<const char*, const char*> lists[] = {
      {"off", "module lookup is disabled by GOPROXY=off\n"},
      {"direct", "GOPROXY falls back to direct, which is not available here\n"}};
  for (const auto& [list, note] : lists) {
    FakeTransport transport;
    CHECK(notes(ask(transport, list)) == note);
    CHECK(transport.requests().empty());
  }
}

TEST_CASE("GoproxyNeverShowsCredentials") {
  FakeTransport transport;
  transport.tell("https://user:secret@one.test/example.com/m/@v/list", 403);
  const Answer answer = ask(transport, "https://user:secret@one.test");
  CHECK(notes(answer).find("secret") == std::string::npos);
  CHECK(notes(answer) == "https://one.test: HTTP status 403\n");
}

TEST_CASE("GoproxyShowsNoMarkupAndNoControlCharacters") {
  for (const char* body : {"<html>", "\x1b[31mred", "\xff"}) {
    FakeTransport transport;
    transport.tell(one, 403, body);
    CHECK(notes(ask(transport, "https://one.test")) == "https://one.test: HTTP status 403\n");
  }
}
