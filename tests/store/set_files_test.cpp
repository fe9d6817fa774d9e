#include "goset/store/set_files.hpp"

#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"
#include "support/temp_dir.hpp"

using namespace goset;

namespace {

Manifest::Leaf leaf_at(const std::string& path) {
  Manifest::Leaf leaf;
  leaf.path = path;
  return leaf;
}

// planned returns what the files of a set would change.
std::map<std::string, std::optional<std::string>> planned(const SetFiles& files,
                                                          const Folder& folder) {
  Changes changes(folder);
  files.plan(changes);
  return changes.planned();
}

}  // namespace

TEST_CASE("a folder with neither goset.toml nor go.mod is no set") {
  const TempDir dir;
  CHECK_THROWS_WITH(SetFiles::read(Folder(dir.path())),
                    (dir.path() / "goset.toml").string() + ": no such file");
}

TEST_CASE("a program whose path ends in a slash has no name as a leaf") {
  const TempDir dir;
  dir.write("go.mod", "module example.com/\n");
  CHECK(message_of([&] { SetFiles::read(Folder(dir.path())); }) ==
        (dir.path() / "go.mod").string() + ": module path \"example.com/\" has no last element");
}

TEST_CASE("a program without goset.toml is a set, which is written with the first decision") {
  const TempDir dir;
  dir.write("go.mod", "module example.com/app/v2\n\ngo 1.30\n");
  const Folder folder(dir.path());
  SetFiles files = SetFiles::read(folder);
  CHECK(files.implied() == "app");
  CHECK(files.manifest().go == "1.30");
  CHECK(planned(files, folder).empty());
  files.set_pin("example.com/a", {"v1.0.0", false});
  CHECK(files.implied() == "");
  CHECK(planned(files, folder).contains("goset.toml"));
}

TEST_CASE("what is not edited stays as it was written") {
  const TempDir dir;
  const std::string toml = "go = \"1.26\"  # ours\n\n[leaf.app]\npath = \"app\"\n";
  dir.write("goset.toml", toml);
  const Folder folder(dir.path());
  SetFiles files = SetFiles::read(folder);
  CHECK(planned(files, folder).empty());
  files.set_pin("example.com/a", {"v1.0.0", true});
  files.drop_pin("example.com/a");
  files.add_leaf("tool", leaf_at("tool"));
  const std::string text = *planned(files, folder).at("goset.toml");
  CHECK(text.starts_with(toml));
  CHECK(text.find("[leaf.tool]\npath = \"tool\"") != std::string::npos);
}

TEST_CASE("a new leaf goes to a file of its own where the set has such, and takes it away again") {
  const TempDir dir;
  dir.write("goset.toml", "go = \"1.26\"\ninclude = [\"leaves/*.toml\"]\n");
  const Folder folder(dir.path());
  SetFiles files = SetFiles::read(folder);
  files.add_leaf("tool", leaf_at("tool"));
  {
    Changes changes(folder);
    files.plan(changes);
    REQUIRE(changes.planned().size() == 1);
    CHECK(changes.planned().contains("leaves/tool.toml"));
    changes.commit();
  }
  SetFiles again = SetFiles::read(folder);
  CHECK(again.manifest().leaves.at("tool").path == "tool");
  again.remove_leaf("tool");
  CHECK(planned(again, folder).at("leaves/tool.toml") == std::nullopt);
}

TEST_CASE("a leaf is named by the last element of its path before the major version") {
  CHECK(default_leaf_name("example.com/tool") == "tool");
  CHECK(default_leaf_name("example.com/tool/v3") == "tool");
  CHECK(default_leaf_name("gopkg.in/yaml.v3") == "yaml");
}
