#include "goset/app/locked_leaves.hpp"

#include <filesystem>

#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"
#include "support/catch.hpp"
#include "support/set_folder.hpp"

// On another machine, which has goset.toml and goset.lock: what is locked there must be what the
// first one would have locked, and leaves that stay must not be downloaded for it.

using namespace goset;
namespace fs = std::filesystem;

namespace {

// `old` has a module below its own path, a package that nothing imports, and a large file.
constexpr const char* program = R"(
-- goset.toml --
go = "1.26"

[leaf.old]
module = "example.com/old"
version = "v1.0.0"
packages = ["."]
-- mod/example.com/old@v1.0.0/go.mod --
module example.com/old

go 1.20

require (
	example.com/lib v1.0.0
	example.com/old/below v1.0.0
	example.com/tests v1.0.0
)
-- mod/example.com/old@v1.0.0/go.sum --
@GO_SUM@
-- mod/example.com/old@v1.0.0/main.go --
package main

import (
	_ "example.com/lib"
	_ "example.com/old/below/part"
	_ "example.com/old/own"
)

func main() {}
-- mod/example.com/old@v1.0.0/own/x.go --
package own
-- mod/example.com/old@v1.0.0/own/x_test.go --
package own

import _ "example.com/tests"
-- mod/example.com/old@v1.0.0/other/x.go --
package other
-- mod/example.com/old/below@v1.0.0/go.mod --
module example.com/old/below

go 1.20
-- mod/example.com/old/below@v1.0.0/part/x.go --
package part
-- mod/example.com/tests@v1.0.0/go.mod --
module example.com/tests

go 1.20
-- mod/example.com/tests@v1.0.0/x.go --
package p
-- mod/example.com/lib@v1.0.0/go.mod --
module example.com/lib

go 1.20
-- mod/example.com/lib@v1.0.0/x.go --
package p
-- mod/example.com/lib@v1.1.0/go.mod --
module example.com/lib

go 1.20

require example.com/old v1.0.0
-- mod/example.com/lib@v1.1.0/x.go --
package p

import _ "example.com/old/other"
-- mod/example.com/new@v1.0.0/go.mod --
module example.com/new

go 1.20

require example.com/brought v1.0.0
-- mod/example.com/new@v1.0.0/go.sum --
@GO_SUM@
-- mod/example.com/new@v1.0.0/main.go --
package main

import _ "example.com/brought"

func main() {}
-- mod/example.com/raises@v1.0.0/go.mod --
module example.com/raises

go 1.20

require example.com/lib v1.1.0
-- mod/example.com/raises@v1.0.0/go.sum --
@GO_SUM@
-- mod/example.com/raises@v1.0.0/main.go --
package main

import _ "example.com/lib"

func main() {}
-- mod/example.com/brought@v1.0.0/go.mod --
module example.com/brought

go 1.20
-- mod/example.com/brought@v1.0.0/x.go --
package p
)";

constexpr const char* old_zip = "example.com/old/@v/v1.0.0.zip";

// with_noise adds a file of 100,000 bytes to the program's zip.
std::string with_noise() {
  std::string text = program;
  text += "-- mod/example.com/old@v1.0.0/noise.txt --\n";
  unsigned state = 1;
  for (int i = 0; i < 100000; ++i) {
    state = state * 1103515245 + 12345;
    text += i % 80 == 79 ? '\n' : static_cast<char>('0' + (state >> 16) % 75);
  }
  return text + "\n";
}

std::string leaf(const std::string& name) {
  return "\n[leaf." + name + "]\nmodule = \"example.com/" + name + "\"\nversion = \"v1.0.0\"\n";
}

// Machines locks a set after an edit, with all that the first lock has downloaded and without.
struct Machines {
  explicit Machines(const std::string& more = "") : set(with_noise() + more) {}

  SetFolder set;
  std::uint64_t bytes = 0;    // that the second machine downloaded
  bool zip_was_read = false;  // that of `old`, there
  std::string first, second;  // locks

  void relock(const std::string& edited) {
    set.lock();
    set.write("goset.toml", edited);
    first = text();
    set.forget_downloads();
    second = text();
    zip_was_read = fs::exists(set.path().parent_path() / "cache" / old_zip);
  }
  void add(const std::string& name) { relock(set.read("goset.toml") + leaf(name)); }

 private:
  std::string text() {
    const auto refresh = set.relocked();
    bytes = refresh->relocked()->bytes;
    return lock::print(refresh->relocked()->lock);
  }
};

}  // namespace

