#include "goset/verify/sum_index.hpp"

#include "support/catch.hpp"

using goset::ModuleVersion;
using goset::SumIndex;
using goset::SumLines;

namespace {

const ModuleVersion a{"a.io/x", "v1.0.0"};

std::vector<std::string> said(const SumIndex::Claims& claims) {
  std::vector<std::string> result;
  for (const SumIndex::Claim& claim : claims) {
    std::string line = claim.origin + ":";
    for (const std::string& hash : claim.hashes) line += " " + hash;
    result.push_back(line);
  }
  return result;
}

}  // namespace

TEST_CASE("SumIndexKeepsZipAndGoModApart") {
  SumIndex index;
  index.add("go.sum of one", SumLines::parse("go.sum",
                                             "a.io/x v1.0.0 h1:zip=\n"
                                             "a.io/x v1.0.0/go.mod h1:mod=\n"));
  CHECK(said(index.zip(a)) == std::vector<std::string>{"go.sum of one: h1:zip="});
  CHECK(said(index.go_mod(a)) == std::vector<std::string>{"go.sum of one: h1:mod="});
  CHECK(index.zip({"a.io/x", "v1.0.1"}).empty());
  CHECK(index.go_mod({"a.io", "x v1.0.0"}).empty());
}

TEST_CASE("SumIndexNamesTheFirstFileOfThoseThatSayTheSame") {
  const SumLines same = SumLines::parse("go.sum", "a.io/x v1.0.0 h1:same=\n");
  const SumLines other = SumLines::parse("go.sum", "a.io/x v1.0.0 h1:other=\n");
  const std::vector<std::string> expected{"a: h1:same=", "b: h1:other="};
  for (const bool forwards : {true, false}) {
    SumIndex index;
    if (forwards) {
      index.add("a", same);
      index.add("b", other);
      index.add("c", same);
      index.add("d", other);
    } else {
      index.add("d", other);
      index.add("c", same);
      index.add("b", other);
      index.add("a", same);
    }
    CHECK(said(index.zip(a)) == expected);
  }
}

TEST_CASE("SumIndexKnowsWhetherAnyFileNamesAModule") {
  SumIndex index;
  index.add("a", SumLines::parse("go.sum", "a.io/x v1.0.0/go.mod h1:mod=\n"));
  CHECK(index.has_go_mod(a));
  CHECK_FALSE(index.has_zip(a));
  CHECK_FALSE(index.has_go_mod({"a.io/x", "v1.0.1"}));
}

TEST_CASE("SumIndexKeepsAllHashesOfOneFile") {
  SumIndex index;
  index.add("a", SumLines::parse("go.sum", "a.io/x v1.0.0 h1:one=\na.io/x v1.0.0 h1:two=\n"));
  index.add("b", SumLines::parse("go.sum", "a.io/x v1.0.0 h1:one=\n"));
  CHECK(said(index.zip(a)) == std::vector<std::string>{"a: h1:one= h1:two=", "b: h1:one="});
}

TEST_CASE("SumIndexNamesTheFirstOfFilesThatStateTheSameTwoHashes") {
  const SumLines two = SumLines::parse("go.sum", "a.io/x v1.0.0 h1:one=\na.io/x v1.0.0 h1:two=\n");
  SumIndex index;
  index.add("b", two);
  index.add("a", two);
  index.add("c", two);
  CHECK(said(index.zip(a)) == std::vector<std::string>{"a: h1:one= h1:two="});
}

TEST_CASE("SumIndexTakesALineThatStandsTwiceInAFileOnce") {
  SumIndex index;
  index.add("a", SumLines::parse("go.sum", "a.io/x v1.0.0 h1:one=\na.io/x  v1.0.0 h1:one=\n"));
  CHECK(said(index.zip(a)) == std::vector<std::string>{"a: h1:one="});
  // Also around another hash.
  index.add("b", SumLines::parse(
                     "go.sum", "a.io/x v1.0.0 h1:1=\na.io/x v1.0.0 h1:2=\na.io/x v1.0.0 h1:1=\n"));
  CHECK(said(index.zip(a)) == std::vector<std::string>{"a: h1:one=", "b: h1:1= h1:2="});
}
