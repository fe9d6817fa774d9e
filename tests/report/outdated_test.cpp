#include "goset/report/outdated.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

Outdated sample() {
  return {{{"tool", "example.com/tool", "v1.0.0", "v1.1.0", {}},
           {"", "example.com/gone", "v1.0.0", "", Error("can't be had", {"404"})},
           {"", "b", "v1.0.0", "v2.0.0", {}}},
          true,
          false};
}

}  // namespace

TEST_CASE("newer releases are in columns, and what is unknown is told apart") {
  CHECK(outdated_output::text(sample()).str() ==
        "leaf tool  v1.0.0 -> v1.1.0\n"
        "b          v1.0.0 -> v2.0.0\n");
  CHECK(outdated_output::faults(sample()).str() == "unknown: can't be had\n  404\n");
}

TEST_CASE("json has the reason in place of a newer release") {
  const std::string json = outdated_output::json(sample()).str();
  CHECK(json.find("\"path\": \"example.com/gone\",\n  \"version\": \"v1.0.0\",\n"
                  "  \"error\": \"can't be had\",\n  \"notes\": [\n   \"404\"\n  ]") !=
        std::string::npos);
  CHECK(json.find("\"leaf\": \"tool\"") != std::string::npos);
  CHECK(outdated_output::json({}).str() == "[]\n");
}
