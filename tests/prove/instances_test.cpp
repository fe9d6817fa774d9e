#include "goset/prove/instances.hpp"

#include "goset/error.hpp"
#include "sample_set.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"

using namespace goset;

namespace {

Instances of(const GoSet& set) {
  std::set<std::string> names;
  for (const auto& [name, leaf] : set.leaves) names.insert(name);
  return Instances::of(set, configurations(), linux_without_cgo(), names);
}

std::string name_of(const Instances& instances, Instances::Id id) {
  const PackageInstance& package = instances.packages.at(id);
  const PackageSource& source = instances.sources.at(package.source);
  return package.import_path + (source.leaf.empty() ? "@" + source.module.version : "");
}

// text lists a package and what it is compiled from: "a.io(b.io@v1 c.io@v1)".
std::string text(const Instances& instances, Instances::Id id) {
  std::string result = name_of(instances, id) + "(";
  for (const Instances::Id import : instances.packages.at(id).imports) {
    result += (result.ends_with('(') ? "" : " ") + name_of(instances, import);
  }
  return result + ")";
}

// text lists what a leaf needs, in the order of the instances.
std::string text(const Instances& instances, const std::string& leaf) {
  std::string result;
  for (const Instances::Id id : instances.leaves.at(leaf)) {
    result += (result.empty() ? "" : " ") + text(instances, id);
  }
  return result;
}

}  // namespace

TEST_CASE("what leaves share is one instance, and imports come first") {
  GoSet set;
  add_leaf(set, "one", {{"a.io", ""}, {"fmt", ""}});
  add_leaf(set, "two", {{"a.io", ""}});
  add_module(set.modules, "a.io", "v1.0.0", {{"b.io", ""}});
  add_module(set.modules, "b.io", "v1.0.0", {});
  const Instances instances = of(set);
  CHECK(instances.packages.size() == 4);
  CHECK(text(instances, "one") == "b.io@v1.0.0() a.io@v1.0.0(b.io@v1.0.0) one.io(a.io@v1.0.0)");
  CHECK(text(instances, "two") == "b.io@v1.0.0() a.io@v1.0.0(b.io@v1.0.0) two.io(a.io@v1.0.0)");
}

TEST_CASE("a track that changes an import makes another instance of what imports it") {
  GoSet set;
  add_leaf(set, "old", {{"a.io", ""}, {"c.io", ""}}).track = "hold";
  add_leaf(set, "new", {{"a.io", ""}, {"c.io", ""}});
  add_module(set.modules, "a.io", "v1.0.0", {{"b.io", ""}});
  add_module(set.modules, "b.io", "v1.1.0", {});
  add_module(set.modules, "c.io", "v1.0.0", {});
  add_to_track(set.tracks["hold"], "b.io", "v1.0.0", {});
  const Instances instances = of(set);
  CHECK(text(instances, "new") ==
        "b.io@v1.1.0() a.io@v1.0.0(b.io@v1.1.0) c.io@v1.0.0() new.io(a.io@v1.0.0 c.io@v1.0.0)");
  CHECK(text(instances, "old") ==
        "c.io@v1.0.0() b.io@v1.0.0() a.io@v1.0.0(b.io@v1.0.0) old.io(c.io@v1.0.0 a.io@v1.0.0)");
  CHECK(instances.packages.size() == 7);  // c.io once
}

TEST_CASE("a track with the set's own version makes nothing new") {
  GoSet set;
  add_leaf(set, "one", {{"a.io", ""}});
  add_leaf(set, "two", {{"a.io", ""}}).track = "same";
  add_module(set.modules, "a.io", "v1.0.0", {});
  add_to_track(set.tracks["same"], "a.io", "v1.0.0", {});
  CHECK(of(set).packages.size() == 3);
}

TEST_CASE("imports and packages of other configurations count for nothing") {
  GoSet set;
  add_leaf(set, "one", {{"a.io", "linux"}, {"b.io", "darwin"}, {"c.io", "cgo"}});
  for (const char* path : {"a.io", "b.io", "c.io"}) add_module(set.modules, path, "v1.0.0", {});
  CHECK(text(of(set), "one") == "a.io@v1.0.0() one.io(a.io@v1.0.0)");
}

