#include "build_list_case.hpp"

#include <map>
#include <optional>
#include <random>
#include <set>

#include "arrival.hpp"
#include "goset/error.hpp"
#include "resolve/leaf.hpp"
#include "support/catch.hpp"

// Cases are text (build_list_case.hpp). Each runs with all go.mod files known beforehand, and in the
// orders in which they may arrive.

namespace {

using namespace build_list_case;

void check(const std::string& text) {
  const Case c = parse(text);
  INFO(text);
  static const ModSummary plain{"", "1.17", {}};
  arrival::Known<ModuleGraph> known;
  std::set<ModuleVersion> read;
  const auto mod = [&](const ModuleVersion& m) {
    read.insert(m);
    const auto found = c.mods.find(m);
    return found == c.mods.end() ? &plain : &found->second;
  };
  const ModuleGraph at_once(c.main, mod);
  REQUIRE(at_once.complete());
  CHECK(outcome(c, at_once, read) == c.expected);

  const auto one_by_one = [&] {
    return ModuleGraph(
        c.main, [&](const ModuleVersion& m) { return known.contains(m) ? mod(m) : nullptr; });
  };
  int budget = 300;
  arrival::in_every_order(
      one_by_one, known, {},
      [&](const ModuleGraph& graph) {
        REQUIRE(graph.complete());
        CHECK(outcome(c, graph, known) == c.expected);
      },
      budget);
}

}  // namespace

TEST_CASE("the highest version that anybody requires is selected") {
  check(R"(main go1.16: A@v1 B@v1
           A@v1 go1.16: C@v1
           B@v1 go1.16: C@v1.2.0
           C@v1.2.0 go1.16: D@v1
           list: A@v1 B@v1 C@v1.2.0 D@v1
           read: A@v1 B@v1 C@v1 C@v1.2.0 D@v1)");
  check(R"(main go1.16:
           list:
           read:)");
}

TEST_CASE("versions compare by number and prerelease, not by letters") {
  check(R"(main go1.17: A@v1.9.0 B@v1
           B@v1 go1.17: A@v1.10.0 C@v1.0.0-rc.1
           list: A@v1.10.0 B@v1 C@v1.0.0-rc.1)");
}

TEST_CASE("what an older version requires counts too without pruning") {
  check(R"(main go1.16: A@v1 B@v1
           A@v1 go1.16: X@v1
           B@v1 go1.16: A@v1.1.0
           list: A@v1.1.0 B@v1 X@v1)");
}

TEST_CASE("requirements may have a cycle") {
  check(R"(main go1.16: A@v1
           A@v1 go1.16: B@v1
           B@v1 go1.16: A@v1.1.0
           A@v1.1.0 go1.16: B@v1
           list: A@v1.1.0 B@v1
           read: A@v1 A@v1.1.0 B@v1)");
}

TEST_CASE("a pruned main module sees its roots and what these list") {
  check(R"(main go1.17: A@v1
           A@v1 go1.17: B@v1
           B@v1 go1.17: C@v1
           list: A@v1 B@v1
           read: A@v1)");
}

TEST_CASE("an unpruned main module sees below pruned modules") {
  check(R"(main go1.16: A@v1
           A@v1 go1.17: B@v1
           B@v1 go1.17: C@v1
           list: A@v1 B@v1 C@v1
           read: A@v1 B@v1 C@v1)");
}

TEST_CASE("a go.mod without a go line is not pruned") {
  check(R"(main: A@v1
           A@v1 go1.17: B@v1
           B@v1 go1.17: C@v1
           list: A@v1 B@v1 C@v1)");
  check(R"(main go1.17: A@v1
           A@v1: B@v1
           B@v1 go1.17: C@v1
           C@v1 go1.17: D@v1
           list: A@v1 B@v1 C@v1 D@v1)");
}

TEST_CASE("below an unpruned dependency everything is loaded") {
  check(R"(main go1.21: A@v1 Z@v1
           A@v1 go1.16: B@v1
           B@v1 go1.20: C@v1
           C@v1 go1.20: D@v1
           Z@v1 go1.20: Y@v1
           Y@v1 go1.20: D@v9
           list: A@v1 B@v1 C@v1 D@v1 Y@v1 Z@v1
           read: A@v1 B@v1 C@v1 D@v1 Z@v1)");
}

TEST_CASE("a module that is reached pruned and unpruned is loaded unpruned") {
  check(R"(main go1.17: A@v1 B@v1
           A@v1 go1.17: C@v1
           B@v1 go1.16: A@v1
           C@v1 go1.17: D@v1
           list: A@v1 B@v1 C@v1 D@v1)");
}

