#include "goset/store/changes.hpp"

#include <filesystem>
#include <string>

#include "folder_state.hpp"
#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const TempDir& dir) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(dir.path())) {
    if (!entry.is_directory()) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("text that a file has already is no change") {
  const TempDir dir;
  dir.write("a", "old");
  const Folder folder(dir.path());
  Changes changes(folder);
  changes.set("a", "new");
  changes.set("a", "old");
  changes.remove("none");
  CHECK(changes.planned().empty());
}

TEST_CASE("all that is planned is done at once, and nothing is left over") {
  const TempDir dir;
  dir.write("a", "old");
  dir.write("gone", "x");
  const Folder folder(dir.path());
  Changes changes(folder);
  changes.set("a", "new");
  changes.set("leaves/b.toml", "b");
  changes.remove("gone");
  CHECK(dir.read("a") == "old");
  changes.commit();
  CHECK(dir.read("a") == "new");
  CHECK(dir.read("leaves/b.toml") == "b");
  CHECK_FALSE(fs::exists(dir.path() / "gone"));
  CHECK(files_in(dir) == 2);
}

TEST_CASE("where one file can't be replaced, those before it are as they were") {
  const TempDir dir;
  dir.write("a", "old");
  const Folder folder(dir.path());
  {
    Changes changes(folder);
    changes.set("a", "new");
    changes.set("b", "new");
    changes.set("c", "new");
    fs::create_directories(dir.path() / "c" / "in the way");
    CHECK_THROWS_AS(changes.commit(), Error);
  }
  CHECK(dir.read("a") == "old");
  CHECK_FALSE(fs::exists(dir.path() / "b"));
  CHECK(files_in(dir) == 1);
}

TEST_CASE("a file and a directory of files take each other's place") {
  const TempDir dir;
  dir.write("a", "one");
  const Folder folder(dir.path());
  for (int i = 0; i < 2; ++i) {
    Changes apart(folder);
    apart.set("a/b/c", "c");
    apart.set("a/d", "d");
    apart.remove("a");
    apart.commit();
    CHECK(dir.read("a/b/c") == "c");
    CHECK(files_in(dir) == 2);
    Changes together(folder);
    together.remove("a/b/c");
    together.remove("a/d");
    together.set("a", "one");
    together.commit();
    CHECK(dir.read("a") == "one");
    CHECK(files_in(dir) == 1);
  }
  CHECK(std::distance(fs::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("where a directory can't go, its files are as they were") {
  const TempDir dir;
  dir.write("a/b/c", "c");
  dir.write("a/other", "x");
  const Folder folder(dir.path());
  {
    Changes changes(folder);
    changes.set("0", "new");
    changes.remove("a/b/c");
    changes.set("a", "one");
    CHECK_THROWS_AS(changes.commit(), Error);
  }
  CHECK(dir.read("a/b/c") == "c");
  CHECK(files_in(dir) == 2);
  dir.write("z/in the way/x", "x");
  dir.write("f", "f");
  {
    Changes changes(folder);
    changes.remove("f");
    changes.set("f/g/h", "h");
    changes.set("z/in the way", "new");
    CHECK_THROWS_AS(changes.commit(), Error);
  }
  CHECK(dir.read("f") == "f");
  CHECK(files_in(dir) == 4);
}

TEST_CASE("many files are written together, and a directory that is empty then goes") {
  const TempDir dir;
  const Folder folder(dir.path());
  Changes changes(folder);
  for (int i = 0; i < 100; ++i) changes.set("d/e/" + std::to_string(i), "x");
  changes.commit();
  CHECK(files_in(dir) == 100);
  Changes none(folder);
  for (int i = 0; i < 100; ++i) none.remove("d/e/" + std::to_string(i));
  none.commit();
  CHECK(fs::is_empty(dir.path()));
}

TEST_CASE("a file keeps its mode, and a link stays one") {
  const TempDir dir;
  fs::permissions(dir.write("real", "old"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real", dir.path() / "link");
  const Folder folder(dir.path());
  Changes changes(folder);
  changes.set("link", "new");
  changes.commit();
  CHECK(fs::is_symlink(dir.path() / "link"));
  CHECK(dir.read("real") == "new");
  CHECK(fs::status(dir.path() / "real").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a link to nothing gets a plain message") {
  const TempDir dir;
  fs::create_symlink("none", dir.path() / "goset.lock");
  const Folder folder(dir.path());
  Changes changes(folder);
  changes.set("goset.lock", "new");
  CHECK_THROWS_WITH(
      changes.commit(),
      dir.path().string() + "/goset.lock: a symbolic link to none: No such file or directory");
  CHECK(state_of(dir.path()).size() == 1);
}

TEST_CASE("files out of the folder are replaced too") {
  const TempDir dir;
  const TempDir other;
  other.write("real", "old");
  fs::create_directories(dir.path() / "set");
  fs::create_symlink(other.path() / "real", dir.path() / "set/link");
  const Folder folder(dir.path() / "set");
  Changes changes(folder);
  changes.set("../beside.toml", "new");
  changes.set("link", "new");
  changes.set(".hidden/x.toml", "new");
  changes.set("a", "new");
  changes.commit();
  CHECK(state_of(other.path()) == State{{"real", "new"}});
  CHECK(dir.read("beside.toml") == "new");
  CHECK(dir.read("set/.hidden/x.toml") == "new");
  CHECK(files_in(dir) == 4);
}

TEST_CASE("where a file out of the folder can't be replaced, those in it are as they were") {
  const TempDir dir;
  fs::create_directories(dir.path() / "set");
  dir.write("set/a", "old");
  const Folder folder(dir.path() / "set");
  Changes changes(folder);
  changes.set("../x.toml", "new");
  changes.set("a", "new");
  changes.set("b", "new");
  fs::create_directories(dir.path() / "x.toml/in the way");
  CHECK_THROWS_AS(changes.commit(), Error);
  CHECK(state_of(dir.path()) == State{{"set/a", "old"}});
}
