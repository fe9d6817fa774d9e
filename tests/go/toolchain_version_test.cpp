#include "goset/go/toolchain_version.hpp"

#include "support/catch.hpp"

using namespace goset;

TEST_CASE("toolchain versions are ordered as Go orders them") {
  const std::string_view ordered[] = {
      "1.21x",  // invalid
      "1",       "1.9",      "1.20rc1", "1.20",   "1.20.1",  "1.21", "1.21beta1",      "1.21rc1",
      "1.21rc2", "1.21rc10", "1.21.0",  "1.21.9", "1.21.10", "1.22", "1.999999999999", "2"};
  for (std::size_t i = 1; i < std::size(ordered); ++i) {
    for (std::size_t j = 0; j < std::size(ordered); ++j) {
      if (j == 0) continue;
      CAPTURE(ordered[i], ordered[j]);
      CHECK(toolchain_version::compare(ordered[i], ordered[j]) == (i > j) - (i < j));
    }
  }
  CHECK(toolchain_version::compare("nonsense", "1") == -1);
  CHECK(toolchain_version::compare("nonsense", "") == 0);
  CHECK(toolchain_version::compare("1.20", "1.20.0") == 0);
  CHECK(toolchain_version::compare("1.21", "1.21.0") == -1);
}

TEST_CASE("the language version drops release and prerelease") {
  struct Case {
    std::string_view version, language;
    int minor;
  };
  const Case cases[] = {{"1.26.8", "1.26", 26}, {"1.26", "1.26", 26}, {"1.21rc1", "1.21", 21},
                        {"1.0.1", "1", 0},      {"1", "1", 0},        {"1.21.0rc1", "", 0},
                        {"1.021", "", 0},       {"go1.21", "", 0},    {"1.21.", "", 0}};
  for (const Case& c : cases) {
    CAPTURE(c.version);
    CHECK(toolchain_version::is_valid(c.version) == !c.language.empty());
    CHECK(toolchain_version::language(c.version) == c.language);
    CHECK(toolchain_version::minor(c.version) == c.minor);
  }
}

TEST_CASE("a toolchain's name tells its version") {
  struct Case {
    std::string_view name, version;
  };
  const Case cases[] = {{"go1.26.8", "1.26.8"},
                        {"go1.26.8-custom", "1.26.8"},
                        {"go1.21rc1 x", "1.21rc1"},
                        {"go1.21\tx", "1.21"},
                        {"default", ""},
                        {"local", ""},
                        {"go", ""},
                        {"1.26.8", ""},
                        {"go1.21-a/b", ""},
                        {"go1.21-a\\b", ""}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(toolchain_version::from_toolchain(c.name) == c.version);
  }
}
