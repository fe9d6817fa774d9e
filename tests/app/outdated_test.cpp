#include "goset/app/outdated.hpp"

#include "goset/app/hash_module.hpp"
#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

TEST_CASE("leaves come before modules, and what is newest already is left out") {
  SetFolder set(two_programs);
  const Outdated outdated = find_outdated(set.lock(), set.session(), ignore_lookups);
  REQUIRE(outdated.all.size() == 2);
  CHECK(outdated.all[0].leaf == "tool");
  CHECK(outdated.all[0].newest == "v1.1.0");
  CHECK(outdated.all[1].leaf == "");
  CHECK(outdated.all[1].path == "example.com/lib");
  CHECK(outdated.all[1].before == "v1.1.0");
  CHECK(outdated.all[1].newest == "v1.2.0");
  CHECK_FALSE(outdated.is_any_unknown);
}

TEST_CASE("what could not be looked up stays, with the reason") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  std::filesystem::remove_all(set.proxy_file("example.com/deep"));
  const Outdated outdated = find_outdated(lock, set.session(), ignore_lookups);
  CHECK(outdated.is_any_unknown);
  CHECK_FALSE(outdated.is_all_unknown);
  REQUIRE(outdated.all.size() == 3);
  CHECK(outdated.all[1].path == "example.com/deep");
  CHECK(outdated.all[1].fault);
  CHECK_FALSE(outdated.all[2].fault);
}

TEST_CASE("without a proxy all is unknown") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  std::filesystem::remove_all(set.proxy_file("example.com"));
  CHECK(find_outdated(lock, set.session(), ignore_lookups).is_all_unknown);
}

TEST_CASE("the hashes of a module are those that a lock has") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  const ModuleHashes hashes = hash_module({"example.com/lib", "v1.1.0"}, set.session());
  CHECK(hashes.nar == lock.set.modules.at("example.com/lib").hash);
  CHECK(hashes.sum == lock.set.modules.at("example.com/lib").sum);
  CHECK(error_of([&] { hash_module({"example.com/lib", "v9.0.0"}, set.session()); }) != "");
}
