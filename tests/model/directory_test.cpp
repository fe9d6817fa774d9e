#include "goset/model/directory.hpp"

#include "support/catch.hpp"

namespace directory = goset::directory;

TEST_CASE("directories are joined without a dot between them") {
  CHECK(directory::joined(".", ".") == ".");
  CHECK(directory::joined(".", "a/b") == "a/b");
  CHECK(directory::joined("a", ".") == "a");
  CHECK(directory::joined("a/b", "c/d") == "a/b/c/d");
}

TEST_CASE("what a file says of a directory is resolved where it is") {
  const struct {
    const char* directory;
    const char* below;
    const char* resolved;
  } cases[] = {
      {".", ".", "."},           {".", "./", "."},           {".", "./a", "a"},
      {".", "a/", "a"},          {".", "a//b/./c", "a/b/c"}, {"a", "..", "."},
      {"a", "../b/", "b"},       {"a/b", "../../..", ".."},  {".", "../c", "../c"},
      {"a", "../a/../..", ".."}, {"a", "./b/..", "a"},
  };
  for (const auto& c : cases) {
    INFO(c.directory << " " << c.below);
    CHECK(directory::resolved(c.directory, c.below) == c.resolved);
  }
}
