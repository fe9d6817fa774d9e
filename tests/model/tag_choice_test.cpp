#include "goset/model/tag_choice.hpp"

#include "support/catch.hpp"

namespace tag_choice = goset::tag_choice;
using goset::TagChoice;

TEST_CASE("every choice of optional tags is listed once, that of none first") {
  CHECK(tag_choice::all({}) == std::vector<TagChoice>{{}});
  CHECK(tag_choice::all({"a", "b"}) == std::vector<TagChoice>{{}, {"a"}, {"b"}, {"a", "b"}});
  CHECK(tag_choice::all({"a", "b", "c", "d"}).size() == 16);
}

TEST_CASE("a leaf's name with a choice is taken apart again") {
  for (const TagChoice& choice : tag_choice::all({"a_1", "b.c", "d"})) {
    const std::string name = tag_choice::name("x-y.z+1", choice);
    INFO(name);
    CHECK(tag_choice::leaf_of(name) == "x-y.z+1");
    CHECK(tag_choice::of(name) == choice);
    CHECK(tag_choice::parse(tag_choice::text(choice)) == choice);
  }
  CHECK(tag_choice::name("x", {}) == "x");
  CHECK(tag_choice::name("x", {"a", "b"}) == "x[a,b]");
}

TEST_CASE("tags of a leaf and chosen ones are sorted together") {
  CHECK(tag_choice::with({"b", "d"}, {"a", "c"}) == std::vector<std::string>{"a", "b", "c", "d"});
  CHECK(tag_choice::with({}, {}).empty());
}
