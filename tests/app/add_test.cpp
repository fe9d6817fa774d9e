#include "goset/app/add.hpp"

#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

namespace {

constexpr const char* programs = R"(
-- goset.toml --
go = "1.26"
-- here/go.mod --
module example.com/app/v2
-- bare/main.go --
package main
-- mod/example.com/old@v1.0.0/go.mod --
module example.com/old
-- mod/example.com/old@v1.1.0/go.mod --
// Deprecated: use example.com/new.
module example.com/old

retract v1.0.0 // loses data
-- mod/example.com/x/tool@v1.0.0/go.mod --
module example.com/x/tool
-- mod/example.com/y/tool@v1.0.0/go.mod --
module example.com/y/tool
)";

struct Adding {
  SetFolder set{programs};
  SetFiles files = SetFiles::read(set.folder());
  bool asked = false;

  std::vector<Added> add(const AddRequest& request) {
    return goset::add(
        request, set.folder(), files,
        [&]() -> Goproxy& {
          asked = true;
          return set.session().proxy;
        },
        ignore_lookups);
  }
  std::string fault(const AddRequest& request) {
    return error_of([&] { add(request); });
  }
};

}  // namespace

TEST_CASE("a module is added at its latest version, under the last element of its path") {
  Adding adding;
  const std::vector<Added> added = adding.add({.what = {"example.com/x/tool"}});
  REQUIRE(added.size() == 1);
  CHECK(added[0].name == "tool");
  CHECK(added[0].notices.empty());
  const Manifest::Leaf leaf = adding.files.manifest().leaves.at("tool");
  CHECK(leaf.module == "example.com/x/tool");
  CHECK(leaf.version == "v1.0.0");
  CHECK(adding.set.read("goset.toml") == "go = \"1.26\"\n");
}

TEST_CASE("what is asked of a leaf is written down with it") {
  Adding adding;
  adding.add({.what = {"example.com/x/tool@v1.0.0"},
              .name = "renamed",
              .packages = {"./cmd/..."},
              .tags = {"sqlite"},
              .tests = true});
  const Manifest::Leaf leaf = adding.files.manifest().leaves.at("renamed");
  CHECK(leaf.packages == std::vector<std::string>{"./cmd/..."});
  CHECK(leaf.tags == std::vector<std::string>{"sqlite"});
  CHECK(leaf.tests);
}

TEST_CASE("that an author took a version back, or gave a module up, is told") {
  Adding adding;
  const std::vector<Added> added = adding.add({.what = {"example.com/old@v1.0.0"}});
  REQUIRE(added.size() == 1);
  CHECK(added[0].notices ==
        std::vector<Notice>{{"example.com/old@v1.0.0 is retracted by its author", "loses data"},
                            {"example.com/old is deprecated", "use example.com/new."}});
}

TEST_CASE("a directory is named from where goset.toml is, and no proxy is asked") {
  Adding adding;
  const std::string place = (adding.set.path() / "here").string();
  CHECK(adding.add({.what = {place}}).at(0).name == "app");
  CHECK(adding.files.manifest().leaves.at("app").path == "here");
  CHECK_FALSE(adding.asked);
  const std::string bare = (adding.set.path() / "bare").string();
  CHECK(adding.fault({.what = {bare}}) == bare + "/go.mod: no such file");
}

TEST_CASE("a program in an archive needs a name, and takes a directory") {
  Adding adding;
  CHECK(adding.fault({.what = {"https://example.com/a.tar.gz"}}) ==
        "https://example.com/a.tar.gz: a program in an archive needs a name\n"
        "give it one with --name");
  adding.add({.what = {"https://example.com/a.tar.gz"}, .name = "a", .dir = "cmd"});
  CHECK(adding.files.manifest().leaves.at("a").archive == "https://example.com/a.tar.gz");
  CHECK(adding.files.manifest().leaves.at("a").dir == "cmd");
  CHECK(adding.fault({.what = {"example.com/x/tool"}, .dir = "cmd"}) ==
        "--dir is for a program in an archive\n"
        "a directory or module is named with what is added");
}

TEST_CASE("two programs of one name are not added") {
  Adding adding;
  CHECK(adding.fault({.what = {"example.com/x/tool", "example.com/y/tool"}}) ==
        "example.com/y/tool: the name tool is taken\n"
        "add it alone, with another: --name");
  CHECK(adding.fault({.what = {"example.com/x/tool", "example.com/y/tool"}, .name = "a"}) ==
        "--name is for one program\nadd it alone");
}

TEST_CASE("of several programs all are named that can't be had") {
  Adding adding;
  const std::string fault =
      adding.fault({.what = {"example.com/none", "example.com/x/tool", "example.com/x/tool@v9"}});
  CHECK(fault.starts_with("example.com/none"));
  CHECK(fault.find("\nexample.com/x/tool") != std::string::npos);
  CHECK(adding.files.manifest().leaves.empty());
}
