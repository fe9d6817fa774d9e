#include "stage/version.hpp"

#include <array>

#include "support/catch.hpp"

using goset::build::is_newer;

TEST_CASE("versions are ordered as in semver.org, which has most of this list") {
  constexpr std::array ascending{"v0.0.0-20200101000000-abcdefabcdef",
                                 "v0.0.0-20210101000000-000000000000",
                                 "v0.9.10",
                                 "v1.0.0-alpha",
                                 "v1.0.0-alpha.1",
                                 "v1.0.0-alpha.beta",
                                 "v1.0.0-beta",
                                 "v1.0.0-beta.2",
                                 "v1.0.0-beta.11",
                                 "v1.0.0-rc.1",
                                 "v1.0.0",
                                 "v1.0.1",
                                 "v1.2.0",
                                 "v1.10.0",
                                 "v2.0.0+incompatible",
                                 "v10.0.0"};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      INFO(ascending[i] << " " << ascending[j]);
      CHECK(is_newer(ascending[i], ascending[j]) == (i > j));
    }
  }
}

TEST_CASE("a build part decides nothing") {
  CHECK_FALSE(is_newer("v2.0.0+incompatible", "v2.0.0"));
  CHECK_FALSE(is_newer("v2.0.0", "v2.0.0+incompatible"));
}
