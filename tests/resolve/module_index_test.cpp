#include "goset/resolve/module_index.hpp"

#include "support/catch.hpp"

namespace {

using goset::ModSummary;
using goset::ModuleIndex;
using goset::ModuleVersion;

}  // namespace

TEST_CASE("the versions of a path are in order, whichever comes first") {
  const std::vector<std::string> versions{"",       "v1.0.0-rc.1",
                                          "v1.0.0", "v1.2.0",
                                          "v1.9.0", "v1.10.0-0.20200101000000-abcdefabcdef",
                                          "v1.10.0"};
  for (std::size_t first = 0; first < versions.size(); ++first) {
    ModuleIndex index([](const ModuleVersion&) { return nullptr; });
    std::vector<ModuleIndex::Id> ids(versions.size());
    for (std::size_t i = 0; i < versions.size(); ++i) {
      const std::size_t at = (first + 3 * i) % versions.size();
      ids[at] = index.id({"a.io/x", versions[at]});
      index.id({"a.io/y", versions[at]});
    }
    for (std::size_t a = 0; a < versions.size(); ++a) {
      for (std::size_t b = 0; b < versions.size(); ++b) {
        CHECK(index.is_higher(ids[a], ids[b]) == (a > b));
      }
    }
  }
}

TEST_CASE("versions that differ by what semver ignores are equally high") {
  ModuleIndex index([](const ModuleVersion&) { return nullptr; });
  const ModuleIndex::Id high = index.id({"a.io/x", "v3.0.0"});
  const ModuleIndex::Id bare = index.id({"a.io/x", "v2.0.0"});
  const ModuleIndex::Id incompatible = index.id({"a.io/x", "v2.0.0+incompatible"});
  CHECK(bare != incompatible);
  CHECK_FALSE(index.is_higher(bare, incompatible));
  CHECK_FALSE(index.is_higher(incompatible, bare));
  CHECK(index.is_higher(high, incompatible));
}

TEST_CASE("numbers name modules, and paths") {
  ModuleIndex index([](const ModuleVersion&) { return nullptr; });
  const ModuleIndex::Id m = index.id({"a.io/x", "v1.0.0"});
  CHECK(index.id({"a.io/x", "v1.0.0"}) == m);
  CHECK(index.id({"a.io/x", "v1.1.0"}) != m);
  CHECK(index.path_id(m) == index.path_id("a.io/x"));
  CHECK(index.path_id(m) != index.path_id("a.io/x/v2"));
  CHECK(index.module(m).str() == "a.io/x@v1.0.0");
}

TEST_CASE("a go.mod is asked for until it is known, and then no more") {
  const ModSummary summary{"a.io/x", "1.16", {{"a.io/y", "v1.0.0"}}};
  bool known = false;
  int asked = 0;
  ModuleIndex index([&](const ModuleVersion&) {
    ++asked;
    return known ? &summary : nullptr;
  });
  const ModuleIndex::Id m = index.id({"a.io/x", "v1.0.0"});
  CHECK(index.go_mod(m) == nullptr);
  known = true;
  const ModuleIndex::GoMod* const mod = index.go_mod(m);
  REQUIRE(mod);
  CHECK_FALSE(mod->pruned);
  CHECK(mod->require == std::vector{index.id({"a.io/y", "v1.0.0"})});
  for (int i = 0; i < 5000; ++i) index.id({"a.io/z", "v1.0." + std::to_string(i)});
  CHECK(index.go_mod(m) == mod);
  CHECK(asked == 2);
}