TEST_CASE("build tags make an instance of their own only where files ask for them") {
  GoSet set;
  add_leaf(set, "plain", {{"a.io", ""}, {"b.io", ""}});
  add_leaf(set, "fast", {{"a.io", ""}, {"b.io", ""}}).tags = {"fast"};
  add_module(set.modules, "a.io", "v1.0.0", {}).packages["."].tags = {"fast"};
  add_module(set.modules, "b.io", "v1.0.0", {});
  const Instances instances = of(set);
  CHECK(instances.packages.size() == 5);  // a.io twice
  CHECK(text(instances, "fast").find("a.io@v1.0.0()") != std::string::npos);
}

TEST_CASE("a leaf's own packages have all its tags") {
  GoSet set;
  add_leaf(set, "one", {{"a.io", "!fast"}, {"b.io", "fast"}}).tags = {"fast", "slow"};
  add_module(set.modules, "a.io", "v1.0.0", {});
  add_module(set.modules, "b.io", "v1.0.0", {});
  const Instances instances = of(set);
  CHECK(text(instances, "one") == "b.io@v1.0.0() one.io(b.io@v1.0.0)");
  CHECK(instances.packages.back().tags == std::vector<std::string>{"fast", "slow"});
  CHECK(instances.packages.front().tags.empty());
}

TEST_CASE("a module that replaces another is the source of its packages") {
  GoSet set;
  add_leaf(set, "one", {{"a.io", ""}});
  add_module(set.modules, "a.io", "v1.0.0", {}).replace = {"fork.io", "v1.2.0"};
  const Instances instances = of(set);
  CHECK(instances.packages.front().import_path == "a.io");
  const PackageSource& source = instances.sources[instances.packages.front().source];
  CHECK(source.path == "a.io");
  CHECK(source.module.str() == "fork.io@v1.2.0");
}

TEST_CASE("a leaf of the proxy is the module that others import") {
  GoSet set;
  SetLeaf& tool = add_leaf(set, "tool", {});
  tool.path.clear();
  tool.version = "v1.0.0";
  tool.sum = "h1:tool.iov1.0.0";
  add_leaf(set, "user", {{"tool.io", ""}});
  add_module(set.modules, "tool.io", "v1.0.0", {});
  const Instances instances = of(set);
  CHECK(instances.packages.size() == 2);
  CHECK(text(instances, "tool") == "tool.io@v1.0.0()");
}

TEST_CASE("further modules of a leaf have their own go line") {
  GoSet set;
  SetLeaf& leaf = add_leaf(set, "one", {{"local.io", ""}});
  leaf.go = "1.20";
  SetLeafModule& local = leaf.modules.emplace_back();
  local.path = "local.io";
  local.directory = "local";
  local.version = "v0.0.0";
  local.go = "1.22";
  local.packages["."] = package({});
  const Instances instances = of(set);
  REQUIRE(instances.sources.size() == 2);
  const PackageSource& first = instances.sources[instances.packages[0].source];
  CHECK(first.directory == "local");
  CHECK(first.go == "1.22");
  CHECK(instances.sources[instances.packages[1].source].go == "1.20");
}

TEST_CASE("tests may import what imports the package") {
  GoSet set;
  SetLeaf& leaf = add_leaf(set, "one", {{"one.io/lib", ""}});
  leaf.tests = true;
  leaf.packages["lib"] = package({{"one.io", ""}, {"a.io", ""}});
  add_module(set.modules, "a.io", "v1.0.0", {});
  const Instances instances = of(set);
  CHECK(text(instances, "one") ==
        "a.io@v1.0.0() one.io(one.io/lib) one.io/lib(a.io@v1.0.0 one.io)");
  CHECK(instances.packages[1].with_tests);
  CHECK_FALSE(instances.packages[0].with_tests);
}

TEST_CASE("a circle of imports is an error") {
  GoSet set;
  add_leaf(set, "one", {{"a.io", ""}});
  add_module(set.modules, "a.io", "v1.0.0", {{"b.io", ""}});
  add_module(set.modules, "b.io", "v1.0.0", {{"a.io", ""}});
  CHECK(message_of([&] { of(set); }) == "package a.io imports itself\n  leaf one needs it");
}

TEST_CASE("only leaves that are asked for are walked") {
  GoSet set;
  add_leaf(set, "one", {});
  add_leaf(set, "two", {});
  const Instances instances = Instances::of(set, configurations(), linux_without_cgo(), {"two"});
  CHECK(instances.packages.size() == 1);
  CHECK(instances.leaves.size() == 1);
}