TEST_CASE("of a leaf that stays only go.mod and go.sum are downloaded") {
  Machines machines;
  machines.add("new");
  CHECK(machines.first == machines.second);
  CHECK_FALSE(machines.zip_was_read);
  std::uint64_t new_zips = 0;
  for (const char* name : {"new", "brought"}) {
    const std::string file = "example.com/" + std::string(name) + "/@v/v1.0.0.zip";
    new_zips += fs::file_size(machines.set.proxy_file(file));
  }
  CHECK(machines.bytes > new_zips);
  CHECK(machines.bytes < new_zips + 3000);
  CHECK(fs::file_size(machines.set.proxy_file(old_zip)) > 50000);
}

TEST_CASE("a leaf whose module is reached by a way that is new is read whole") {
  Machines machines;
  machines.add("raises");
  CHECK(machines.second.find("\"other\"") != std::string::npos);
  CHECK(machines.first == machines.second);
  CHECK(machines.zip_was_read);
}

TEST_CASE("a leaf that is declared in another way is read whole") {
  for (const std::string& edit : {std::string("packages = [\".\", \"./other\"]"),
                                  std::string("packages = [\".\"]\ntests = true"),
                                  std::string("packages = [\".\"]\ntags = [\"x\"]")}) {
    Machines machines;
    std::string toml = machines.set.read("goset.toml");
    const std::string was = "packages = [\".\"]";
    toml.replace(toml.find(was), was.size(), edit);
    machines.relock(toml);
    CHECK(machines.first == machines.second);
    CHECK(machines.zip_was_read);
  }
}

TEST_CASE("leaves are read whole where a lock was edited") {
  Machines machines;
  machines.set.lock();
  std::string text = machines.set.read("goset.lock");
  const std::string import = "example.com/lib ";
  REQUIRE(text.find(import) != std::string::npos);
  machines.set.write("goset.lock", text.erase(text.find(import), import.size()));
  machines.set.forget_downloads();
  CHECK(machines.set.relocked()->set().modules.contains("example.com/lib"));
}

TEST_CASE("leaves are read whole for other platforms") {
  Machines machines;
  machines.relock("platforms = [\"windows/amd64\"]\n" + machines.set.read("goset.toml"));
  CHECK(machines.first == machines.second);
  CHECK(machines.zip_was_read);
}

TEST_CASE("imports of a leaf's tests are in the lock") {
  Machines machines;
  std::string toml = machines.set.read("goset.toml");
  toml.replace(toml.find("\".\""), 3, "\"./own\"");
  machines.set.write("goset.toml", toml + "tests = true\n");
  machines.add("new");
  CHECK(machines.first.find("\"example.com/tests\": {") != std::string::npos);
  CHECK(machines.first == machines.second);
  CHECK_FALSE(machines.zip_was_read);
}

TEST_CASE("a leaf that misses a package like the standard library's somewhere is read whole") {
  const std::string odd = R"(
-- mod/example.com/old@v1.0.0/x_darwin.go --
package main

import _ "nosuch/package"
)";
  Machines machines(odd);
  machines.add("new");
  CHECK(machines.first.find("\"unsupported\"") != std::string::npos);
  CHECK(machines.first == machines.second);
  CHECK(machines.zip_was_read);
}

TEST_CASE("two leaves of one module version are both taken from the lock, or none is") {
  Machines machines;
  const std::string second =
      "\n[leaf.second]\nmodule = \"example.com/old\"\nversion = \"v1.0.0\"\n";
  machines.relock(machines.set.read("goset.toml") + second);
  CHECK(machines.first == machines.second);
  CHECK(machines.zip_was_read);
  machines.add("new");
  CHECK(machines.first == machines.second);
  CHECK_FALSE(machines.zip_was_read);
}

TEST_CASE("the packages of a module below a leaf's are known to be no directories of the leaf") {
  SetFolder set(program);
  std::optional<Lock> lock = set.lock();
  lock->is_as_written = true;
  const Configurations configurations = Configurations::of(*lock);
  const Manifest manifest = read_manifest(set.folder());
  const Manifest::Leaf& old = manifest.leaves.at("old");
  const std::set<std::string> none;
  const LockedLeaves leaves(lock, configurations, none);
  REQUIRE(leaves.find("old", old));
  CHECK_FALSE(leaves.find("other", old));
  const ModuleSource::ModFiles files{"module example.com/old\n", ""};
  const ModulePackages known = leaves.source("old", old, files).input.mains.front().packages;
  CHECK_FALSE(known.complete);
  CHECK(known.packages.size() == 2);
  CHECK(known.absent_packages == std::set<std::string>{"below/part"});
  const std::set<std::string> except{"old"};
  CHECK_FALSE(LockedLeaves(lock, configurations, except).find("old", old));
  CHECK_FALSE(LockedLeaves(lock, configurations, except).digests("old", old));
  lock->is_as_written = false;
  CHECK_FALSE(LockedLeaves(lock, configurations, none).find("old", old));
}
