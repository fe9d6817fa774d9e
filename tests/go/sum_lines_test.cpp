#include "goset/go/sum_lines.hpp"

#include <utility>

#include "support/catch.hpp"

using goset::SumLines;

namespace {

using Lines = std::vector<std::string_view>;

TEST_CASE("lines of go.sum have one space between their words") {
  const SumLines sums = SumLines::parse("go.sum",
                                        "a.io/x v1.0.0 h1:zip=\n"
                                        "  a.io/x\tv1.0.0/go.mod  h1:mod=\r\n"
                                        "\n"
                                        " a.io/y v1.0.0 h1:y=\n"
                                        "a.io/\u00A0z v1.0.0");
  CHECK(sums.lines() == Lines{"a.io/x v1.0.0 h1:zip=", "a.io/x v1.0.0/go.mod h1:mod=",
                              "a.io/y v1.0.0 h1:y=", "a.io/ z v1.0.0"});
}

TEST_CASE("lines of go.sum stay where the object goes") {
  SumLines sums = SumLines::parse("go.sum", "a b c\nd  e f\n");
  const SumLines moved = std::move(sums);
  CHECK(moved.lines() == Lines{"a b c", "d e f"});
}

}  // namespace
