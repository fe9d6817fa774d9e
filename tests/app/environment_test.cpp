#include "goset/app/environment.hpp"

#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"
#include "support/temp_dir.hpp"

using namespace goset;

namespace {

// Variables are those that are read, and no others, while the object lives.
class Variables {
 public:
  explicit Variables(std::map<std::string, std::string> values) {
    for (const char* name :
         {"GOPROXY", "GONOPROXY", "GOPRIVATE", "GOSUMDB", "GONOSUMDB", "GOAUTH", "GOENV", "GOPATH",
          "GOMODCACHE", "NETRC", "GOSET_CACHE", "GOSET_FACTS_SIZE", "GOSET_ARCHIVE_SIZE",
          "GOSET_HTTP_TIMEOUT", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"}) {
      const char* const before = std::getenv(name);
      before_[name] = before ? std::optional<std::string>(before) : std::nullopt;
      const auto value = values.find(name);
      set(name, value == values.end() ? std::nullopt : std::optional(value->second));
    }
  }
  ~Variables() {
    for (const auto& [name, value] : before_) set(name, value);
  }
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;

 private:
  static void set(const std::string& name, const std::optional<std::string>& value) {
    value ? setenv(name.c_str(), value->c_str(), 1) : unsetenv(name.c_str());
  }
  std::map<std::string, std::optional<std::string>> before_;
};

Environment read(std::map<std::string, std::string> values) {
  const Variables variables(std::move(values));
  return Environment::read();
}

}  // namespace

TEST_CASE("GOPRIVATE stands in for what is not set by itself") {
  const Environment both = read({{"HOME", "/h"}, {"GOPRIVATE", "a"}, {"GONOPROXY", "b"}});
  CHECK(both.gonoproxy == "b");
  CHECK(both.gonosumdb == "a");
}

TEST_CASE("what `go env -w` wrote counts where the environment says nothing") {
  const TempDir dir;
  const std::string file =
      dir.write("env", "# ours\nGOPROXY=file:///p\r\nGOSUMDB=off\nnonsense\n").string();
  const Environment environment = read({{"HOME", "/h"}, {"GOENV", file}, {"GOSUMDB", "sum.test"}});
  CHECK(environment.goproxy == "file:///p");
  CHECK(environment.gosumdb == "sum.test");
  CHECK(read({{"HOME", "/h"}, {"GOENV", "off"}}).gosumdb == "");
  dir.write("config/go/env", "GOSUMDB=off\n");
  CHECK(read({{"HOME", "/h"}, {"XDG_CONFIG_HOME", (dir.path() / "config").string()}}).gosumdb ==
        "off");
}

TEST_CASE("caches are where goset and Go have them") {
  const Environment usual = read({{"HOME", "/h"}, {"GOENV", "off"}, {"XDG_CACHE_HOME", "/c"}});
  CHECK(usual.cache == "/c/goset/download");
  CHECK(usual.other_caches == std::vector<std::filesystem::path>{"/h/go/pkg/mod/cache/download"});
  CHECK(usual.other_sumdbs == std::vector<std::filesystem::path>{"/h/go/pkg/sumdb"});
  const Environment named = read({{"GOSET_CACHE", "/x"}, {"GOPATH", "/p:/q"}, {"GOENV", "off"}});
  CHECK(named.cache == "/x");
  CHECK(named.other_sumdbs == std::vector<std::filesystem::path>{"/p/pkg/sumdb"});
}

TEST_CASE("netrc is read where GOAUTH names it, or says nothing") {
  const auto netrc = [](const std::string& goauth) {
    return read({{"HOME", "/h"}, {"GOENV", "off"}, {"GOAUTH", goauth}}).netrc.string();
  };
  CHECK(netrc("") == "/h/.netrc");
  CHECK(netrc("git /d; netrc") == "/h/.netrc");
  CHECK(netrc("off") == "");
  CHECK(read({{"HOME", "/h"}, {"GOENV", "off"}, {"NETRC", "/n"}}).netrc == "/n");
}

TEST_CASE("without a home there is no cache") {
  CHECK(message_of([] {
          read({{"GOENV", "off"}});
        }) ==
        "there is no directory for goset's cache: HOME is not set\n"
        "  set GOSET_CACHE, XDG_CACHE_HOME or HOME to an absolute path");
}

TEST_CASE("the size of the facts has a unit, or is refused") {
  const auto size = [](const std::string& text) {
    return read({{"HOME", "/h"}, {"GOENV", "off"}, {"GOSET_FACTS_SIZE", text}}).facts_size;
  };
  CHECK(size("0") == 0);
  CHECK(size("100") == 100);
  CHECK(size("2K") == 2048);
  CHECK(size("1G") == 1U << 30U);
  CHECK(message_of([&] { size("x"); }) ==
        "GOSET_FACTS_SIZE is \"x\"\n  it is a number of bytes, for example 512M; 0 keeps no facts");
  for (const char* text : {"x", "1X", "-1", "99999999999999999999", "20000000000G", "1 M"}) {
    INFO(text);
    CHECK_THROWS_AS(size(text), Error);
  }
}

TEST_CASE("the limits of transfers can be set, or are refused") {
  const auto with = [](const char* name, const std::string& text) {
    return read({{"HOME", "/h"}, {"GOENV", "off"}, {name, text}});
  };
  CHECK(with("GOSET_ARCHIVE_SIZE", "").archive_size == 1U << 30U);
  CHECK(with("GOSET_ARCHIVE_SIZE", "3M").archive_size == 3U << 20U);
  CHECK_THROWS_AS(with("GOSET_ARCHIVE_SIZE", "3T"), Error);
  CHECK(with("GOSET_HTTP_TIMEOUT", "").http_timeout == std::chrono::seconds(60));
  CHECK(with("GOSET_HTTP_TIMEOUT", "5").http_timeout == std::chrono::seconds(5));
  CHECK(message_of([&] { with("GOSET_HTTP_TIMEOUT", "x"); }) ==
        "GOSET_HTTP_TIMEOUT is \"x\"\n  it is a number of seconds, from 1 to 86400");
  for (const char* text : {"0", "-1", "5s", "86401", "99999999999"}) {
    INFO(text);
    CHECK_THROWS_AS(with("GOSET_HTTP_TIMEOUT", text), Error);
  }
}

TEST_CASE("a cache has an absolute place, or goset refuses to guess one") {
  CHECK(read({{"GOENV", "off"}, {"GOSET_CACHE", "/c"}}).cache == "/c");
  CHECK(read({{"GOENV", "off"}, {"XDG_CACHE_HOME", "/x"}}).cache == "/x/goset/download");
  CHECK_THROWS_AS(read({{"GOENV", "off"}}), Error);
  CHECK_THROWS_AS(read({{"GOENV", "off"}, {"HOME", "h"}}), Error);
}
