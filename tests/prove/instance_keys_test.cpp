#include "goset/prove/instance_keys.hpp"

#include "sample_set.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace goset;

namespace {

const Configuration linux{{"linux", "amd64"}, false};

// Keys are by import path.
using Keys = std::map<std::string, Sha256Digest>;

Keys keys_of(const GoSet& set, const std::string& files = "1", const std::string& checker = "c",
             const Configuration& configuration = linux) {
  std::set<std::string> names;
  for (const auto& [name, leaf] : set.leaves) names.insert(name);
  const Instances instances = Instances::of(set, configurations(), linux_without_cgo(), names);
  const std::vector<Sha256Digest> keys = instance_keys(
      instances, checker, configuration, [&](const PackageInstance&) { return files; });
  Keys result;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    result[instances.packages[i].import_path] = keys[i];
  }
  return result;
}

// changed lists the packages whose keys differ.
std::string changed(const Keys& a, const Keys& b) {
  std::string result;
  for (const auto& [path, key] : a) {
    if (b.at(path) != key) result += (result.empty() ? "" : " ") + path;
  }
  return result;
}

// one imports a, which imports b; one imports c as well.
GoSet sample() {
  GoSet set;
  add_leaf(set, "one", {{"a.io", ""}, {"c.io", ""}});
  add_module(set.modules, "a.io", "v1.0.0", {{"b.io", ""}});
  add_module(set.modules, "b.io", "v1.0.0", {});
  add_module(set.modules, "c.io", "v1.0.0", {});
  return set;
}

}  // namespace

TEST_CASE("equal sets have equal keys, and every package its own") {
  const Keys keys = keys_of(sample());
  CHECK(changed(keys, keys_of(sample())).empty());
  std::set<Sha256Digest> distinct;
  for (const auto& [path, key] : keys) distinct.insert(key);
  CHECK(distinct.size() == 4);
}

TEST_CASE("another version changes the package and what is compiled from it") {
  GoSet set = sample();
  set.modules["b.io"].sum = "h1:other";
  CHECK(changed(keys_of(sample()), keys_of(set)) == "a.io b.io one.io");
}

TEST_CASE("a go line changes the packages of its module, and what is compiled from them") {
  GoSet set = sample();
  set.modules["c.io"].go = "1.22";
  CHECK(changed(keys_of(sample()), keys_of(set)) == "c.io one.io");
}

TEST_CASE("what a leaf's files are changes its own packages alone") {
  CHECK(changed(keys_of(sample(), "1"), keys_of(sample(), "2")) == "one.io");
}

TEST_CASE("another checker and another configuration change everything") {
  const Keys keys = keys_of(sample());
  CHECK(changed(keys, keys_of(sample(), "1", "d")) == "a.io b.io c.io one.io");
  const Configuration other{{"darwin", "arm64"}, false};
  CHECK(changed(keys, keys_of(sample(), "1", "c", other)) == "a.io b.io c.io one.io");
}

TEST_CASE("packages whose tests make a circle have keys of their own that change together") {
  GoSet set = sample();
  SetLeaf& leaf = set.leaves["one"];
  leaf.tests = true;
  leaf.packages["lib"] = package({{"one.io", ""}});
  leaf.packages["."].imports.push_back({"one.io/lib", BuildConstraint::always()});
  const Keys keys = keys_of(set);
  CHECK(keys.at("one.io") != keys.at("one.io/lib"));
  CHECK(changed(keys, keys_of(set)).empty());
  set.modules["c.io"].sum = "h1:other";
  CHECK(changed(keys, keys_of(set)) == "c.io one.io one.io/lib");
}

TEST_CASE("a directory's digest is over its Go files") {
  const TempDir dir;
  dir.write("a.go", "package a");
  const std::string before = go_files_digest(dir.path());
  dir.write("README", "other files count for nothing");
  CHECK(go_files_digest(dir.path()) == before);
  dir.write("a.go", "package b");
  const std::string after = go_files_digest(dir.path());
  CHECK(after != before);
  dir.write("b.go", "package b");
  CHECK(go_files_digest(dir.path()) != after);
  CHECK(go_files_digest(dir.path() / "none").empty());
}
