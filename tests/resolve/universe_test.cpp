#include "resolve/universe.hpp"

#include "support/catch.hpp"

namespace {

using goset::resolve::Universe;
using goset::resolve::VersionId;

const goset::Configurations one({{"linux", "amd64"}}, 26);

}  // namespace

TEST_CASE("the versions of a path are in order, whichever comes first") {
  const std::vector<std::string> versions{"",       "v1.0.0-rc.1",
                                          "v1.0.0", "v1.2.0",
                                          "v1.9.0", "v1.10.0-0.20200101000000-abcdefabcdef",
                                          "v1.10.0"};
  for (std::size_t first = 0; first < versions.size(); ++first) {
    Universe universe(one, {{}});
    std::vector<VersionId> ids(versions.size());
    for (std::size_t i = 0; i < versions.size(); ++i) {
      const std::size_t at = (first + 3 * i) % versions.size();
      ids[at] = universe.version({"a.io/x", versions[at]});
      universe.version({"a.io/y", versions[at]});
    }
    for (std::size_t a = 0; a < versions.size(); ++a) {
      for (std::size_t b = 0; b < versions.size(); ++b) {
        CHECK(universe.is_higher(ids[a], ids[b]) == (a > b));
      }
    }
  }
}

TEST_CASE("versions that differ by what semver ignores are equally high") {
  Universe universe(one, {{}});
  const VersionId high = universe.version({"a.io/x", "v3.0.0"});
  const VersionId bare = universe.version({"a.io/x", "v2.0.0"});
  const VersionId incompatible = universe.version({"a.io/x", "v2.0.0+incompatible"});
  CHECK(bare != incompatible);
  CHECK_FALSE(universe.is_higher(bare, incompatible));
  CHECK_FALSE(universe.is_higher(incompatible, bare));
  CHECK(universe.is_higher(high, incompatible));
}

TEST_CASE("numbers name modules, and paths") {
  Universe universe(one, {{}});
  const VersionId m = universe.version({"a.io/x", "v1.0.0"});
  CHECK(universe.version({"a.io/x", "v1.0.0"}) == m);
  CHECK(universe.version({"a.io/x", "v1.1.0"}) != m);
  CHECK(universe.path_of(m) == universe.path("a.io/x"));
  CHECK(universe.path_of(m) != universe.path("a.io/x/v2"));
  CHECK(universe.module(m).str() == "a.io/x@v1.0.0");
}

TEST_CASE("a prefix of an import path is a module once one is called so") {
  Universe universe(one, {{}});
  const auto& import = universe.import(universe.import("a.io/x/y"));
  REQUIRE(import.prefixes.size() == 3);
  CHECK(import.directory(import.prefixes[0]) == ".");
  CHECK(import.directory(import.prefixes[1]) == "y");
  CHECK(universe.module_at(import.prefixes[1].id) == goset::resolve::no_path);
  const auto path = universe.path("a.io/x");
  CHECK(universe.module_at(import.prefixes[1].id) == path);
}

TEST_CASE("internal packages are open to those below the parent") {
  Universe universe(one, {{}});
  const auto may = [&](const char* importer, const char* import) {
    return universe.may_import(universe.import(importer), universe.import(import));
  };
  CHECK(may("a.io/x", "a.io/x/internal/y"));
  CHECK(may("a.io/x/z", "a.io/x/internal"));
  CHECK_FALSE(may("a.io/xz", "a.io/x/internal"));
  CHECK_FALSE(may("a.io", "a.io/x/internal/y"));
  CHECK_FALSE(may("a.io/x", "a.io/x/internal/y/internal/z"));
  CHECK(may("b.io", "internal/y"));
}

TEST_CASE("equal constraints have one number, and a mask for each set of tags") {
  Universe universe(one, {{}, {"extra"}});
  const auto extra = universe.constraint(goset::BuildConstraint::tag("extra"));
  CHECK(universe.constraint(goset::BuildConstraint::tag("extra")) == extra);
  CHECK(universe.mask(extra, universe.tag_set({})) == 0);
  CHECK(universe.mask(extra, universe.tag_set({"extra"})) == one.all());
}
