#include "goset/prove/merge_instances.hpp"

#include "sample_set.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

// set_of has one leaf, which imports a.io, and that imports b.io at some version.
GoSet set_of(const std::string& leaf, const std::string& version) {
  GoSet set;
  add_leaf(set, leaf, {{"a.io", ""}});
  add_module(set.modules, "a.io", "v1.0.0", {{"b.io", ""}});
  add_module(set.modules, "b.io", version, {{"c.io", ""}});
  add_module(set.modules, "c.io", "v1.0.0", {});
  return set;
}

Instances of(const GoSet& set) {
  return Instances::of(set, configurations(), linux_without_cgo(), {set.leaves.begin()->first});
}

// text lists a leaf's packages with what each imports: "b.io() a.io(b.io)".
std::string text(const Instances& instances, const std::string& leaf) {
  std::string result;
  for (const Instances::Id id : instances.leaves.at(leaf)) {
    const PackageInstance& package = instances.packages.at(id);
    result += (result.empty() ? "" : " ") + package.import_path + "(";
    for (const Instances::Id import : package.imports) {
      result += instances.packages.at(import).import_path;
    }
    result += ")";
  }
  return result;
}

}  // namespace

TEST_CASE("what two sets compile from the same is one instance") {
  const Instances merged =
      merge_instances({of(set_of("one", "v1.0.0")), of(set_of("two", "v1.0.0"))});
  CHECK(merged.sources.size() == 5);
  CHECK(merged.packages.size() == 5);
  CHECK(text(merged, "one") == "c.io() b.io(c.io) a.io(b.io) one.io(a.io)");
  CHECK(text(merged, "two") == "c.io() b.io(c.io) a.io(b.io) two.io(a.io)");
}

TEST_CASE("what is built from another version is another instance, and imports come first") {
  const Instances merged =
      merge_instances({of(set_of("one", "v1.0.0")), of(set_of("two", "v1.1.0"))});
  CHECK(merged.packages.size() == 7);  // c.io is shared
  for (Instances::Id id = 0; id < merged.packages.size(); ++id) {
    for (const Instances::Id import : merged.packages[id].imports) CHECK(import < id);
  }
  CHECK(text(merged, "two") == "c.io() b.io(c.io) a.io(b.io) two.io(a.io)");
}

TEST_CASE("packages of a leaf with tests stay its own, behind all others") {
  GoSet tested = set_of("tested", "v1.0.0");
  tested.leaves.at("tested").tests = true;
  const Instances merged = merge_instances({of(tested), of(set_of("two", "v1.0.0"))});
  CHECK(merged.packages.back().only_of == "tested");
  CHECK(text(merged, "tested").ends_with("tested.io(a.io)"));
  CHECK(text(merged, "two").ends_with("two.io(a.io)"));
}
