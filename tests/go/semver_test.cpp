#include "goset/go/semver.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace goset;

TEST_CASE("semver orders versions by precedence") {
  // Every version is less than all that follow it.
  const std::string_view ordered[] = {"v1.2.3.4",  // invalid
                                      "v0.0.0-0",
                                      "v0.0.0-20191109021931-daa7c04131f5",
                                      "v0.0.0",
                                      "v0.0.9",
                                      "v0.0.10",
                                      "v1.0.0-alpha",
                                      "v1.0.0-alpha.1",
                                      "v1.0.0-alpha.beta",
                                      "v1.0.0-beta.2",
                                      "v1.0.0-beta.11",
                                      "v1.0.0-rc",
                                      "v1.0.0-rc.1",
                                      "v1",
                                      "v1.0.1-0.20191109021931-daa7c04131f5",
                                      "v1.0.1",
                                      "v1.2",
                                      "v1.10.0",
                                      "v2.0.0+incompatible",
                                      "v99999999999999999999.0.0"};
  for (std::size_t i = 0; i < std::size(ordered); ++i) {
    for (std::size_t j = 0; j < std::size(ordered); ++j) {
      CAPTURE(ordered[i], ordered[j]);
      CHECK(semver::compare(ordered[i], ordered[j]) == (i > j) - (i < j));
      CHECK(semver::max(ordered[i], ordered[j]) == ordered[std::max(i, j)]);
    }
  }
}

TEST_CASE("semver ignores the build part in comparisons") {
  CHECK(semver::compare("v1.2.3+a", "v1.2.3+b") == 0);
  CHECK(semver::compare("v1.2.0", "v1.2") == 0);
  CHECK(semver::compare("", "nonsense") == 0);
  CHECK(semver::max("v1.2.3+a", "v1.2.3+b") == "v1.2.3+a");
}

TEST_CASE("semver takes versions apart") {
  struct Case {
    std::string_view version, canonical, major, major_minor, prerelease, build;
  };
  const Case cases[] = {
      {"v1", "v1.0.0", "v1", "v1.0", "", ""},
      {"v1.2", "v1.2.0", "v1", "v1.2", "", ""},
      {"v1.2.3", "v1.2.3", "v1", "v1.2", "", ""},
      {"v1.2.3-pre.1+m-1.x", "v1.2.3-pre.1", "v1", "v1.2", "-pre.1", "+m-1.x"},
      {"v10.20.30+incompatible", "v10.20.30", "v10", "v10.20", "", "+incompatible"},
      {"v1.2.3+01", "v1.2.3", "v1", "v1.2", "", "+01"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.version);
    CHECK(semver::is_valid(c.version));
    CHECK(semver::canonical(c.version) == c.canonical);
    CHECK(semver::major(c.version) == c.major);
    CHECK(semver::major_minor(c.version) == c.major_minor);
    CHECK(semver::prerelease(c.version) == c.prerelease);
    CHECK(semver::build(c.version) == c.build);
  }
}

TEST_CASE("semver refuses what is not a version") {
  for (const std::string_view v :
       {"",          "v",           "1.2.3",     "v1.",        "v1.2.",
        "v01.2.3",   "v1.02.3",     "v1.2.03",   "v1.2.3-",    "v1.2.3+",
        "v1.2.3-01", "v1.2.3-a..b", "v1.2.3-a.", "v1.2.3-a_b", "v1.2.3+a..b",
        "v1-pre",    "v1.2+meta",   "v1.2.3 ",   "V1.2.3",     "v-1.2.3"}) {
    CAPTURE(v);
    CHECK_FALSE(semver::is_valid(v));
    CHECK(semver::canonical(v).empty());
    CHECK(semver::major(v).empty());
    CHECK(semver::major_minor(v).empty());
  }
}
