#include "goset/go/string_literal.hpp"

#include "support/catch.hpp"

using namespace goset;
using namespace std::string_literals;

TEST_CASE("string literals are read as Go reads them") {
  struct Case {
    std::string_view literal;
    std::optional<std::string> value;
  };
  const Case cases[] = {
      {R"("a")", "a"},
      {R"("")", ""},
      {R"("\x41\101\u00e9\U0001F600")", "AA\xC3\xA9\xF0\x9F\x98\x80"},
      {R"("\a\b\f\n\r\t\v\\\"")", "\a\b\f\n\r\t\v\\\""},
      {R"("\377")", "\xFF"},
      {"\"\xFF\"", "\xEF\xBF\xBD"},
      {"`a\\n`", "a\\n"},
      {"`a\r\nb`", "a\nb"},
      {"`\xFF`", "\xFF"},
      {R"("\400")", std::nullopt},
      {R"("\8")", std::nullopt},
      {R"("\x4")", std::nullopt},
      {R"("\ud800")", std::nullopt},
      {R"("\U00110000")", std::nullopt},
      {R"("\'")", std::nullopt},
      {R"("\q")", std::nullopt},
      {R"("a\")", std::nullopt},
      {R"("a""b")", std::nullopt},
      {"\"a\nb\"", std::nullopt},
      {"`a`b`", std::nullopt},
      {"'a'", std::nullopt},
      {"\"", std::nullopt},
      {"a", std::nullopt},
      {"", std::nullopt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.literal);
    CHECK(string_literal::unquote(c.literal) == c.value);
  }
}

TEST_CASE("quoted text is printable and reads back") {
  struct Case {
    std::string text;
    std::string_view quoted;
  };
  const Case cases[] = {{"a b", R"("a b")"},
                        {"a\"\\", R"("a\"\\")"},
                        {"\n\r\t\x1B\x7F"s, R"("\n\r\t\x1b\x7f")"},
                        {"\0"s, R"("\x00")"},
                        {"\xC3\xA9", "\"\xC3\xA9\""},
                        {"\xC2\x85", R"("\u0085")"},
                        {"\xF3\xA0\x80\x81", R"("\U000e0001")"},
                        {"\xFF", R"("\xff")"}};
  for (const Case& c : cases) {
    CAPTURE(c.quoted);
    CHECK(string_literal::quote(c.text) == c.quoted);
    CHECK(string_literal::unquote(c.quoted) == c.text);
  }
}