TEST_CASE("roots rise to the selected version, and what that one requires is seen") {
  check(R"(main go1.17: A@v1 B@v1
           A@v1 go1.17: B@v1.5.0
           B@v1.5.0 go1.17: C@v1
           list: A@v1 B@v1.5.0 C@v1
           read: A@v1 B@v1 B@v1.5.0)");
}

TEST_CASE("a raised root may raise others") {
  check(R"(main go1.17: A@v1 B@v1 C@v1
           A@v1 go1.17: B@v2
           B@v2 go1.17: C@v2
           C@v2 go1.17: D@v1
           list: A@v1 B@v2 C@v2 D@v1)");
}

TEST_CASE("what a root required before it was raised no longer counts") {
  check(R"(main go1.17: A@v1 B@v1
           A@v1 go1.17: B@v2
           B@v1 go1.17: C@v9 D@v1
           B@v2 go1.17: C@v1
           list: A@v1 B@v2 C@v1)");
}

TEST_CASE("of a path listed twice the higher counts with pruning, both without") {
  check(R"(main go1.17: A@v1 A@v2
           A@v1 go1.17: B@v1
           list: A@v2
           read: A@v2)");
  check(R"(main go1.16: A@v1 A@v2
           A@v1 go1.17: B@v1
           list: A@v2 B@v1)");
}

TEST_CASE("an older version of the main module is never selected, but its requirements count") {
  check(R"(main go1.16: A@v1
           A@v1 go1.16: M@v1
           M@v1 go1.16: B@v1
           list: A@v1 B@v1
           read: A@v1 B@v1 M@v1)");
  check(R"(main go1.17: A@v1
           A@v1 go1.17: M@v1
           M@v1 go1.16: B@v1
           list: A@v1
           read: A@v1)");
  check(R"(main go1.17: A@v1 M@v1
           M@v1 go1.16: B@v1
           list: A@v1
           read: A@v1)");
}

TEST_CASE("an excluded version is as if nobody required it") {
  check(R"(main go1.16: A@v1 B@v1
           A@v1 go1.16: C@v1
           B@v1 go1.16: C@v2 D@v1
           exclude: C@v2
           list: A@v1 B@v1 C@v1 D@v1
           chain C@v2:)");
  check(R"(main go1.17: A@v1
           A@v1 go1.17: C@v2
           exclude: C@v2 C@v1
           list: A@v1)");
}

TEST_CASE("an excluded requirement of the main module is dropped") {
  goset::LeafToResolve input;
  goset::ModFile& file = input.mains.emplace_back().mod;
  file.module_path = "M";
  file.go = "1.17";
  file.require = {{{"A", "v1.0.0"}}, {{"B", "v1.0.0"}}, {{"A", "v1.1.0"}}};
  file.exclude = {{"A", "v1.1.0"}};
  Universe universe({{{"linux", "amd64"}}, 26}, {{}});
  const goset::Replacements none;
  const goset::resolve::Leaf leaf(input, none, universe);
  const goset::resolve::MainRequirements& main = leaf.requirements().mains.front();
  CHECK(main.require ==
        std::vector{universe.version({"A", "v1.0.0"}), universe.version({"B", "v1.0.0"})});
  CHECK(main.exclude == std::vector{universe.version({"A", "v1.1.0"})});
  CHECK(main.pruned);
  CHECK(leaf.mains().front()->listed.size() == 3);
}

TEST_CASE("chain is the shortest line of requirements, and the first by name") {
  check(R"(main go1.16: A@v1 B@v1 C@v1
           A@v1 go1.16: D@v1
           B@v1 go1.16: X@v1
           C@v1 go1.16: X@v1
           D@v1 go1.16: X@v1
           list: A@v1 B@v1 C@v1 D@v1 X@v1
           chain X@v1: B@v1 X@v1
           chain D@v1: A@v1 D@v1
           chain A@v1: A@v1
           chain Y@v1:)");
}

TEST_CASE("chain names a module whose go.mod is missing yet") {
  const ModSummary a{"A", "1.16", {{"B", "v1.0.0"}}};
  const ModuleGraph graph({"M", "1.17", {{"A", "v1.0.0"}}, {}},
                          [&](const ModuleVersion& m) { return m.path == "A" ? &a : nullptr; });
  CHECK_FALSE(graph.complete());
  CHECK(graph.chain({"B", "v1.0.0"}) ==
        std::vector<ModuleVersion>{{"A", "v1.0.0"}, {"B", "v1.0.0"}});
}

