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

TEST_CASE("floors of tools are in a file of their own, sorted, and goset.toml stays") {
  const TempDir dir;
  dir.write("goset.toml", "go = \"1.26\"\n");
  dir.write("goset.floors.toml", "[pin]\n\"m.dev/b\"=\">= v1.0.0\"\n# of somebody\n");
  const Folder folder(dir.path());
  SetFiles files = SetFiles::read(folder);
  CHECK(files.manifest().pins.at("m.dev/b").version == "v1.0.0");
  files.set_floor("m.dev/b", "v1.2.0", "2026-11-27: x");
  files.set_floor("m.dev/a", "v1.1.0", "2026-11-27: \x1b");
  const auto changed = planned(files, folder);
  CHECK_FALSE(changed.contains("goset.toml"));
  CHECK(changed.at("goset.floors.toml")
            ->ends_with("[pin]\n\"m.dev/a\" = \">= v1.1.0\" # 2026-11-27: \\x1b\n"
                        "\"m.dev/b\" = \">= v1.2.0\" # 2026-11-27: x\n"));
  CHECK_FALSE(files.manifest().pins.at("m.dev/a").exact);
}

TEST_CASE("an exact pin of people goes before a floor of tools, and of two floors the higher one") {
  const TempDir dir;
  dir.write("goset.toml",
            "go = \"1.26\"\n[pin]\n\"m.dev/a\" = \"v1.0.0\"\n\"m.dev/b\" = \">= v1.5.0\" # x\n"
            "\"m.dev/c\" = \">= v1.0.0\" # x\n");
  dir.write("goset.floors.toml",
            "[pin]\n\"m.dev/a\" = \">= v1.1.0\"\n\"m.dev/b\" = \">= v1.1.0\"\n"
            "\"m.dev/c\" = \">= v1.1.0\"\n");
  const Pins pins = SetFiles::read(Folder(dir.path())).manifest().pins;
  CHECK(pins.at("m.dev/a").exact);
  CHECK(pins.at("m.dev/a").version == "v1.0.0");
  CHECK(pins.at("m.dev/b").version == "v1.5.0");
  CHECK(pins.at("m.dev/c").version == "v1.1.0");
}

TEST_CASE(
    "a floor takes the place of one without a comment, and the last line takes its file along") {
  const TempDir dir;
  dir.write(
      "goset.toml",
      "go = \"1.26\"\n\n[pin]\n\"m.dev/a\" = \">= v1.0.0\"\n# why\n\"m.dev/b\" = \">= v1.0.0\"\n");
  const Folder folder(dir.path());
  SetFiles files = SetFiles::read(folder);
  files.set_floor("m.dev/a", "v1.1.0", "x");
  files.set_floor("m.dev/b", "v1.1.0", "x");
  CHECK(*planned(files, folder).at("goset.toml") ==
        "go = \"1.26\"\n\n[pin]\n# why\n\"m.dev/b\" = \">= v1.0.0\"\n");
  files.drop_pin("m.dev/a");
  files.set_pin("m.dev/b", {"v1.1.0", true});
  CHECK_FALSE(planned(files, folder).contains("goset.floors.toml"));
  CHECK_FALSE(files.manifest().pins.contains("m.dev/a"));
  CHECK_THROWS_WITH(files.drop_pin("m.dev/a"), "m.dev/a is not pinned");
}
