#include "goset/app/check.hpp"

#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;
using Kind = CheckResult::Kind;

namespace {

// texts returns what is told, but the folder's name, which differs each time.
std::vector<std::string> texts(const std::vector<CheckResult>& results, const SetFolder& set) {
  std::vector<std::string> all;
  const std::string folder = set.path().string() + "/";
  for (const CheckResult& result : results) {
    std::string text = std::string(result.word()) + ": " + result.finding.text;
    for (std::size_t at = 0; (at = text.find(folder)) != std::string::npos;) {
      text.erase(at, folder.size());
    }
    all.push_back(text);
  }
  return all;
}

std::vector<std::string> checked(const SetFolder& set) {
  return texts(check(set.folder()).results, set);
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("of a set that is as locked there is nothing to tell") {
  SetFolder set(two_programs);
  set.lock();
  const Checked checked = check(set.folder());
  CHECK(checked.results.empty());
  CHECK(checked.lock);
  CHECK(worst(checked.results) == Kind::note);
}

TEST_CASE("a missing lock is drift, and there is nothing to verify") {
  const SetFolder set(two_programs);
  CHECK(checked(set) == Texts{"drift: goset.lock is missing"});
  CHECK_FALSE(check(set.folder()).lock);
}

TEST_CASE("conflict markers are told alone") {
  SetFolder set(two_programs);
  set.lock();
  set.write("goset.lock", "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n");
  CHECK(checked(set) == Texts{"drift: goset.lock contains merge conflict markers"});
  CHECK_FALSE(check(set.folder()).lock);
}

TEST_CASE("a command to run names the folder") {
  const SetFolder set(two_programs);
  CHECK(check(set.folder()).results.at(0).command == "goset -C " + set.path().string() + " lock");
}

TEST_CASE("every file that changed since the lock is named") {
  SetFolder set(two_programs);
  set.lock();
  set.write("app/go.mod", set.read("app/go.mod") + "\n");
  set.write("app/more.go", "package main\n\nimport _ \"example.com/deep\"\n");
  set.write("go-packages.nix", "{ }\n");
  CHECK(checked(set) ==
        Texts{"drift: leaf app (example.com/app): app/go.mod changed since it was locked",
              "drift: leaf app (example.com/app): the imports of app changed since it was locked",
              "drift: go-packages.nix is not what the lock gives: stale, or edited by hand"});
}

TEST_CASE("a leaf that is gone is mended by removing it") {
  SetFolder set(two_programs);
  set.lock();
  std::filesystem::remove_all(set.path() / "app");
  const std::vector<CheckResult> results = check(set.folder()).results;
  REQUIRE(results.size() == 1);
  CHECK(results[0].kind == Kind::drift);
  CHECK(results[0].finding.leaf == "app");
  CHECK(results[0].command == "goset -C " + set.path().string() + " remove app");
}

TEST_CASE("a pin that decides nothing is a note, with the command that drops it") {
  SetFolder set(two_programs);
  set.write("goset.toml", set.read("goset.toml") + R"(
[pin]
"example.com/lib" = ">= v1.0.0"
"example.com/other" = ">= v1.0.0"
)");
  set.lock();
  const std::vector<CheckResult> results = check(set.folder()).results;
  REQUIRE(results.size() == 2);
  CHECK(results[0].finding.text ==
        "pin of example.com/lib has no effect: the set has v1.1.0 anyway");
  CHECK(results[0].finding.module == "example.com/lib");
  CHECK(results[0].command.ends_with(" lock --prune"));
  CHECK(results[1].finding.text ==
        "pin of example.com/other has no effect: the set does not have that module");
  CHECK(worst(results) == Kind::note);
}

TEST_CASE("sources that are fetched once more and are as locked are not told") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  CHECK(check_sources(lock, set.folder(), set.session(), ignore).empty());
}

TEST_CASE("other bytes than those that were locked weigh most, and what is gone less") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  std::filesystem::copy_file(set.proxy_file("example.com/lib/@v/v1.1.0.zip"),
                             set.proxy_file("example.com/lib/@v/v1.1.0.zip.kept"));
  Lock other = lock;
  other.set.modules.at("example.com/lib").sum = lock.set.modules.at("example.com/deep").sum;
  std::filesystem::remove(set.proxy_file("example.com/deep/@v/v1.0.0.zip"));
  const std::vector<CheckResult> results =
      check_sources(other, set.folder(), set.session(), ignore);
  REQUIRE(results.size() == 2);
  CHECK(results[0].kind == Kind::security);
  CHECK(results[0].finding.module == "example.com/lib");
  CHECK(results[1].kind == Kind::failure);
  CHECK(results[1].finding.module == "example.com/deep");
  CHECK(worst(results) == Kind::security);
}
