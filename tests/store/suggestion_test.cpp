#include "goset/store/suggestion.hpp"

#include <array>

#include "support/catch.hpp"

TEST_CASE("a word that is nearly another is taken for it") {
  constexpr std::array<std::string_view, 7> words = {"go",  "toolchain", "platforms", "leaf",
                                                     "pin", "replace",   "track"};
  const struct {
    const char* typed;
    const char* meant;  // empty: none of them
  } cases[] = {
      {"platfroms", "platforms"},
      {"platform", "platforms"},
      {"Platforms", "platforms"},
      {"toolchian", "toolchain"},
      {"leafs", "leaf"},
      {"leave", "leaf"},
      {"leaf", "leaf"},
      {"pins", "pin"},
      {"og", ""},
      {"g", "go"},
      {"replaces", "replace"},
      {"trakc", "track"},
      {"packages", ""},
      {"", ""},
      {"description", ""},
  };
  for (const auto& c : cases) {
    INFO(c.typed);
    CHECK(goset::suggestion(c.typed, words).value_or("") == c.meant);
  }
  CHECK_FALSE(goset::suggestion("go", {}));
}

TEST_CASE("of equally near words the first is suggested") {
  constexpr std::array<std::string_view, 2> words = {"tagA", "tagB"};
  CHECK(goset::suggestion("tag", words) == "tagA");
}
