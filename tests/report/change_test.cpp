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
  CHECK(change_output::text(change, plain, true).str().ends_with("  + m29  v1\n"));
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
    change.modules.push_back({fmt::format("m.dev/m{}", i), "", "v1", "v2", "", {}});
  }
  const std::string text = change_output::markdown(change).str();
  CHECK(text.find("m.dev/m119 ") == std::string::npos);
  CHECK(text.find("[m.dev/m119]") != std::string::npos);
  CHECK(text.find("[m.dev/m120]") == std::string::npos);
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

TEST_CASE("a program that is added is what nixpkgs calls init") {
  SetChange change = sample();
  change.leaves = {{"app", "", "v1.1.0"}};
  CHECK(
      change_output::nixpkgs(change, "").str().find("\"commitMessage\": \"app: init at 1.1.0\"") !=
      std::string::npos);
  CHECK(change_output::nixpkgs(change, "tools.app").str().find("tools.app: init at 1.1.0") !=
        std::string::npos);
}

TEST_CASE("what leaves took along has moved, and what has another version there is told") {
  SetChange change;
  const auto move = [&](const std::string& path, const std::string& after) {
    change.modules.push_back({path, "old", "v1.1.0", after, "", {"app"}, {}, ""});
  };
  move("a", "v1.1.0");
  move("b", "v1.0.0");
  CHECK(change_output::text(change, plain).str() ==
        "2 modules moved from the set to track old\n  b  v1.1.0 -> v1.0.0\n");
  for (int i = 0; i < 14; ++i) move(fmt::format("m{:02}", i), "v1.0.0");
  CHECK(change_output::text(change, plain)
            .str()
            .ends_with("  m10  v1.1.0 -> v1.0.0\n  and 3 more at another version\n"));
}

TEST_CASE("of many leaves that are built anew some are named") {
  SetChange change = sample();
  change.modules.resize(1);
  change.modules[0].affected = {"a", "b", "c", "d", "e", "f"};
  change.untouched_leaves.resize(5);
  CHECK(change_output::text(change, plain).str().find("rebuilds: 6 of 7: a, b, c and 3 more\n") !=
        std::string::npos);
  CHECK(change_output::text(change, plain, true).str().find("rebuilds: a, b, c, d, e, f\n") !=
        std::string::npos);
}

TEST_CASE("only modules of public hosts are linked, and versions to release notes of forges") {
  struct Case {
    std::string path, version, cells;
  };
  for (const Case& c : {
           Case{"github.com/a/b/v2", "v2.1.0",
                "[github.com/a/b/v2](https://pkg.go.dev/github.com/a/b/v2@v2.1.0) |  | "
                "[v2.1.0](https://github.com/a/b/releases/tag/v2.1.0)"},
           Case{"github.com/a/b/sub/v2", "v2.1.0",
                "[github.com/a/b/sub/v2](https://pkg.go.dev/github.com/a/b/sub/v2@v2.1.0) |  | "
                "[v2.1.0](https://github.com/a/b/releases/tag/sub/v2.1.0)"},
           Case{"gitlab.com/a/b", "v2.0.0+incompatible",
                "[gitlab.com/a/b](https://pkg.go.dev/gitlab.com/a/b@v2.0.0+incompatible) |  | "
                "[v2.0.0+incompatible](https://gitlab.com/a/b/-/releases/v2.0.0)"},
           Case{"codeberg.org/a", "v1.0.0",
                "[codeberg.org/a](https://pkg.go.dev/codeberg.org/a@v1.0.0) |  | v1.0.0"},
           Case{"github.com/a/b", "v0.0.0-20240102030405-0123456789ab",
                "[github.com/a/b](https://pkg.go.dev/github.com/a/b@v0.0.0-20240102030405-"
                "0123456789ab) |  | v0.0.0-20240102030405-0123456789ab"},
           Case{"git.corp/a", "v1.0.0", "git.corp/a |  | v1.0.0"},
           Case{"git.example.internal/a", "v1.0.0", "git.example.internal/a |  | v1.0.0"},
           Case{"10.0.0.1/a", "v1.0.0", "10.0.0.1/a |  | v1.0.0"},
           Case{"host/a", "v1.0.0", "host/a |  | v1.0.0"},
       }) {
    SetChange change;
    change.modules = {{c.path, "", "", c.version, "", {}}};
    CAPTURE(c.path);
    CHECK(change_output::markdown(change).str().find("| " + c.cells + " | ") != std::string::npos);
  }
}
