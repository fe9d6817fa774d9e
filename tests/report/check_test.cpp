#include "goset/report/check.hpp"

#include "support/catch.hpp"

using namespace goset;
using Kind = CheckResult::Kind;

namespace {

const Paint plain(false);

}  // namespace

TEST_CASE("results with the same remedy name it once") {
  const std::vector<CheckResult> results{
      {Kind::drift, {"one", "", "", ""}, "goset lock"},
      {Kind::drift, {"two", "", "", ""}, "goset lock"},
      {Kind::note, {"three", "", "", ""}, "goset lock --prune"},
      {Kind::failure, {"four", "", "", ""}, ""},
  };
  CHECK(check_output::text(results, plain).str() ==
        "drift: one\n"
        "drift: two\n"
        "  run: goset lock\n"
        "note: three\n"
        "  run: goset lock --prune\n"
        "failure: four\n");
  CHECK(check_output::text({}, plain).str() == "");
}

TEST_CASE("each kind has a colour of its own weight") {
  const auto painted = [](Kind kind) {
    return check_output::text({{kind, {"x", "", "", ""}, ""}}, Paint(true)).str();
  };
  CHECK(painted(Kind::note) == "\x1b[2mnote:\x1b[0m x\n");
  CHECK(painted(Kind::drift) == "\x1b[33mdrift:\x1b[0m x\n");
  CHECK(painted(Kind::failure) == "\x1b[1;31mfailure:\x1b[0m x\n");
  CHECK(painted(Kind::security) == "\x1b[1;31msecurity:\x1b[0m x\n");
}

TEST_CASE("what a workflow command gives a meaning to is escaped") {
  CHECK(
      check_output::github({{Kind::drift, {"50% of a: b", "", "", "x,y:z"}, "goset lock"}}).str() ==
      "::error file=x%2Cy%3Az,title=goset drift::50%25 of a: b%0Arun: goset lock\n");
  CHECK(check_output::github({{Kind::note, {"n", "", "", ""}, ""}}).str() ==
        "::notice title=goset note::n\n");
}

TEST_CASE("json has only what is known of a result") {
  CHECK(check_output::json({{Kind::security, {"bad", "app", "m", ""}, ""}}).str() ==
        "[\n {\n  \"kind\": \"security\",\n  \"text\": \"bad\",\n  \"leaf\": \"app\",\n"
        "  \"module\": \"m\"\n }\n]\n");
  CHECK(check_output::json({}).str() == "[]\n");
}
