#include "goset/set/license_of.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

std::map<std::string, PackageFacts> packages(const std::vector<std::string>& directories) {
  std::map<std::string, PackageFacts> result;
  for (const std::string& directory : directories) result[directory];
  return result;
}

const License all{"MIT",
                  {{"a", "ISC"}, {"a-b", "Zlib"}, {"c/d", "Apache-2.0"}},
                  {"COPYING", "a/LICENSE.old", "e/LICENSE"}};

}  // namespace

TEST_CASE("licences in a directory count if a package in it or below it is needed") {
  struct Case {
    std::vector<std::string> needed;
    License left;
    std::string expression;
  };
  const Case cases[] = {
      {{"."}, {"MIT", {}, {"COPYING"}}, "MIT"},
      {{"a"}, {"MIT", {{"a", "ISC"}}, {"COPYING", "a/LICENSE.old"}}, "ISC AND MIT"},
      {{"a-b/x", "a0"}, {"MIT", {{"a-b", "Zlib"}}, {"COPYING"}}, "MIT AND Zlib"},
      {{"a/x/y"}, {"MIT", {{"a", "ISC"}}, {"COPYING", "a/LICENSE.old"}}, "ISC AND MIT"},
      {{"c"}, {"MIT", {}, {"COPYING"}}, "MIT"},
      {{"c/d/x", "e"},
       {"MIT", {{"c/d", "Apache-2.0"}}, {"COPYING", "e/LICENSE"}},
       "Apache-2.0 AND MIT"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.expression);
    const License left = license_of::needed(all, packages(c.needed));
    CHECK(left == c.left);
    CHECK(license_of::expression(left) == c.expression);
    CHECK(license_of::needed(left, packages(c.needed)) == left);
  }
}

TEST_CASE("a program is under the licences of all that is built into it, Go's library among them") {
  SetLeaf leaf;
  SetModule known;
  known.license.expression = "Apache-2.0";
  known.license.nearer["x"] = "MIT";
  const SetModule unknown;
  const std::vector<const SetModule*> modules{&known, &unknown};
  CHECK(license_of::expression(leaf.license).empty());
  CHECK(license_of::program(leaf, modules) == "Apache-2.0 AND BSD-3-Clause AND MIT");
  leaf.license.expression = "MPL-2.0";
  CHECK(license_of::program(leaf, modules) == "Apache-2.0 AND BSD-3-Clause AND MIT AND MPL-2.0");
}
