#include "goset/app/list.hpp"

#include <fmt/format.h>

#include "goset/app/diff.hpp"
#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

namespace {

using Texts = std::vector<std::string>;

Texts packages(const Lock& lock, const listing::Scope& scope) {
  Texts result;
  for (const listing::Package& package : listing::packages(lock, scope)) {
    result.push_back(package.import_path + " " + package.module.str());
  }
  return result;
}

}  // namespace

TEST_CASE("packages are those that some leaf needs, each with its module") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  CHECK(packages(lock, {}) ==
        Texts{"example.com/app example.com/app", "example.com/deep example.com/deep@v1.0.0",
              "example.com/lib example.com/lib@v1.1.0",
              "example.com/lib/sub example.com/lib@v1.1.0", "example.com/tool example.com/tool"});
  CHECK(packages(lock, {.leaf = "app"}) ==
        Texts{"example.com/app example.com/app", "example.com/lib example.com/lib@v1.1.0"});
}

TEST_CASE("packages of a platform leave out what only others need") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  CHECK(packages(lock, {.leaf = "tool", .platform = "linux/amd64"}) ==
        Texts{"example.com/lib/sub example.com/lib@v1.1.0", "example.com/tool example.com/tool"});
  CHECK(packages(lock, {.leaf = "tool", .platform = "windows/amd64", .cgo = true}).size() == 3);
  CHECK(error_of([&] { packages(lock, {.platform = "plan9/arm"}); }) ==
        "plan9/arm is not a platform of this set");
}

TEST_CASE("modules are listed with the leaves that need them, if that is asked for") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  const std::vector<listing::Module> modules = listing::modules(lock, true);
  REQUIRE(modules.size() == 2);
  CHECK(modules[0].path == "example.com/deep");
  CHECK(modules[0].leaves == std::set<std::string>{"tool"});
  CHECK(modules[1].leaves == std::set<std::string>{"app", "tool"});
  CHECK(listing::modules(lock, false).at(1).leaves.empty());
}

TEST_CASE("a track is listed with its leaves and what is built once more for it") {
  SetFolder set(two_programs_and_track());
  const Lock lock = set.lock();
  const std::vector<listing::Track> tracks = listing::tracks(lock);
  REQUIRE(tracks.size() == 1);
  CHECK(tracks[0].reason == "issue 1");
  CHECK(tracks[0].leaves == Texts{"app"});
  REQUIRE(tracks[0].builds.size() == 1);
  CHECK(tracks[0].builds[0].path == "example.com/lib");
  CHECK(tracks[0].builds[0].version == "v1.0.0");
  CHECK(tracks[0].builds[0].because == "the set has v1.1.0");
  const std::vector<listing::Module> modules = listing::modules(lock, true);
  REQUIRE(modules.size() == 3);
  CHECK(modules[2].track == "old");
  CHECK(modules[2].leaves == std::set<std::string>{"app"});
}

TEST_CASE("a leaf differs in what the set has above its own versions") {
  SetFolder set(two_programs);
  set.lock();
  const std::vector<Difference> found = diff_leaf(set.folder(), "app", set.session());
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "example.com/lib");
  CHECK(found[0].alone == "v1.0.0");
  CHECK(found[0].set == "v1.1.0");
  CHECK(diff_leaf(set.folder(), "tool", set.session()).empty());
  CHECK(error_of([&] { diff_leaf(set.folder(), "ap", set.session()); }) != "");
}

TEST_CASE("two locks are compared by their files") {
  SetFolder set(two_programs);
  set.lock();
  set.write("old.lock", set.read("goset.lock"));
  set.write("goset.toml", "go = \"1.26\"\n[leaf.app]\npath = \"app\"\n");
  set.lock();
  const SetChange change = diff_locks(set.path() / "old.lock", set.path() / "goset.lock");
  REQUIRE(change.leaves.size() == 1);
  CHECK(change.leaves[0].name == "tool");
  REQUIRE(change.modules.size() == 2);
  CHECK(change.modules[0].after == "");
  const std::string none = (set.path() / "none").string();
  CHECK(error_of([&] { diff_locks(none, none); }) == none + ": no such file");
}

TEST_CASE("a leaf's own build list has what it selects alone, and nothing of the set") {
  SetFolder set(two_programs);
  CHECK(listing::build_list(set.folder(), "app", set.session()) ==
        listing::BuildList{{"example.com/lib", "v1.0.0"}});
  CHECK(listing::build_list(set.folder(), "tool", set.session()).at("example.com/deep") ==
        "v1.0.0");
  CHECK(error_of([&] { listing::build_list(set.folder(), "apq", set.session()); }).find("app") !=
        std::string::npos);
}
