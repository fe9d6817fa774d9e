#include "goset/app/refresh.hpp"

#include "goset/store/lock_file.hpp"
#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

namespace {

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a lock follows from goset.toml, and nothing is there before it is committed") {
  SetFolder set(two_programs);
  const auto refresh = set.relocked();
  CHECK_FALSE(refresh->is_current());
  CHECK(refresh->before() == nullptr);
  CHECK(refresh->set().modules.at("example.com/lib").version == "v1.1.0");
  CHECK(refresh->written().size() == 2);
  CHECK(set.read("goset.lock") == "");
  refresh->commit();
  CHECK(need_lock(set.folder()).set.modules.size() == 2);
  CHECK(set.read("go-packages.nix") != "");
}

TEST_CASE("what is locked is current, and keeping it changes no file") {
  SetFolder set(two_programs);
  set.lock();
  const auto refresh = set.refresh();
  REQUIRE(refresh->is_current());
  refresh->keep();
  CHECK(refresh->change().files.empty());
  CHECK(refresh->written().empty());
  CHECK(refresh->set().leaves.size() == 2);
}

TEST_CASE("a current lock without the record of what it gave gets one") {
  SetFolder set(two_programs);
  set.lock();
  std::string text = set.read("goset.lock");
  const std::size_t begin = text.find("\"rendered\"");
  text.erase(begin, text.find('\n', begin) + 1 - begin);
  set.write("goset.lock", text);
  const auto refresh = set.refresh();
  REQUIRE(refresh->is_current());
  refresh->keep();
  CHECK(refresh->change().files == Names{(set.path() / "goset.lock").string()});
  refresh->commit();
  CHECK(set.read("goset.lock").find("\"rendered\"") != std::string::npos);
}

TEST_CASE("an edit of goset.toml, and a request to merge parts, make a lock stale") {
  SetFolder set(two_programs);
  set.lock();
  CHECK_FALSE(set.refresh({.compact = true})->is_current());
  set.write("goset.toml", "go = \"1.26\"\n[leaf.app]\npath = \"app\"\n");
  const auto refresh = set.relocked();
  CHECK_FALSE(refresh->is_current());
  REQUIRE(refresh->change().leaves.size() == 1);
  CHECK(refresh->change().leaves[0].name == "tool");
  CHECK(refresh->change().leaves[0].after == "");
  CHECK(refresh->set().modules.at("example.com/lib").version == "v1.0.0");
}

TEST_CASE("what changes is known before and after it is written") {
  SetFolder set(two_programs);
  const auto refresh = set.relocked();
  const SetChange before = refresh->change();
  CHECK(refresh->changes_files());
  refresh->commit();
  const SetChange after = refresh->change();
  CHECK(after.files == before.files);
  CHECK(after.files.size() == 2);
  CHECK(after.leaves.size() == 2);
  CHECK_FALSE(set.relocked()->changes_files());
}

TEST_CASE("nobody vouches for modules without go.sum and checksum database") {
  SetFolder set(two_programs);
  const auto refresh = set.relocked();
  REQUIRE(refresh->relocked());
  CHECK(refresh->relocked()->verified.empty());
  CHECK(refresh->relocked()->unverified.at("GOSUMDB=off") == 3);
}

TEST_CASE("a floor that was just asked for is not called unused") {
  SetFolder set(two_programs);
  const std::string toml = set.read("goset.toml");
  set.write("goset.toml", toml + "\n[pin]\n\"example.com/lib\" = \">= v1.0.0\"\n");
  CHECK(set.relocked()->unused().size() == 1);
  CHECK(set.relocked({.asked = {{"example.com/lib", "v1.0.0"}}})->unused().empty());
}

TEST_CASE("a track that keeps a module below what was asked for is named") {
  SetFolder set(two_programs_and_track());
  const auto refresh = set.relocked({.asked = {{"example.com/lib", "v1.1.0"}}});
  const SetChange change = refresh->change();
  REQUIRE(change.held_back.size() == 1);
  const SetChange::HeldBack& held = change.held_back[0];
  CHECK(held.what == "example.com/lib v1.1.0 in track old");
  CHECK(held.at == "v1.0.0");
  CHECK(held.reason == "issue 1");
}

TEST_CASE("a lock with the conflict markers of a merge is never current") {
  SetFolder set(two_programs);
  set.lock();
  const std::string text = set.read("goset.lock");
  set.write("goset.lock", "<<<<<<< ours\n" + text + "=======\n" + text + ">>>>>>> theirs\n");
  const auto refresh = set.relocked();
  CHECK_FALSE(refresh->is_current());
  refresh->commit();
  CHECK(set.read("goset.lock") == text);
}

TEST_CASE("files are named by whole paths where a program reads their names") {
  SetFolder set(two_programs);
  const auto refresh = set.relocked({.whole_paths = true});
  CHECK(refresh->change().files ==
        Names{weakly_canonical(set.path() / "goset.lock").string(),
              weakly_canonical(set.path() / "go-packages.nix").string()});
}
