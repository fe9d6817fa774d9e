#include "goset/fetch/netrc.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

std::string found(const Netrc& netrc, std::string_view url) {
  const Login* const login = netrc.find(url);
  return login ? login->user + ":" + login->password : "";
}

}  // namespace

TEST_CASE("NetrcReadsWhatGoReads") {
  const Netrc netrc = Netrc::parse(
      "machine one.test login a password b # account x\n"
      "machine incomplete.test\n"
      "login only\n"
      "machine lines.test\n"
      "  login c\n"
      "\tpassword d\n"
      "\n"
      "macdef init\n"
      "machine macro.test login e password f\n"
      "\n"
      "machine one.test login later password later\n"
      "machine port.test:8443 login g password h\n"
      "machine https://path.test/team/ login i password j\n"
      "machine order.test password l login k\n"
      "default\n"
      "machine behind.test login m password n\n");
  const std::pair<const char*, const char*> cases[] = {
      {"https://one.test/x/@v/list", "a:b"},
      {"https://one.test", "a:b"},
      {"http://one.test/x", ""},
      {"https://sub.one.test/x", ""},
      {"https://user@one.test/x", ""},
      {"https://incomplete.test/x", ""},
      {"https://lines.test/x", "c:d"},
      {"https://macro.test/x", ""},
      {"https://port.test/x", ""},
      {"https://port.test:8443/x", "g:h"},
      {"https://path.test/team/x", "i:j"},
      {"https://path.test/teams/x", ""},
      {"https://order.test/x", "k:l"},
      {"https://behind.test/x", ""},
      {"https://other.test/x", ""},
  };
  for (const auto& [url, login] : cases) {
    INFO(url);
    CHECK(found(netrc, url) == login);
  }
}

TEST_CASE("NetrcOfNothingFindsNothing") {
  CHECK(found(Netrc::parse(""), "https://one.test/x").empty());
  CHECK(found(Netrc::parse("machine\nlogin\npassword\n"), "https://one.test/x").empty());
}
