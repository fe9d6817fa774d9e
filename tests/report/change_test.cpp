#include "goset/report/change.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"

using namespace goset;

namespace {

const Paint plain(false);

SetChange sample() {
  SetChange change;
  change.leaves = {{"app", "v1.0.0", "v1.1.0"}};
  change.modules = {{"a", "", "v1.0.0", "v1.2.0", "b@v1.0.0 requires it", {"app", "tool"}},
                    {"gone", "", "v1.0.0", "", "", {}},
                    {"new", "", "", "v0.1.0", "", {}}};
  change.parts = 5;
  change.rebuilt_parts = 2;
  change.rebuilt_leaves = {"app", "tool"};
  change.untouched_leaves = {"other"};
  change.files = {"goset.lock"};
  return change;
}

}  // namespace

TEST_CASE("a change of a module is told with its cause and what is built anew for it") {
  CHECK(change_output::text(sample(), plain).str() ==
        "app  v1.0.0 -> v1.1.0\n"
        "    a     v1.0.0 -> v1.2.0\n"
        "      b@v1.0.0 requires it\n"
        "      rebuilds: app, tool\n"
        "  - gone  v1.0.0\n"
        "  + new   v0.1.0\n"
        "rebuilds 2 of 5 module parts, 2 of 3 leaves\n");
}

TEST_CASE("of many new modules a few are told") {
  SetChange change;
  for (int i = 0; i < 30; ++i)
    change.modules.push_back({fmt::format("m{}", i), "", "", "v1", "", {}});
  const std::string text = change_output::text(change, plain).str();
  CHECK(text.ends_with("  + m23  v1\n  + 6 more\n"));
}

TEST_CASE("what was held back is told with the version that stays") {
  SetChange change;
  change.held_back = {SetChange::HeldBack::in_track("a v2", "old", "v1", "issue 1"),
                      {"b", "v1", "can't be had", {"404"}, true}};
  CHECK(change_output::text(change, plain).str() ==
        "held back: a v2 in track old, stays at v1\n  issue 1\n"
        "unknown: b, stays at v1\n  can't be had\n  404\n");
}

TEST_CASE("a table of a pull request has at most 120 rows") {
  SetChange change;
  for (int i = 0; i < 125; ++i) {
    change.modules.push_back({fmt::format("m{}", i), "", "v1", "v2", "", {}});
  }
  const std::string text = change_output::markdown(change).str();
  CHECK(text.find("m119 ") == std::string::npos);
  CHECK(text.find("[m119]") != std::string::npos);
  CHECK(text.find("[m120]") == std::string::npos);
  CHECK(text.find("\nand 5 more\n") != std::string::npos);
  CHECK(change_output::markdown({}).str() == "Nothing changed.\n");
}

TEST_CASE("an update bot gets an entry for each leaf that changed, or one for the set") {
  const std::string leaf = change_output::nixpkgs(sample(), "").str();
  CHECK(leaf.find("\"attrPath\": \"app\",\n  \"oldVersion\": \"1.0.0\"") != std::string::npos);
  CHECK(change_output::nixpkgs(sample(), "tools.app").str().find("\"tools.app\"") !=
        std::string::npos);
  SetChange modules = sample();
  modules.leaves.clear();
  CHECK(
      change_output::nixpkgs(modules, "").str().find("goPackages: a v1.0.0 -> v1.2.0 and 2 more") !=
      std::string::npos);
  SetChange nothing = sample();
  nothing.files.clear();
  CHECK(change_output::nixpkgs(nothing, "").str() == "[]\n");
}
