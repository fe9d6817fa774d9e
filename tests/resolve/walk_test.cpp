#include "walk_case.hpp"

#include <map>
#include <optional>
#include <random>
#include <set>

#include "arrival.hpp"
#include "goset/facts/package_facts.hpp"
#include "support/catch.hpp"

// Cases are text (walk_case.hpp). Each runs in the orders in which modules may become known.

namespace {

namespace package_facts = goset::package_facts;
using goset::BuildConstraint;
using goset::ModulePackages;
using goset::ModuleVersion;
using goset::PackageFacts;
using walk_case::Case;
using walk_case::ImportGraph;
using walk_case::outcome;
using walk_case::parse;

using Known = ImportGraph::Known;

ImportGraph graph_of(Case& c, const Known& known) {
  return {c, known};
}

void check(const std::string& text) {
  Case c = parse(text);
  INFO(text);
  Known known;
  int budget = 200;
  arrival::in_every_order([&] { return graph_of(c, known); }, known, {},
                          [&](const ImportGraph& done) { CHECK(outcome(done) == c.expected); },
                          budget);
}

}  // namespace

TEST_CASE("imports are followed through modules") {
  check(R"(leaf m.io ./...
             . : m.io/p fmt a.io/x/p
             p : a.io/x
             unused : b.io/y
           root a.io/x@v1
             . :
             p : b.io/y net/http
             q : q.io
           root b.io/y@v1
             . :
           root c.io@v1
             . :
           =>
           need a.io/x a.io/x@v1
           need a.io/x/p a.io/x@v1
           need b.io/y b.io/y@v1
           need m.io
           need m.io/p
           need m.io/unused
           lacks a.io/x@v1:
           lacks b.io/y@v1:)");
}

TEST_CASE("only packages that the patterns ask for are walked") {
  check(R"(leaf m.io ./cmd/... -./cmd/old
             . : a.io
             cmd : m.io/p
             cmd/tool :
             cmd/old : a.io
             cmd/testdata/x : a.io
             p :
           root a.io@v1
             . :
           =>
           need m.io/cmd
           need m.io/cmd/tool
           need m.io/p)");
}

TEST_CASE("an ignored directory may be imported") {
  check(R"(leaf m.io ./... -old
             . : m.io/old
             old :
           =>
           need m.io
           need m.io/old)");
}

TEST_CASE("a package is needed where somebody imports it") {
  check(R"(leaf m.io ./...
             . : a.io/x [linux] a.io/y [cgo]
           root a.io@v1
             x : a.io/z
             y : a.io/z [darwin]
             z : a.io/w [arm64]
             w [arm64] :
           =>
           need a.io/w a.io@v1 [linux && arm64, darwin && arm64 && cgo]
           need a.io/x a.io@v1 [linux]
           need a.io/y a.io@v1 [cgo]
           need a.io/z a.io@v1 [linux, darwin && cgo]
           need m.io
           lacks a.io@v1:)");
}

TEST_CASE("packages of the leaf with no file anywhere are not asked for") {
  check(R"(leaf m.io ./... +foo
             . [linux] :
             gen [ignore] : a.io [ignore]
             foo [foo && linux] : a.io/foo [foo && linux]
             bar [bar] : a.io/bar [bar]
           root a.io@v1
             foo :
           =>
           need a.io/foo a.io@v1 [linux]
           need m.io [linux]
           need m.io/foo [linux]
           lacks a.io@v1:)");
}

TEST_CASE("a package with tests is needed where only its tests are") {
  check(R"(leaf m.io ./...
             . [linux] : a.io [linux] t.io
             test [ignore && !ignore] : t.io [darwin]
           root a.io@v1
             . :
           root t.io@v1
             . :
           =>
           need a.io a.io@v1 [linux]
           need m.io
           need m.io/test [darwin]
           need t.io t.io@v1
           lacks a.io@v1:
           lacks t.io@v1:)");
}

TEST_CASE("modules that go.mod lists come before the others") {
  check(R"(leaf m.io ./...
             . : a.io/b/p a.io/b/q
           root a.io@v1
             b/p :
           module a.io/b@v1
             p :
             q :
           =>
           need a.io/b/p a.io@v1
           need a.io/b/q a.io/b@v1
           need m.io
           lacks a.io@v1: b/q
           lacks a.io/b@v1:)");
}

