#include "goset/report/tree.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

// Two leaves that share a module, and this another one.
Tree sample() {
  const Tree::Node one{true, "one", "v1.0.0"};
  const Tree::Node two{true, "two", ""};
  const Tree::Node a{false, "a", "v1.1.0"};
  const Tree::Node b{false, "b", "v1.2.0"};
  const Tree::Node c{false, "c", "v1.3.0"};
  return {{{one, {a, b}}, {two, {c}}, {a, {b, c}}, {b, {c}}, {c, {}}}, {one, two}};
}

}  // namespace

TEST_CASE("what a module leads to is drawn once below a root") {
  CHECK(tree_output::text(sample(), Paint(false)).str() ==
        "one v1.0.0\n"
        "├─ a v1.1.0\n"
        "│  ├─ b v1.2.0\n"
        "│  │  └─ c v1.3.0\n"
        "│  └─ c v1.3.0\n"
        "└─ b v1.2.0 (above)\n"
        "two\n"
        "└─ c v1.3.0\n");
}

TEST_CASE("a leaf below a module says that it is one") {
  const Tree::Node module{false, "a", "v1.0.0"};
  const Tree::Node leaf{true, "app", ""};
  CHECK(tree_output::text({{{module, {leaf}}, {leaf, {}}}, {module}}, Paint(false)).str() ==
        "a v1.0.0\n└─ leaf app\n");
}

TEST_CASE("a circle of modules ends where it began") {
  const Tree::Node leaf{true, "app", ""};
  const Tree::Node a{false, "a", "v1"};
  const Tree::Node b{false, "b", "v1"};
  CHECK(tree_output::text({{{leaf, {a}}, {a, {b}}, {b, {a}}}, {leaf}}, Paint(false)).str() ==
        "app\n└─ a v1\n   └─ b v1\n      └─ a v1 (above)\n");
}

TEST_CASE("dot has an edge for each import, and leaves in bold") {
  const Tree::Node leaf{true, "app", ""};
  const Tree::Node a{false, "a", "v1"};
  CHECK(tree_output::dot({{{leaf, {a}}, {a, {}}}, {leaf}}).str() ==
        "digraph goset {\n  node [shape=box];\n  \"app\" [style=bold];\n"
        "  \"app\" -> \"a v1\";\n}\n");
}

TEST_CASE("json lists every node with what it leads to") {
  const Tree::Node leaf{true, "app", ""};
  const Tree::Node a{false, "a", "v1"};
  CHECK(tree_output::json({{{leaf, {a}}, {a, {}}}, {leaf}}).str() ==
        "[\n {\n  \"kind\": \"module\",\n  \"name\": \"a\",\n  \"version\": \"v1\",\n"
        "  \"to\": []\n },\n {\n  \"kind\": \"leaf\",\n  \"name\": \"app\",\n"
        "  \"to\": [\n   \"a v1\"\n  ]\n }\n]\n");
}
