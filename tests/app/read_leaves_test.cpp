#include "goset/app/read_leaves.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include "goset/app/why.hpp"
#include "goset/os/whole_file.hpp"
#include "goset/store/lock_file.hpp"
#include "support/catch.hpp"
#include "support/set_folder.hpp"

// Of a leaf that the lock has just so, the packages are read only if something moves for it.

using namespace goset;
namespace fs = std::filesystem;

namespace {

constexpr const char* program = R"(
-- goset.toml --
go = "1.26"

[leaf.old]
module = "example.com/old"
version = "v1.0.0"
-- mod/example.com/old@v1.0.0/go.mod --
module example.com/old

go 1.20

require example.com/lib v1.0.0
-- mod/example.com/old@v1.0.0/go.sum --
@GO_SUM@
-- mod/example.com/old@v1.0.0/main.go --
package main

import _ "example.com/old/own"

func main() {}
-- mod/example.com/old@v1.0.0/own/x.go --
package own

import _ "example.com/lib"
-- mod/example.com/lib@v1.0.0/go.mod --
module example.com/lib

go 1.20
-- mod/example.com/lib@v1.0.0/x.go --
package p
-- mod/example.com/lib@v1.1.0/go.mod --
module example.com/lib

go 1.20
-- mod/example.com/lib@v1.1.0/x.go --
package p

import _ "example.com/lib/more"
-- mod/example.com/lib@v1.1.0/more/x.go --
package more
-- mod/example.com/new@v1.0.0/go.mod --
module example.com/new

go 1.20

require example.com/other v1.0.0
-- mod/example.com/new@v1.0.0/main.go --
package main

import _ "example.com/other"

func main() {}
-- mod/example.com/raises@v1.0.0/go.mod --
module example.com/raises

go 1.20

require example.com/lib v1.1.0
-- mod/example.com/raises@v1.0.0/main.go --
package main

import _ "example.com/lib"

func main() {}
-- mod/example.com/other@v1.0.0/go.mod --
module example.com/other

go 1.20
-- mod/example.com/other@v1.0.0/x.go --
package p
)";

struct Outcome {
  std::string expected;  // the lock that is made of nothing
  std::string lock;
  bool was_repaired;  // the file with the facts of `old`, whose packages were damaged
};

Outcome add(const std::string& name) {
  SetFolder set(program);
  const std::string toml = set.read("goset.toml");
  const std::string leaf =
      "\n[leaf." + name + "]\nmodule = \"example.com/" + name + "\"\nversion = \"v1.0.0\"\n";
  set.lock();
  set.write("goset.toml", toml + leaf);
  Outcome result;
  {
    SetFolder other(program);
    other.write("goset.toml", toml + leaf);
    result.expected = lock::print(other.relocked()->relocked()->lock);
  }
  const fs::path facts = set.path().parent_path() / "cache/facts/v1/example.com/old@v1.0.0";
  std::string damaged = read_file(facts).value();
  damaged.at(damaged.find("module example.com/old") - 5) ^= 1;
  std::ofstream(facts, std::ios::binary) << damaged;
  result.lock = lock::print(set.relocked()->relocked()->lock);
  result.was_repaired = read_file(facts).value() != damaged;
  return result;
}

}  // namespace

TEST_CASE("the packages of a leaf that stays as it is are not read") {
  const Outcome outcome = add("new");
  CHECK(outcome.lock.find("example.com/other") != std::string::npos);
  CHECK(outcome.lock == outcome.expected);
  CHECK_FALSE(outcome.was_repaired);
}

TEST_CASE("packages that are gone when something moves are read from the zip again") {
  const Outcome outcome = add("raises");
  CHECK(outcome.lock.find("more") != std::string::npos);
  CHECK(outcome.lock == outcome.expected);
  CHECK(outcome.was_repaired);
}

TEST_CASE("the line to a module begins with a package that is asked for") {
  SetFolder set(program);
  set.lock();
  const Why found = why(set.folder(), "example.com/lib", "", set.session(), ignore);
  REQUIRE(found.users.size() == 1);
  REQUIRE(found.users.front().line.size() == 2);
  CHECK(found.users.front().line.front().package == "example.com/old/own");
}
