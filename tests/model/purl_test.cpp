#include "goset/model/purl.hpp"

#include "support/catch.hpp"

using goset::purl;

TEST_CASE("a purl keeps the case of letters and encodes what is not plain") {
  CHECK(purl({"github.com/BurntSushi/toml", "v1.5.0"}) ==
        "pkg:golang/github.com/BurntSushi/toml@v1.5.0");
  CHECK(purl({"github.com/docker/docker", "v28.0.0+incompatible"}) ==
        "pkg:golang/github.com/docker/docker@v28.0.0%2Bincompatible");
  CHECK(purl({"stdlib", "1.26.8"}) == "pkg:golang/stdlib@1.26.8");
  CHECK(purl({"example.com/a_b~c", ""}) == "pkg:golang/example.com/a_b~c");
  CHECK(purl({"odd.io/a?b#c%", "v1.0.0"}) == "pkg:golang/odd.io/a%3Fb%23c%25@v1.0.0");
}
