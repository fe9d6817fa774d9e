#include "goset/prove/type_checker.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/message_of.hpp"

using namespace goset;

TEST_CASE("a line says that a package is sound") {
  const TypeResult result = TypeResult::parse(R"({"package":7,"count":0})");
  CHECK(result.package == 7);
  CHECK(result.found.count == 0);
  CHECK(result.found.problems.empty());
}

TEST_CASE("a line has the first problems of a package") {
  const TypeResult result = TypeResult::parse(
      R"({"package":1,"count":12,"errors":[{"file":"x.go","line":3,"column":5,)"
      R"("message":"undefined: glob.Glob","uses":"glob.Glob","involved":["example.com/glob"]},)"
      R"({"file":"","message":"zip: checksum error"}]})");
  CHECK(result.found.count == 12);
  REQUIRE(result.found.problems.size() == 2);
  CHECK(result.found.problems[0].str() == "x.go:3:5: undefined: glob.Glob");
  CHECK(result.found.problems[0].uses == "glob.Glob");
  CHECK(result.found.problems[0].involved == std::vector<std::string>{"example.com/glob"});
  CHECK(result.found.problems[1].str() == "zip: checksum error");
}

TEST_CASE("any other line is an error") {
  for (const char* line : {"", "panic: no", "[]", "{}", R"({"package":"x","count":0})",
                           R"({"package":1,"count":1,"errors":[{}]})"}) {
    CHECK(message_of([&] { TypeResult::parse(line); }) ==
          fmt::format("the type checker wrote \"{}\"", line));
  }
}

TEST_CASE("another toolchain is another version of the checker") {
  const GoToolchain one{"/bin/go", "/root", "1.26.8", {"linux", "amd64"}};
  GoToolchain other = one;
  CHECK(TypeChecker::version(one) == TypeChecker::version(other));
  other.version = "1.26.9";
  CHECK(TypeChecker::version(one) != TypeChecker::version(other));
}
