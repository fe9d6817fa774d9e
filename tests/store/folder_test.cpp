#include "goset/store/folder.hpp"

#include <filesystem>

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

TEST_CASE("files are named with their folder, but not that in which the user stands") {
  CHECK(Folder(".").shown("goset.lock") == "goset.lock");
  CHECK(Folder("sets/mine").shown("goset.lock") == "sets/mine/goset.lock");
}

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
