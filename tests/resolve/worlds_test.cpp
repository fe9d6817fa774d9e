#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "goset/error.hpp"
#include "outcome.hpp"
#include "resolution_outcome.hpp"
#include "support/catch.hpp"

// Every world of worlds/*.txt, by every resolver, in several orders of arrival.
// GOSET_WORLD=TEXT runs only those with this text in their names.

namespace {

namespace world = goset::world;
namespace fs = std::filesystem;

std::vector<fs::path> files() {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator(GOSET_WORLDS)) {
    if (entry.path().extension() == ".txt") result.push_back(entry.path());
  }
  std::sort(result.begin(), result.end());
  return result;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<world::World> worlds_of(const fs::path& file) {
  try {
    return world::parse_all(text_of(file));
  } catch (const goset::Error& error) {
    throw goset::Error(file.filename().string() + ": " + error.message(), error.notes());
  }
}

void check(const world::World& w) {
  const std::string expected = world::short_versions(w.expected);
  for (const world::Resolver& resolver : world::resolvers()) {
    for (const world::Arrival& arrival : world::arrivals(1)) {
      const std::string outcome = resolver.outcome(w, arrival);
      const std::string found = world::asked_for(outcome, expected);
      if (found == expected) continue;
      FAIL_CHECK(fmt::format("{}, {}, by {}\n\nexpected - and found +\n{}\nfound\n{}", w.name,
                             arrival.str(), resolver.name, world::difference(expected, found),
                             found));
      break;
    }
  }
}

}  // namespace

TEST_CASE("a lock recalls what a world came to") {
  int all = 0;
  int recalled = 0;
  for (const fs::path& file : files()) {
    for (const world::World& w : worlds_of(file)) {
      bool is_recalled = false;
      const std::string difference = world::recalled_difference(w, {}, is_recalled);
      ++all;
      recalled += is_recalled ? 1 : 0;
      if (!difference.empty()) FAIL_CHECK(fmt::format("{}\n{}", w.name, difference));
    }
  }
  CHECK(recalled > all * 6 / 10);
}

TEST_CASE("worlds come out as they say") {
  const char* const only = std::getenv("GOSET_WORLD");
  std::set<std::string> names;
  for (const fs::path& file : files()) {
    for (const world::World& w : worlds_of(file)) {
      CHECK(names.insert(w.name).second);
      CHECK(!w.expected.empty());
      if (!only || w.name.find(only) != std::string::npos) check(w);
    }
  }
  CHECK(names.size() > 40);
}

TEST_CASE("a world that is printed reads back") {
  for (const fs::path& file : files()) {
    for (const world::World& w : worlds_of(file)) {
      const std::string printed = world::str(w);
      INFO(printed);
      CHECK(world::str(world::parse(printed)) == printed);
      const world::Arrival arrival;
      const auto& outcome = world::resolvers().front().outcome;
      CHECK(outcome(world::parse(printed), arrival) == outcome(w, arrival));
    }
  }
}

TEST_CASE("a line of a world that makes no sense is refused with its number") {
  const auto fault = [](const std::string& text) -> std::string {
    try {
      world::parse(text);
    } catch (const goset::Error& error) {
      return error.message();
    }
    return "";
  };
  CHECK(fault("leaf app\nlief b") == "2: unknown word: lief");
  CHECK(fault("leaf app blue") == "1: unknown word: blue");
  CHECK(fault("leaf app: a.io") == "1: no version: a.io");
  CHECK(fault("a.io@one") == "1: bad version: a.io@one");
  CHECK(fault("pin a.io v1") == "1: \">=\" is missing");
  CHECK(fault("  . : a.io") == "1: nothing that this belongs to: .");
  CHECK(fault("leaf app in old") == "there is no track old");
  CHECK(fault("leaf app\nleaf app") == "leaf app is there twice");
  CHECK(fault("a.io@v1\na.io@v1.0.0") == "2: a.io@v1.0.0 is there twice");
}

TEST_CASE("versions are written short") {
  CHECK(world::short_versions("a@v1.0.0 v1.2.0, v1.2.3 v0.0.0-1 v1.0.0+incompatible dev1.0.0") ==
        "a@v1 v1.2, v1.2.3 v0.0.0-1 v1.0.0+incompatible dev1.0.0");
}

TEST_CASE("an expectation is about the details that it mentions") {
  const std::string outcome = "a.io@v1\nown app: a.io@v1\nown tool:\nwho a.io@v1: leaf app\n";
  CHECK(world::asked_for(outcome, "a.io@v1\n") == "a.io@v1\n");
  CHECK(world::asked_for(outcome, "own tool: x\n") == "a.io@v1\nown tool:\n");
  CHECK(world::difference("a\nb\nc\n", "a\nc\nd\n") == "  a\n- b\n  c\n+ d\n");
}
