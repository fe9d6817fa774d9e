#include "goset/app/tree.hpp"

#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

namespace {

std::set<std::string> names(const std::set<Tree::Node>& nodes) {
  std::set<std::string> result;
  for (const Tree::Node& node : nodes) result.insert(node.str());
  return result;
}

using Names = std::set<std::string>;

}  // namespace

TEST_CASE("leaves are the roots, and edges are imports on any platform") {
  SetFolder set(two_programs);
  const Tree tree = Tree::below(set.lock());
  REQUIRE(tree.roots.size() == 2);
  CHECK(tree.roots[0].str() == "app");
  CHECK(tree.roots[1].str() == "tool v1.0.0");
  CHECK(names(tree.edges.at(tree.roots[1])) == Names{"example.com/lib v1.1.0"});
  CHECK(names(tree.edges.at({false, "example.com/lib", "v1.1.0"})) ==
        Names{"example.com/deep v1.0.0"});
}

TEST_CASE("a tree of one leaf has nothing of the others") {
  SetFolder set(two_programs);
  const Tree tree = Tree::below(set.lock(), "app");
  REQUIRE(tree.roots.size() == 1);
  CHECK_FALSE(tree.edges.contains({true, "tool", "v1.0.0"}));
}

TEST_CASE("users lead from a module up to the leaves") {
  SetFolder set(two_programs);
  const Tree tree = Tree::users(set.lock(), "example.com/deep");
  REQUIRE(tree.roots.size() == 1);
  CHECK(names(tree.edges.at(tree.roots[0])) == Names{"example.com/lib v1.1.0"});
  CHECK(names(tree.edges.at({false, "example.com/lib", "v1.1.0"})) == Names{"app", "tool v1.0.0"});
}

TEST_CASE("a module that nobody uses is refused, with the nearest there is") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  const std::string fault = error_of([&] { Tree::users(lock, "example.com/dep"); });
  CHECK(fault.starts_with("example.com/dep: no leaf uses it\n"));
  CHECK(fault.find("example.com/deep") != std::string::npos);
  CHECK(error_of([&] {
          Tree::users(lock, "example.com/none", "app");
        }).starts_with("example.com/none: no package of leaf app uses it\n"));
}
