#include "goset/escape/markdown.hpp"

#include "hostile.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

std::string of(std::string_view text) {
  return MarkdownText::of(text).str();
}

}  // namespace

TEST_CASE("names, versions and messages stay as they are in Markdown") {
  for (const std::string_view text :
       {"golang.org/x/net v0.40.0", "gopkg.in/yaml.v3", "example.com/a_b@v1.2.3", "go 1.26.0",
        "needs v1.5.0, which x requires: see y; (z)", "1.26", "v0.0.0-20240101000000-0123456789ab",
        "a == b, c != d", "\"own\" it's 100% # ok", "caf\xc3\xa9", ""}) {
    CHECK(of(text) == text);
  }
}

TEST_CASE("an argument is no more than words in Markdown") {
  struct Case {
    std::string_view text, shown;
  };
  for (const Case& c : {
           Case{"# a", R"(\# a)"},
           Case{"a\n# b", R"(a\n# b)"},
           Case{"a\n\n---\n@b", R"(a\n\n---\n@<!-- -->b)"},
           Case{"> a", R"(\> a)"},
           Case{"- a", R"(\- a)"},
           Case{"  - a", R"(  \- a)"},
           Case{"=== a", R"(\=== a)"},
           Case{"1. a", R"(1\. a)"},
           Case{"12) a", R"(12\) a)"},
           Case{" 1. a", R"( 1\. a)"},
           Case{"/merge", R"(\/merge)"},
           Case{"a | b", R"(a \| b)"},
           Case{"[a](b)", R"(\[a\](b))"},
           Case{"![a](b)", R"(!\[a\](b))"},
           Case{"`a`", R"(\`a\`)"},
           Case{"*a* __b__ ~~c~~ d_e", R"(\*a\* \_\_b\_\_ \~\~c\~\~ d_e)"},
           Case{"<img src=x>", R"(\<img src=x>)"},
           Case{"<!-- a", R"(\<!-- a)"},
           Case{"&lt;", R"(\&lt;)"},
           Case{"a\\", R"(a\\)"},
           Case{"$x$", R"(\$x\$)"},
           Case{"https://a.b", R"(https\://a.b)"},
           Case{"www.a.b", R"(www\.a.b)"},
           Case{"@a", "@<!-- -->a"},
           Case{"a @b/c", "a @<!-- -->b/c"},
           Case{"a/@b", "a/@<!-- -->b"},
           Case{"mailto:a@b.c", "mailto:a@<!-- -->b.c"},
           Case{"    a", "&#32;   a"},
           Case{"fixes #1", "fixes #<!-- -->1"},
           Case{"#1", R"(\#<!-- -->1)"},
           Case{"closes GH-1", "closes GH<!-- -->-1"},
           Case{"\x1b\xe2\x80\xae", R"(\x1b\u{202e})"},
       }) {
    CHECK(of(c.text) == c.shown);
  }
}

TEST_CASE("Markdown of an argument is one line without HTML, code and cells") {
  for (const std::string& text : hostile_texts()) {
    std::string shown = of(text);
    CAPTURE(shown);
    for (const char c : shown) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
    for (std::size_t at = 0; (at = shown.find("<!-- -->", at)) != std::string::npos;) {
      shown.erase(at, 8);
    }
    bool is_literal = false;
    for (const char c : shown) {
      if (!is_literal) CHECK(std::string_view("`|<[]*").find(c) == std::string_view::npos);
      is_literal = !is_literal && c == '\\';
    }
  }
}

TEST_CASE("no code ends its own block") {
  CHECK(fenced_code("", TerminalText::format("a\n")).str() == "```\na\n```\n");
  CHECK(fenced_code("toml", TerminalText::format("a = 1\n")).str() == "```toml\na = 1\n```\n");
  CHECK(fenced_code("", TerminalText::format("{}\n", "````")).str() == "`````\n````\n`````\n");
}

TEST_CASE("the path of a URL has no sign that ends it") {
  CHECK(escape::url_path("example.com/a_b-c/v2@v1.0.0+incompatible") ==
        "example.com/a_b-c/v2@v1.0.0+incompatible");
  CHECK(escape::url_path("a b)(<\n\xe2\x80\xae?#%") == "a%20b%29%28%3C%0A%E2%80%AE%3F%23%25");
}
