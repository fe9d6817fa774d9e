#include "goset/go/glob.hpp"

#include <string>

#include "support/catch.hpp"

using namespace goset;

TEST_CASE("a pattern matches what path.Match says") {
  struct Case {
    std::string_view pattern;
    std::string_view name;
    bool is_match;
  };
  const Case cases[] = {
      {"", "", true},
      {"*", "", true},
      {"*", "a/b", false},
      {"*/*b", "a/a/b", false},
      {"a*b*c", "axbxbc", true},
      {"a*b*c", "axbxb", false},
      {"?", "/", false},
      {"[/a*]", "/", true},
      {"*[/a*]*", "aaa/ab", false},  // the first star takes no more than it must
      {"*[", "a", false},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"[^a-c]", "d", true},
      {"[^a-c]", "b", false},
  };
  for (const Case& c : cases) {
    INFO(c.pattern << " " << c.name);
    CHECK(glob::matches(c.pattern, c.name) == c.is_match);
  }
}

TEST_CASE("a pattern of many stars does not take exponential time") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  CHECK(glob::matches(pattern, std::string(5000, 'a')));
  CHECK_FALSE(glob::matches(pattern + "b", std::string(5000, 'a')));
}
