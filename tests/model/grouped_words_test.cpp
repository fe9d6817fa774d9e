#include "goset/model/grouped_words.hpp"

#include <optional>

#include "support/catch.hpp"

namespace grouped_words = goset::grouped_words;
using Words = std::vector<std::string>;

namespace {

std::optional<Words> expanded(std::string_view text) {
  Words result;
  if (!grouped_words::expand(text, [&](std::string_view w) { result.emplace_back(w); })) return {};
  return result;
}

std::string joined(const Words& words, const std::string& by) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : by) + word;
  return text;
}

}  // namespace

TEST_CASE("neighbours that begin alike are written as a shell's braces do") {
  const struct {
    Words list;
    std::size_t whole;
    Words words;
  } cases[] = {
      {{}, 0, {}},
      {{"."}, 0, {"."}},
      {{"a", "b"}, 0, {"a", "b"}},
      {{"a/b", "a/c"}, 0, {"a/{b,c}"}},
      {{"a", "a/b", "a/c"}, 0, {"a{,/b,/c}"}},
      {{"a", "a/b/c", "a/b/d", "e"}, 0, {"a{,/b/{c,d}}", "e"}},
      {{"a/b", "a/b/c"}, 0, {"a/b{,/c}"}},
      {{"ab", "ac"}, 0, {"ab", "ac"}},
      {{".", "./a", "./b/c"}, 0, {".", "./{a,b/c}"}},
      // The order stays, so what is not beside another is not put together with it.
      {{"a", "a-b", "a/c"}, 0, {"a", "a-b", "a/c"}},
      {{"x.io/a/b", "x.io/c", "x.io/c/d"}, 2, {"x.io/a/b", "x.io/c{,/d}"}},
      {{"x.io", "x.io/a"}, 2, {"x.io", "x.io/a"}},
  };
  for (const auto& c : cases) {
    INFO(joined(c.list, " "));
    CHECK(grouped_words::words(c.list, c.whole) == c.words);
    CHECK(expanded(joined(c.words, " ")) == c.list);
  }
}

TEST_CASE("lines are as long as they may be, and a word is broken behind a comma") {
  const Words words = {"aa", "bb/{c,d,e,f}", "g"};
  CHECK(grouped_words::lines(words, 80) == Words{"aa bb/{c,d,e,f} g"});
  CHECK(grouped_words::lines(words, 12) == Words{"aa", "bb/{c,d,e,f}", "g"});
  CHECK(grouped_words::lines(words, 7) == Words{"aa", "bb/{c,", "d,e,f}", "g"});
  CHECK(grouped_words::lines(words, 80, 78) == Words{"aa", "bb/{c,d,e,f} g"});
  CHECK(grouped_words::lines({"abcdef"}, 3) == Words{"abcdef"});
  CHECK(grouped_words::lines({}, 80) == Words{""});
  const std::vector<std::string> list = {"aa", "bb/c", "bb/d", "bb/e", "bb/f", "g"};
  for (std::size_t width = 1; width < 20; ++width) {
    INFO(width);
    CHECK(expanded(joined(grouped_words::lines(words, width), "\n")) == list);
  }
}

TEST_CASE("every list is what its words expand to") {
  // All lists of paths of up to three elements out of two, each path in it or not.
  Words all;
  for (const std::string a : {"a", "b"}) {
    all.push_back(a);
    for (const std::string b : {"a", "b"}) {
      all.push_back(a + "/" + b);
      for (const std::string c : {"a", "b"}) all.push_back(a + "/" + b + "/" + c);
    }
  }
  for (unsigned chosen = 0; chosen < 1U << all.size(); ++chosen) {
    Words list;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (chosen >> i & 1U) list.push_back(all[i]);
    }
    const Words words = grouped_words::words(list, chosen % 3);
    if (expanded(joined(words, " ")) != list) FAIL(joined(list, " "));
  }
}

TEST_CASE("what is no list of words is refused") {
  for (const char* const text :
       {"{a,b}", "a/{b", "a}", "a,b", "a/{b c}", "a{b}c", "a/{b,c}d e", "a{b}{c}"}) {
    INFO(text);
    CHECK_FALSE(expanded(text));
  }
}

TEST_CASE("a word is plain if nothing in it means something") {
  for (const char* const word : {"a", "./a-b_c.d~e", "golang.org/x/net@v0.1.0:12#2", "\xc3\xa4"}) {
    CHECK(grouped_words::is_plain(word));
  }
  for (const char* const word : {"", "a b", "a,b", "{a", "a}", "a\"", "a\\", "a\n", "$a", "''"}) {
    CHECK_FALSE(grouped_words::is_plain(word));
  }
}