TEST_CASE("an import found in two modules is ambiguous, the shorter first") {
  check(R"(leaf m.io ./...
             . : m.io/p
             p : a.io/b/c/p [linux]
           root a.io@v1
             b/c/p :
           root a.io/b@v1
           root a.io/b/c@v1
             p :
           =>
           need m.io
           need m.io/p
           fault a.io/b/c/p ambiguous a.io@v1 a.io/b/c@v1 by m.io/p [linux]
           lacks a.io@v1:
           lacks a.io/b@v1: c/p
           lacks a.io/b/c@v1:)");
}

TEST_CASE("an import can be ambiguous with the leaf itself") {
  check(R"(leaf m.io/x ./...
             . : m.io/x/p
             p :
           root m.io@v1
             x/p :
           =>
           need m.io/x
           fault m.io/x/p ambiguous m.io@v1 m.io/x
           lacks m.io@v1: x)");
}

TEST_CASE("another version of the leaf's own path is not looked into") {
  check(R"(leaf m.io ./...
             . : a.io m.io/gone
           root a.io@v1
             . : m.io/p
           root m.io@v1
             gone :
           =>
           need a.io a.io@v1
           need m.io
           fault m.io/gone missing by m.io
           fault m.io/p missing by a.io
           lacks a.io@v1:)");
}

TEST_CASE("a missing package is reported with its first importer and everywhere it is missing") {
  check(R"(leaf m.io ./...
             b : q.io/x [linux]
             a : q.io/x [darwin && arm64]
             c : a.io/no/such
           root a.io@v1
             . :
           =>
           need m.io/a
           need m.io/b
           need m.io/c
           fault a.io/no/such missing by m.io/c
           fault q.io/x missing by m.io/a [linux, darwin && arm64]
           lacks a.io@v1: no/such)");
}

TEST_CASE("paths without a dot are the standard library's, unless a module has them") {
  check(R"(leaf app ./...
             . : fmt app/p nowhere/x lib/q lib/none
             p :
           root lib@v1
             q : unsafe app/typo
           =>
           need app
           need app/p
           need lib/q lib@v1
           fault app/typo missing by lib/q
           fault lib/none missing by app
           fault nowhere/x std by app
           lacks lib@v1: none)");
}

TEST_CASE("a package without files in a configuration can't be imported there") {
  check(R"(leaf m.io ./...
             . : a.io
             guarded : a.io/linux [linux]
             alone [linux] :
           root a.io@v1
             . : a.io/linux a.io/darwin [darwin]
             linux [linux] : a.io/deep [linux]
             darwin [darwin] :
             deep [amd64] :
           =>
           need a.io a.io@v1
           need a.io/darwin a.io@v1 [darwin]
           need a.io/deep a.io@v1 [linux]
           need a.io/linux a.io@v1
           need m.io
           need m.io/alone [linux]
           need m.io/guarded
           fault a.io/deep excluded by a.io/linux [linux && arm64]
           fault a.io/linux excluded by a.io [darwin]
           lacks a.io@v1:)");
}

TEST_CASE("a main module that has a package of the standard library's makes it ambiguous") {
  check(R"(leaf net ./...
             . :
           =>
           fault net ambiguous net std)");
}

TEST_CASE("another module may import packages of the leaf") {
  check(R"(leaf m.io ./...
             . : a.io b.io m.io/api m.io/private
             api :
             private :
           root a.io@v1
             . : m.io/api
           root b.io@v1
             . : m.io/api
           =>
           need a.io a.io@v1
           need b.io b.io@v1
           need m.io
           need m.io/api
           need m.io/private
           lacks a.io@v1:
           lacks b.io@v1:)");
}

TEST_CASE("each module is asked for once, the longest path first") {
  Case c = parse(R"(leaf m.io ./...
                      . : a.io/b/p a.io/b/q
                    root a.io@v1
                    root a.io/b@v1
                      p :
                      q :)");
  Known known;
  ImportGraph graph = graph_of(c, known);
  const ModuleVersion a{"a.io", "v1.0.0"};
  const ModuleVersion b{"a.io/b", "v1.0.0"};
  CHECK(graph.take_wanted() == std::vector<ModuleVersion>{b, a});
  known = {a, b};
  graph.provide(a);
  CHECK(graph.take_wanted().empty());
  graph.provide(b);
  CHECK(graph.complete());
}

