#include "goset/go/sum_file.hpp"

#include "goset/error.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

std::vector<std::string> list(std::span<const std::string> hashes) {
  return {hashes.begin(), hashes.end()};
}

const ModuleVersion sys{"golang.org/x/sys", "v0.35.0"};

}  // namespace

TEST_CASE("go.sum holds hashes of zips and of go.mod files") {
  const SumFile sums = SumFile::parse("go.sum",
                                      "golang.org/x/sys v0.35.0 h1:zip=\n"
                                      "\n"
                                      "  golang.org/x/sys\tv0.35.0/go.mod h1:mod=\r\n"
                                      "golang.org/x/sys v0.35.0 h1:zip=\n"
                                      "golang.org/x/sys v0.35.0 h2:other=");
  CHECK(list(sums.zip_hashes(sys)) == std::vector<std::string>{"h1:zip=", "h2:other="});
  CHECK(list(sums.mod_hashes(sys)) == std::vector<std::string>{"h1:mod="});
  CHECK(sums.zip_hashes({"golang.org/x/sys", "v0.36.0"}).empty());
  CHECK_FALSE(sums.empty());
}

TEST_CASE("a go.sum line without three fields is refused with its place") {
  CHECK_THROWS_WITH(SumFile::parse("a/go.sum", "m v1.0.0 h1:x=\n\nm v1.0.0\n"),
                    "a/go.sum:3: malformed go.sum: wrong number of fields 2");
  CHECK_THROWS_WITH(SumFile::parse("go.sum", "m v1.0.0 h1:x= y"),
                    "go.sum:1: malformed go.sum: wrong number of fields 4");
}

TEST_CASE("go.sum lines that an old Go wrote for non-modules are dropped") {
  const SumFile sums =
      SumFile::parse("go.sum", "m v1.0.0/go.mod h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=\n");
  CHECK(sums.empty());
}

TEST_CASE("an empty go.sum is empty") {
  CHECK(SumFile::parse("go.sum", "\n \n").empty());
}

TEST_CASE("added hashes are kept once") {
  SumFile sums;
  sums.add_zip(sys, "h1:a=");
  sums.add_zip(sys, "h1:a=");
  sums.add_mod(sys, "h1:b=");
  CHECK(list(sums.zip_hashes(sys)) == std::vector<std::string>{"h1:a="});
  CHECK(list(sums.mod_hashes(sys)) == std::vector<std::string>{"h1:b="});
}
