#include "goset/hash/dirhash.hpp"

#include "support/catch.hpp"

namespace dirhash = goset::dirhash;
using goset::sha256;

// Lines of the go.sum files of many projects.
TEST_CASE("h1_mod gives the sums that go.sum files state") {
  CHECK(dirhash::h1_mod("module github.com/pmezard/go-difflib\n") ==
        "h1:iKH77koFhYxTK1pcRnkKkqfTogsbg7gZNVY4sRDYZ/4=");
  CHECK(dirhash::h1_mod("module github.com/davecgh/go-spew\n") ==
        "h1:J7Y8YcW2NihsgmVo/mv3lAwl/skON4iLHjSsI+c5H38=");
}

// With the files in a directory: sha256sum a-b a.b a/b b | sha256sum, in base64.
TEST_CASE("h1 hashes one line per file, sorted by the bytes of the whole name") {
  const std::string want = "h1:zqWdleTA0vVHWJpPkni+ipTPLKqJdJ0MHISCBRRtyzQ=";
  const dirhash::FileDigest ab = {"a/b", sha256("1")};
  const dirhash::FileDigest dash = {"a-b", sha256("2")};
  const dirhash::FileDigest dot = {"a.b", sha256("3")};
  const dirhash::FileDigest b = {"b", sha256("")};
  CHECK(dirhash::h1({dash, dot, ab, b}) == want);
  CHECK(dirhash::h1({b, ab, dot, dash}) == want);
}

TEST_CASE("h1 of no files is the hash of nothing") {
  CHECK(dirhash::h1({}) == "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST_CASE("h1 tells names and contents apart") {
  const std::string one = dirhash::h1({{"a", sha256("1")}});
  CHECK(one != dirhash::h1({{"b", sha256("1")}}));
  CHECK(one != dirhash::h1({{"a", sha256("2")}}));
  CHECK(one != dirhash::h1({{"a", sha256("1")}, {"a", sha256("1")}}));
}