TEST_CASE("a module of which a part is known is asked for only when that does not suffice") {
  Case c = parse(R"(leaf m.io ./...
                      . : a.io/p a.io/no a.io/more
                    root a.io@v1
                      p :)");
  const ModuleVersion a{"a.io", "v1.0.0"};
  ModulePackages& locked = c.modules[a];
  locked.complete = false;
  locked.absent_packages = {"no"};
  Known known = {a};
  ImportGraph graph = graph_of(c, known);
  CHECK(graph.take_wanted() == std::vector<ModuleVersion>{a});
  CHECK(graph.needed().contains("a.io/p"));
  CHECK(graph.walk().faults.size() == 1);
  locked.complete = true;
  locked.packages["more"];
  graph.provide(a);
  CHECK(graph.complete());
  CHECK(graph.needed().contains("a.io/more"));
}

TEST_CASE("random graphs of imports do not depend on the order of arrival") {
  std::mt19937 random(5);
  const std::vector<std::string> paths = {"a.io", "a.io/b", "a.io/b/c", "d.io", "e.io/f", "g.io"};
  const std::vector<std::string> directories = {".", "b", "b/c", "c", "p", "p/q"};
  const std::vector<std::string> conditions = {"", "", "linux", "darwin", "cgo", "!cgo || arm64"};
  for (int round = 0; round < 60; ++round) {
    const auto pick = [&](const std::vector<std::string>& list) {
      return list[random() % list.size()];
    };
    const auto fill = [&](ModulePackages& packages) {
      packages.complete = true;
      for (const std::string& directory : directories) {
        if (random() % 3 == 0) continue;
        PackageFacts& facts = packages.packages[directory];
        std::map<std::string, std::string> imports;
        for (std::size_t n = random() % 4; n > 0; --n) {
          imports[package_facts::import_path(pick(paths), pick(directories))] = pick(conditions);
        }
        for (const auto& [path, when] : imports) {
          facts.imports.push_back({path, BuildConstraint::parse(when)});
        }
      }
    };
    Case c;
    c.leaf.module = "m.io";
    c.leaf.patterns = {"./..."};
    fill(c.own);
    for (const std::string& path : paths) {
      if (random() % 5 == 0) continue;
      c.all[path] = "v1.0.0";
      if (random() % 3 != 0) c.roots[path] = "v1.0.0";
      fill(c.modules[{path, "v1.0.0"}]);
    }
    std::optional<std::string> expected;
    for (int order = 0; order < 20; ++order) {
      Known known;
      ImportGraph graph = graph_of(c, known);
      arrival::in_random_order(graph, known, random);
      if (!expected) expected = outcome(graph);
      REQUIRE(outcome(graph) == *expected);
    }
  }
}

TEST_CASE("of several import cycles the first is told") {
  check(R"(leaf m.io ./...
             . : a.io
             one : m.io/two
             two : m.io/three
             three : m.io/one [arm64] m.io/two [darwin && arm64]
           root a.io@v1
             . : b.io
           root b.io@v1
             . : c.io
             p :
           root c.io@v1
             . : a.io b.io/p
           =>
           need a.io a.io@v1
           need b.io b.io@v1
           need b.io/p b.io@v1
           need c.io c.io@v1
           need m.io
           need m.io/one
           need m.io/three
           need m.io/two
           cycle a.io b.io c.io a.io
           lacks a.io@v1:
           lacks b.io@v1:
           lacks c.io@v1:)");
}

TEST_CASE("a cycle that needs several platforms at once is none") {
  check(R"(leaf m.io ./...
             one : m.io/two [linux]
             two : m.io/one [darwin]
             three : m.io/four [linux]
             four : m.io/three [arm64]
           =>
           need m.io/four
           need m.io/one
           need m.io/three
           need m.io/two
           cycle m.io/four m.io/three m.io/four [linux && arm64])");
}

TEST_CASE("cycles of the leaf's own packages can be left out") {
  Case c = parse(R"(leaf m.io ./...
             one : m.io/two
             two : m.io/one)");
  Known known;
  const ImportGraph graph = graph_of(c, known);
  const auto cycles = [&](bool own) {
    return import_cycles(graph.walk(), graph.universe(), graph.leaf().tags(), own);
  };
  CHECK(cycles(true).size() == 1);
  CHECK(cycles(false).empty());
}
