#include "goset/store/folder.hpp"

#include <filesystem>

#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

TEST_CASE("files are named with their folder, but not that in which the user stands") {
  CHECK(Folder(".").shown("goset.lock") == "goset.lock");
  CHECK(Folder("sets/mine").shown("goset.lock") == "sets/mine/goset.lock");
}

TEST_CASE("a command that only reads says that a change was interrupted") {
  const TempDir dir;
  CHECK_NOTHROW(Folder::to_read(dir.path()));
  dir.write(".goset-draft/1", "new");
  CHECK_NOTHROW(Folder::to_read(dir.path()));  // not decided
  dir.write(".goset-commit/plan", "goset changes 1\n+ a\n");
  dir.write(".goset-commit/1", "new");
  CHECK_THROWS_WITH(Folder::to_read(dir.path()),
                    dir.path().string() + ": a change of the set's files was interrupted");
  CHECK_FALSE(fs::exists(dir.path() / "a"));
  { const Exclusive exclusive(Folder(dir.path())); }
  CHECK(dir.read("a") == "new");
  CHECK_NOTHROW(Folder::to_read(dir.path()));
  CHECK(std::distance(fs::directory_iterator(dir.path()), {}) == 1);
}
