#include "goset/fetch/module_cache.hpp"

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace goset;
namespace fs = std::filesystem;

namespace {

const ModuleVersion upper{"github.com/BurntSushi/x", "v1.0.0-RC1"};
constexpr const char* upper_name = "github.com/!burnt!sushi/x/@v/v1.0.0-!r!c1.mod";

}  // namespace

TEST_CASE("CacheIsLaidOutAsAProxy") {
  const TempDir dir;
  const ModuleCache cache(dir.path(), {});
  CHECK_FALSE(cache.find(upper, "mod"));
  cache.store("module x\n", upper, "mod");
  CHECK(dir.read(upper_name) == "module x\n");
  CHECK(cache.find(upper, "mod") == dir.path() / upper_name);
  CHECK_FALSE(cache.find(upper, "zip"));
}

TEST_CASE("CacheKeepsByRenameAndLeavesNoTemporaryFile") {
  const TempDir dir;
  const ModuleCache cache(dir.path(), {});
  const fs::path temporary = cache.temporary();
  CHECK(temporary != cache.temporary());
  dir.write(temporary.lexically_relative(fs::canonical(dir.path())).string(), "zip");
  cache.keep(temporary, upper, "zip");
  CHECK_FALSE(fs::exists(temporary));
  CHECK(fs::is_empty(temporary.parent_path()));
  CHECK(cache.find(upper, "zip") == cache.place(upper, "zip"));
}

TEST_CASE("CacheLooksIntoItsOwnDirectoryFirst") {
  const TempDir own;
  const TempDir other;
  other.write(upper_name, "other");
  const ModuleCache cache(own.path(), {other.path()});
  CHECK(cache.find(upper, "mod") == other.path() / upper_name);
  own.write(upper_name, "own");
  CHECK(cache.find(upper, "mod") == own.path() / upper_name);
}

TEST_CASE("CacheDropsItsOwnCopyOnly") {
  const TempDir own;
  const TempDir other;
  own.write(upper_name, "own");
  other.write(upper_name, "other");
  const ModuleCache cache(own.path(), {other.path()});
  cache.drop(upper, "mod");
  CHECK_FALSE(fs::exists(own.path() / upper_name));
  CHECK(other.read(upper_name) == "other");
}

TEST_CASE("CacheThatCannotBeWrittenIsNoError") {
  const TempDir dir;
  dir.write("file", "");
  const ModuleCache cache(dir.path() / "file" / "cache", {});
  CHECK_NOTHROW(cache.store("module x\n", upper, "mod"));
  CHECK_FALSE(cache.find(upper, "mod"));
}
