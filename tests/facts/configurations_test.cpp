#include "goset/facts/configurations.hpp"

#include <map>
#include <random>

#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"

using goset::BuildConstraint;
using goset::ConfigMask;
using goset::Configurations;
using goset::Platform;

namespace {

Configurations four() {
  return Configurations(
      {{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}}, 26);
}

BuildConstraint random_constraint(std::mt19937& random, const std::vector<std::string>& words,
                                  int depth) {
  switch (depth == 0 ? 0 : random() % 4) {
    case 1:
      return random_constraint(random, words, depth - 1) &&
             random_constraint(random, words, depth - 1);
    case 2:
      return random_constraint(random, words, depth - 1) ||
             random_constraint(random, words, depth - 1);
    case 3:
      return !random_constraint(random, words, depth - 1);
    default:
      return BuildConstraint::tag(words[random() % words.size()]);
  }
}

}  // namespace

TEST_CASE("platforms are GOOS/GOARCH, sorted and each once") {
  CHECK(Platform::parse("linux/amd64") == Platform{"linux", "amd64"});
  for (const char* bad : {"", "linux", "linux/", "/amd64", "amd64/linux", "linux/amd64/v3",
                          "Linux/amd64", "x86_64-linux"}) {
    CHECK_THROWS_AS(Platform::parse(bad), goset::Error);
  }
  const Configurations configurations({{"linux", "arm64"}, {"darwin", "arm64"}, {"linux", "arm64"}},
                                      26);
  CHECK(configurations.platforms() ==
        std::vector<Platform>{{"darwin", "arm64"}, {"linux", "arm64"}});
  CHECK(configurations.all() == 0b1111);
  CHECK(configurations.bit({"darwin", "arm64"}, false) == 0b0001);
  CHECK(configurations.bit({"linux", "arm64"}, true) == 0b1000);
  CHECK(configurations.bit({"linux", "amd64"}, true) == 0);
  CHECK(message_of([] { Configurations({}, 26); }) == "no platform is given");
}

TEST_CASE("32 platforms fill the mask") {
  std::vector<Platform> many;
  for (int i = 0; i < 32; ++i) many.push_back({"os" + std::to_string(i), "amd64"});
  CHECK(Configurations(many, 26).all() == ~ConfigMask{0});
  many.push_back({"linux", "amd64"});
  CHECK(message_of([&] { Configurations(many, 26); }) ==
        "33 platforms are given, at most 32 are possible");
}

TEST_CASE("a mask says where a constraint holds") {
  const Configurations configurations = four();  // darwin amd64, darwin arm64, linux ...
  const struct {
    const char* constraint;
    ConfigMask mask;
  } cases[] = {
      {"", 0b11111111},
      {"linux", 0b11110000},
      {"darwin || arm64", 0b11001111},
      {"cgo", 0b10101010},
      {"!cgo && amd64", 0b00010001},
      {"unix", 0b11111111},
      {"windows", 0},
      {"go1.26", 0b11111111},
      {"go1.27", 0},
      {"gc && !gccgo", 0b11111111},
      {"ignore", 0},
      {"foo && linux", 0b11110000},
      {"!foo", 0},
  };
  for (const auto& c : cases) {
    INFO(c.constraint);
    CHECK(configurations.mask(BuildConstraint::parse(c.constraint), {"foo"}) == c.mask);
  }
}

TEST_CASE("terms cut every mask into disjoint parts that make it up") {
  const Configurations configurations = four();
  for (ConfigMask mask = 0; mask < 256; ++mask) {
    ConfigMask covered = 0;
    for (const std::string& term : configurations.terms(mask)) {
      const ConfigMask part = configurations.mask(BuildConstraint::parse(term), {});
      INFO(mask << ": " << term);
      CHECK(part != 0);
      CHECK((part & covered) == 0);
      covered |= part;
    }
    CHECK(covered == mask);
  }
}

TEST_CASE("terms are the simplest there are") {
  const Configurations configurations = four();
  const auto terms = [&](const char* constraint) {
    return configurations.terms(configurations.mask(BuildConstraint::parse(constraint), {}));
  };
  using Terms = std::vector<std::string>;
  CHECK(terms("") == Terms{""});
  CHECK(terms("windows").empty());
  CHECK(terms("!darwin") == Terms{"linux"});
  CHECK(terms("darwin && arm64") == Terms{"darwin && arm64"});
  CHECK(terms("linux || arm64") == Terms{"linux", "darwin && arm64"});
  CHECK(terms("!cgo") == Terms{"!cgo"});
  CHECK(terms("linux && amd64 && cgo") == Terms{"linux && amd64 && cgo"});
}

TEST_CASE("canonical says the same, and equal masks give equal text") {
  const Configurations configurations = four();
  std::mt19937 random(1);
  const std::vector<std::string> known = {"linux", "darwin", "windows", "amd64",  "arm64",
                                          "386",   "cgo",    "unix",    "go1.26", "go1.99"};
  std::map<ConfigMask, std::string> text_of;
  for (int i = 0; i < 3000; ++i) {
    const BuildConstraint constraint = random_constraint(random, known, 4);
    const BuildConstraint canonical = configurations.canonical(constraint);
    INFO(constraint.str() << " became " << canonical.str());
    const ConfigMask mask = configurations.mask(constraint, {});
    REQUIRE(configurations.mask(canonical, {}) == mask);
    const auto [entry, first] = text_of.emplace(mask, canonical.str());
    REQUIRE(entry->second == canonical.str());
    REQUIRE(configurations.canonical(canonical) == canonical);
  }
  CHECK(text_of.size() > 50);
}

TEST_CASE("canonical drops a tag that makes no difference") {
  const Configurations configurations({{"linux", "amd64"}, {"darwin", "arm64"}}, 26);
  const auto canonical = [&](std::string_view text) {
    return configurations.canonical(BuildConstraint::parse(text)).str();
  };
  CHECK(canonical("linux || darwin || m68k || ignore || linux && !race").empty());
  CHECK(canonical("linux && race || linux && !race") == "linux");
  CHECK(canonical("linux || darwin && foo || linux && bar") == "darwin && foo || linux");
  CHECK(canonical("linux && foo || darwin && foo") == "foo");
  CHECK(canonical("windows || foo") == "foo");
}

TEST_CASE("canonical keeps the meaning of custom tags") {
  const Configurations configurations = four();
  std::mt19937 random(2);
  const std::vector<std::string> words = {"linux", "arm64", "windows", "cgo",
                                          "foo",   "bar",   "go1.26"};
  for (int i = 0; i < 3000; ++i) {
    const BuildConstraint constraint = random_constraint(random, words, 4);
    const BuildConstraint canonical = configurations.canonical(constraint);
    INFO(constraint.str() << " became " << canonical.str());
    for (const std::set<std::string>& tags :
         {std::set<std::string>{}, {"foo"}, {"bar"}, {"foo", "bar"}}) {
      REQUIRE(configurations.mask(canonical, tags) == configurations.mask(constraint, tags));
    }
    for (const std::string& tag : canonical.tags()) CHECK(tag != "windows");
    REQUIRE(configurations.canonical(canonical) == canonical);
  }
}