TEST_CASE("each go.mod is asked for once") {
  ModuleGraph graph({"M", "1.16", {{"A", "v1.0.0"}, {"B", "v1.0.0"}}, {}},
                    [](const ModuleVersion&) { return nullptr; });
  CHECK(graph.take_wanted() == std::vector<ModuleVersion>{{"A", "v1.0.0"}, {"B", "v1.0.0"}});
  CHECK(graph.take_wanted().empty());
  graph.provide({"C", "v1.0.0"});  // nobody asked
  CHECK_FALSE(graph.complete());
}

TEST_CASE("is_root tells what go.mod lists from what that requires") {
  const ModSummary a{"A", "1.17", {{"A/b", "v1.0.0"}}};
  const ModSummary other{"", "1.17", {}};
  const ModuleGraph graph({"M", "1.17", {{"A", "v1.0.0"}}, {}},
                          [&](const ModuleVersion& m) { return m.path == "A" ? &a : &other; });
  CHECK(graph.is_root("A"));
  CHECK_FALSE(graph.is_root("A/b"));
  CHECK_FALSE(graph.is_root(""));
  CHECK_FALSE(graph.is_root("Z"));
}

TEST_CASE("a line of 100,000 requirements needs no deep stack") {
  Universe universe({{{"linux", "amd64"}}, 26}, {{}});
  std::vector<GoMod> mods(100001);
  std::map<VersionId, const GoMod*> known;
  const auto name = [&](int i) { return universe.version({"m" + std::to_string(i), "v1.0.0"}); };
  for (int i = 0; i <= 100000; ++i) {
    if (i < 100000) mods[i].require = {name(i + 1)};
    known[name(i)] = &mods[i];
  }
  const goset::resolve::Requirements requirements{
      {{universe.version({"M", ""}), false, {name(0)}, {}}}, false};
  const auto go_mods = [&](VersionId m) { return known.at(m); };
  BuildLists lists(universe);
  std::vector<VersionId> missing;
  CHECK(lists.of(requirements, go_mods, missing).paths.size() == 100001);
  CHECK(missing.empty());
  CHECK(lists.chain(requirements, go_mods, name(100000)).size() == 100001);
  CHECK(lists.distance(requirements, go_mods, name(100000)) == 100001);
}

TEST_CASE("random graphs do not depend on the order of arrival") {
  std::mt19937 random(4);
  for (int round = 0; round < 40; ++round) {
    const auto any = [&] {
      return ModuleVersion{std::string(1, static_cast<char>('A' + random() % 9)),
                           "v1." + std::to_string(random() % 4) + ".0"};
    };
    std::map<ModuleVersion, ModSummary> mods;
    for (int i = 0; i < 30; ++i) {
      ModSummary& mod = mods[any()];
      mod.go = random() % 2 ? "1.16" : "1.20";
      for (std::size_t n = random() % 4; n > 0; --n) mod.require.push_back(any());
    }
    MainModule main{"M", random() % 2 ? "1.16" : "1.17", {any(), any(), any()}, {any()}};
    static const ModSummary plain{"", "1.17", {}};
    std::optional<std::map<std::string, std::string>> expected;
    for (int order = 0; order < 20; ++order) {
      arrival::Known<ModuleGraph> known;
      ModuleGraph graph(main, [&](const ModuleVersion& m) -> const ModSummary* {
        if (!known.contains(m)) return nullptr;
        const auto found = mods.find(m);
        return found == mods.end() ? &plain : &found->second;
      });
      arrival::in_random_order(graph, known, random);
      if (!expected) expected = graph.selected();
      REQUIRE(graph.selected() == *expected);
    }
  }
}

TEST_CASE("a go.mod of another module, or of none, is refused") {
  goset::ModFile file;
  const auto message = [&] {
    try {
      ModSummary::of(file).check("a.io/x", {"fork.io/x", "v1.0.0"});
    } catch (const goset::Error& error) {
      return error.message();
    }
    return std::string();
  };
  CHECK(message() == "fork.io/x@v1.0.0: its go.mod has no module line");
  file.module_path = "a.io/y";
  CHECK(message() == "fork.io/x@v1.0.0: its go.mod declares its path as a.io/y");
  file.module_path = "fork.io/x";
  CHECK(message() == "");
  file.module_path = "a.io/x";
  CHECK(message() == "");
  file.go = "1.20";
  file.require = {{{"b.io/z", "v1.0.0"}}};
  const ModSummary summary = ModSummary::of(file);
  CHECK(summary.pruned());
  CHECK(summary.require == std::vector<ModuleVersion>{{"b.io/z", "v1.0.0"}});
}
