#include "goset/app/update.hpp"

#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

namespace {

Updated updated(SetFolder& set, const UpdateSubjects& subjects) {
  return update(subjects, set.folder(), set.session(), {ignore, ignore_lookups});
}

std::string fault(SetFolder& set, const UpdateSubjects& subjects) {
  return error_of([&] { updated(set, subjects); });
}

// A program with a module that is pinned, one whose next version needs that pin higher, and one
// whose newest version needs a newer Go.
constexpr const char* held_back = R"(
-- goset.toml --
go = "1.22"

[leaf.app]
path = "app"

[pin]
"example.com/exact" = "v1.0.0"
-- app/go.mod --
module example.com/app

require (
	example.com/exact v1.0.0
	example.com/free v1.0.0
	example.com/needs v1.0.0
)
-- app/main.go --
package main

import (
	_ "example.com/exact"
	_ "example.com/free"
	_ "example.com/needs"
)

func main() {}
-- mod/example.com/exact@v1.0.0/go.mod --
module example.com/exact
-- mod/example.com/exact@v1.0.0/x.go --
package exact
-- mod/example.com/exact@v1.1.0/go.mod --
module example.com/exact
-- mod/example.com/exact@v1.1.0/x.go --
package exact
-- mod/example.com/needs@v1.0.0/go.mod --
module example.com/needs
-- mod/example.com/needs@v1.0.0/x.go --
package needs
-- mod/example.com/needs@v1.1.0/go.mod --
module example.com/needs

require example.com/exact v1.1.0
-- mod/example.com/needs@v1.1.0/x.go --
package needs

import _ "example.com/exact"
-- mod/example.com/free@v1.0.0/go.mod --
module example.com/free
-- mod/example.com/free@v1.0.0/x.go --
package free
-- mod/example.com/free@v1.1.0/go.mod --
module example.com/free

go 1.22
-- mod/example.com/free@v1.1.0/x.go --
package free
-- mod/example.com/free@v1.2.0/go.mod --
module example.com/free

go 1.25
-- mod/example.com/free@v1.2.0/x.go --
package free
)";

}  // namespace

TEST_CASE("an update of a module is a floor in goset.toml") {
  SetFolder set(two_programs);
  set.lock();
  const Updated result = updated(set, {.modules = {"example.com/lib"}});
  const Manifest manifest = result.files.manifest();
  CHECK(manifest.pins.at("example.com/lib").version == "v1.2.0");
  CHECK_FALSE(manifest.pins.at("example.com/lib").exact);
  CHECK(result.asked == std::map<std::string, std::string>{{"example.com/lib", "v1.2.0"}});
  CHECK(result.held_back.empty());
  REQUIRE(result.relocked);
  CHECK(result.relocked->lock.set.modules.at("example.com/lib").version == "v1.2.0");
  CHECK(set.read("goset.toml").find("v1.2.0") == std::string::npos);
}

TEST_CASE("an update of a program is its version") {
  SetFolder set(two_programs);
  set.lock();
  const Updated result = updated(set, {.leaves = {"tool"}});
  CHECK(result.files.manifest().leaves.at("tool").version == "v1.1.0");
  CHECK(result.asked.empty());
}

TEST_CASE("an update of all writes no floor for what other things give") {
  SetFolder set(two_programs);
  set.lock();
  const Updated result = updated(set, {.all = true});
  const Manifest manifest = result.files.manifest();
  CHECK(manifest.leaves.at("tool").version == "v1.1.0");
  CHECK(manifest.pins.size() == 1);
  CHECK(manifest.pins.at("example.com/lib").version == "v1.2.0");
}

TEST_CASE("what is there already is no update") {
  SetFolder set(two_programs);
  set.lock();
  const Updated result = updated(set, {.modules = {"example.com/deep"}});
  CHECK_FALSE(result.relocked);
  CHECK(result.files.manifest().pins.empty());
  const Updated floor = updated(set, {.modules = {"example.com/deep@v1.0.0"}});
  CHECK(floor.files.manifest().pins.contains("example.com/deep"));
}

TEST_CASE("an exact pin and what contradicts one are held back, and the rest is done") {
  SetFolder set(held_back);
  set.lock();
  const Updated result = updated(
      set, {.modules = {"example.com/exact", "example.com/needs", "example.com/free@v1.1.0"}});
  CHECK(result.asked == std::map<std::string, std::string>{{"example.com/free", "v1.1.0"}});
  REQUIRE(result.held_back.size() == 2);
  CHECK(result.held_back[0].what == "example.com/exact v1.1.0");
  CHECK(result.held_back[0].reason == "[pin] in goset.toml says exactly that");
  CHECK(result.held_back[1].what == "example.com/needs v1.1.0");
  CHECK(result.held_back[1].at == "v1.0.0");
  CHECK(result.is_all_known);
  CHECK(result.relocked->lock.set.modules.at("example.com/needs").version == "v1.0.0");
}

TEST_CASE("a module steps down to the newest version that the ceiling admits") {
  SetFolder set(held_back);
  set.lock();
  const Updated result = updated(set, {.modules = {"example.com/free"}});
  CHECK(result.asked.at("example.com/free") == "v1.1.0");
  REQUIRE(result.held_back.size() == 1);
  CHECK(result.held_back[0].what == "example.com/free v1.2.0");
  CHECK(result.held_back[0].at == "v1.1.0");
  CHECK(result.held_back[0].reason == "it needs go 1.25, the ceiling is go 1.22");
}

TEST_CASE("of all, a module that can't be looked up is held back; one that is named is a fault") {
  SetFolder set(two_programs);
  set.lock();
  std::filesystem::remove_all(set.proxy_file("example.com/deep"));
  const Updated result = updated(set, {.all = true});
  CHECK_FALSE(result.is_all_known);
  REQUIRE(result.held_back.size() == 1);
  CHECK(result.held_back[0].what == "example.com/deep");
  CHECK(result.held_back[0].is_unknown);
  CHECK(fault(set, {.modules = {"example.com/deep"}}) != "");
}

TEST_CASE("what can't be updated is refused, with what to do") {
  SetFolder set(two_programs);
  set.lock();
  CHECK(fault(set, {}) ==
        "nothing to update is named\ngive a module, --leaf NAME, or --all for everything");
  CHECK(fault(set, {.leaves = {"app"}}) ==
        "leaf app is a local directory and has no version to update\n"
        "change it in app, then run: goset lock");
  CHECK(fault(set, {.modules = {"tool"}}).empty());  // a program
  CHECK(fault(set, {.modules = {"example.com/lip"}}).find("example.com/lib") != std::string::npos);
}
