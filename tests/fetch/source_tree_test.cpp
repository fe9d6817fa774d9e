#include <sys/stat.h>

#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/fetch/module_zip.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using goset::ZipFacts;
using goset::module_zip::read_tree;

namespace fs = std::filesystem;

namespace {

std::vector<std::string> packages(const fs::path& root) {
  std::vector<std::string> out;
  for (const auto& [directory, files] : read_tree(root).packages) out.push_back(directory);
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("read_tree finds packages, go.mod and go.sum") {
  const TempDir temp;
  temp.write("go.mod", "module m\n");
  temp.write("go.sum", "sums\n");
  temp.write("z.go", "package m\n");
  temp.write("m.go", "package m\n\nimport \"os\"\n");
  temp.write("a/b/b_test.go", "package b\n");
  temp.write("a/c/readme.txt", "no Go\n");
  const ZipFacts facts = read_tree(temp.path());
  CHECK(facts.go_mod == "module m\n");
  CHECK(facts.go_sum == "sums\n");
  CHECK(facts.sum == "");
  REQUIRE(facts.packages.size() == 2);
  const std::vector<goset::GoFile>& root = facts.packages.at(".");
  REQUIRE(root.size() == 2);
  CHECK(root[0].name == "m.go");
  CHECK(root[0].imports == Names{"os"});
  CHECK(root[1].name == "z.go");
  CHECK(facts.packages.at("a/b").at(0).is_test);
}

TEST_CASE("read_tree leaves nested modules, hidden directories and the root's vendor out") {
  const TempDir temp;
  for (const char* directory : {"kept", "nested", "nested/deep", "dir_mod", ".git", ".hidden/deep",
                                "vendor/x", "kept/vendor/x", "_x", "testdata/t", "kept/.hidden"}) {
    temp.write(std::string(directory) + "/x.go", "package x\n");
  }
  temp.write("nested/go.mod", "module nested\n");
  fs::create_directory(temp.path() / "dir_mod/go.mod");
  CHECK(packages(temp.path()) == Names{"_x", "dir_mod", "kept", "kept/vendor/x", "testdata/t"});
}

TEST_CASE("read_tree leaves files out that the go command ignores") {
  const TempDir temp;
  for (const char* name : {"_a.go", ".b.go", "c.txt", "d.GO"}) temp.write(name, "package x\n");
  fs::create_directory(temp.path() / "directory.go");
  CHECK(packages(temp.path()).empty());
}

TEST_CASE("read_tree follows links to files, and none to directories") {
  const TempDir temp;
  temp.write("elsewhere/real.go", "package x\n\nimport \"os\"\n");
  temp.write("elsewhere/go.mod", "module elsewhere\n");
  temp.write("root/a/x.go", "package a\n");
  fs::create_symlink("../../elsewhere/real.go", temp.path() / "root/a/link.go");
  fs::create_symlink("nowhere.go", temp.path() / "root/a/dangling.go");
  fs::create_symlink("a", temp.path() / "root/b");
  fs::create_symlink(".", temp.path() / "root/a/loop");
  fs::create_directory(temp.path() / "root/linked_mod");
  temp.write("root/linked_mod/x.go", "package x\n");
  fs::create_symlink("../../elsewhere/go.mod", temp.path() / "root/linked_mod/go.mod");
  const ZipFacts facts = read_tree(temp.path() / "root");
  REQUIRE(facts.packages.size() == 1);
  const std::vector<goset::GoFile>& a = facts.packages.at("a");
  REQUIRE(a.size() == 2);
  CHECK(a[0].name == "link.go");
  CHECK(a[0].imports == Names{"os"});
}

TEST_CASE("read_tree opens nothing that is no regular file") {
  const TempDir temp;
  REQUIRE(mkfifo((temp.path() / "pipe.go").c_str(), 0600) == 0);
  CHECK(packages(temp.path()).empty());
}

TEST_CASE("read_tree takes a tree without go.mod and go.sum") {
  const TempDir temp;
  const ZipFacts facts = read_tree(temp.path());
  CHECK(facts.go_mod == "");
  CHECK(facts.go_sum == "");
  CHECK(facts.packages.empty());
}

TEST_CASE("read_tree names a directory that is not there") {
  const TempDir temp;
  temp.write("file", "");
  CHECK_THROWS_WITH(read_tree(temp.path() / "no"),
                    (temp.path() / "no").string() + ": no such directory");
  CHECK_THROWS_AS(read_tree(temp.path() / "file"), goset::Error);
}
