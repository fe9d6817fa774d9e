#include "goset/app/edit_set.hpp"

#include "goset/app/init.hpp"
#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

TEST_CASE("pins that decide nothing are pruned, the others stay") {
  SetFolder set(two_programs);
  set.write("goset.toml", set.read("goset.toml") + R"(
[pin]
"example.com/lib" = ">= v1.2.0"
"example.com/deep" = ">= v0.9.0"
)");
  set.lock();
  SetFiles files = SetFiles::read(set.folder());
  const std::vector<Unused> dropped = prune(files, set.folder());
  CHECK(files.manifest().pins.size() == 1);
  CHECK(files.manifest().pins.contains("example.com/lib"));
  REQUIRE(dropped.size() == 1);
  CHECK(dropped[0].pin == "example.com/deep");
}

TEST_CASE("a leaf is removed unless a track has it") {
  const SetFolder set(two_programs_and_track());
  SetFiles files = SetFiles::read(set.folder());
  remove_leaves(files, set.folder(), {"tool"});
  CHECK(files.manifest().leaves.size() == 1);
  CHECK(error_of([&] {
          remove_leaves(files, set.folder(), {"app"});
        }).starts_with("leaf app is in track old"));
  CHECK(error_of([&] { remove_leaves(files, set.folder(), {"apk"}); }).find("app") !=
        std::string::npos);
}

TEST_CASE("nothing can be removed where the program here is the set") {
  const SetFolder set("-- go.mod --\nmodule example.com/app\n");
  SetFiles files = SetFiles::read(set.folder());
  CHECK(error_of([&] { remove_leaves(files, set.folder(), {"app"}); })
            .ends_with("the set is the program here, app\n"
                       "there is no other that could be removed"));
}

TEST_CASE("a new set is planned once, with its ceiling") {
  const SetFolder set("-- .gitattributes --\n*.png binary\n");
  Changes changes(set.folder());
  plan_set(changes, set.folder(), "1.25");
  CHECK(changes.planned().at("goset.toml")->find("go = \"1.25\"") != std::string::npos);
  CHECK(*changes.planned().at(attributes_name) == "*.png binary\ngoset.lock linguist-generated\n");
  changes.commit();
  Changes again(set.folder());
  CHECK(error_of([&] { plan_set(again, set.folder(), "1.25"); }).ends_with(": exists already"));
  CHECK(error_of([&] { plan_set(again, set.folder(), "new"); }) ==
        "--go: \"new\" is not a Go version\na Go version looks like 1.26");
}
