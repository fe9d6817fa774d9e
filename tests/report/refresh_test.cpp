#include "goset/report/refresh.hpp"

#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

TEST_CASE("who vouched is told, and for what nobody did") {
  Relocked relocked;
  relocked.verified = {{"go.sum", 3}, {"sum.test", 1}};
  relocked.unverified = {{"GONOSUMDB", 1}};
  relocked.new_archives = 2;
  relocked.bytes = 1'500'000;
  relocked.lock.unverified["GOSUMDB=off"] = {{"a", "v1"}, {"b", "v1"}};
  CHECK(refresh_output::verified(relocked, 2.04).str() ==
        "verified 4 modules (3 by go.sum, 1 by sum.test), 1.5 MB in 2.0 s\n"
        "not verified: 1 module (named in GONOSUMDB or GOPRIVATE)\n"
        "not verified: 2 source archives (new; later runs compare with the lock)\n"
        "not verified: 2 go.mod files (GOSUMDB=off)\n");
  CHECK(refresh_output::verified({}, 1).str() == "");
}

TEST_CASE("the command that drops pins is told if a pin is among what is not needed") {
  CHECK(refresh_output::unused({}).str() == "");
  CHECK(refresh_output::unused({{"track t", "it holds nothing back", ""}}).str() ==
        "no longer needed: track t\n  it holds nothing back\n");
  CHECK(refresh_output::unused({{"pin of a", "r", "a"}, {"track t", "s", ""}}).str() ==
        "no longer needed: pin of a\n  r\nno longer needed: track t\n  s\n"
        "  `goset lock --prune` removes such pins\n");
}

TEST_CASE("a current lock is told with its size") {
  GoSet set;
  set.leaves["app"];
  CHECK(refresh_output::current("goset.lock", set).str() ==
        "goset.lock is up to date: 1 leaf, 0 modules\n");
  set.leaves["tool"];
  set.modules["a"];
  CHECK(refresh_output::current("x/goset.lock", set).str() ==
        "x/goset.lock is up to date: 2 leaves, 1 module\n");
}

TEST_CASE("a leaf that was added is told with what it needs and what is new by it") {
  SetFolder set(two_programs);
  const auto both = set.relocked();
  CHECK(refresh_output::added(*both, "app").str() ==
        "app app: 1 module, 1 package, 1 new to the set\n");
  both->commit();
  const std::string toml = set.read("goset.toml");
  set.write("goset.toml", toml + "\n[leaf.again]\npath = \"app\"\n");
  const auto more = set.relocked();
  CHECK(refresh_output::added(*more, "again").str() ==
        "again app: 1 module, 1 package, 0 new to the set\n");
}

TEST_CASE("merged parts are told only where there are fewer than before") {
  SetFolder set(two_programs);
  set.write("app/main.go", "package main\n\nfunc main() {}\n");
  set.lock();
  set.write("app/main.go", "package main\n\nimport _ \"example.com/lib\"\n\nfunc main() {}\n");
  set.lock();
  CHECK(refresh_output::merged(*set.relocked()).str() == "");
  CHECK(refresh_output::merged(*set.relocked({.compact = true})).str() == "3 -> 2 module parts\n");
}

TEST_CASE("files are told in the order of the data flow, and those that went apart") {
  SetFolder set(
      "-- goset.toml --\ngo = \"1.26\"\ninclude = [\"leaves/*.toml\"]\n"
      "-- leaves/app.toml --\n[leaf.app]\npath = \"../app\"\n"
      "-- app/go.mod --\nmodule example.com/app\n-- app/main.go --\npackage main\n");
  SetFiles files = SetFiles::read(set.folder());
  files.remove_leaf("app");
  const std::string place = set.path().string() + "/";
  Refresh refresh(set.folder(), files, {});
  refresh.relock(set.session(), ignore);
  CHECK(refresh_output::written(refresh).str() == "wrote " + place + "goset.lock, " + place +
                                                      "go-packages.nix\nremoved " + place +
                                                      "leaves/app.toml\n");
}
