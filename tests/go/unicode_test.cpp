#include "goset/go/unicode.hpp"

#include "support/catch.hpp"

using namespace goset;

TEST_CASE("UTF-8 is decoded strictly") {
  struct Case {
    std::string_view text;
    char32_t value;
    std::size_t size;
    bool valid;
  };
  const Case cases[] = {
      {"a", 'a', 1, true},
      {"\xC3\xA9x", 0xE9, 2, true},
      {"\xE2\x82\xAC", 0x20AC, 3, true},
      {"\xF0\x9F\x98\x80", 0x1F600, 4, true},
      {"\xEF\xBF\xBD", 0xFFFD, 3, true},
      {"\x80", 0xFFFD, 1, false},
      {"\xC3", 0xFFFD, 1, false},
      {"\xC0\x80", 0xFFFD, 1, false},          // overlong
      {"\xED\xA0\x80", 0xFFFD, 1, false},      // surrogate
      {"\xF4\x90\x80\x80", 0xFFFD, 1, false},  // above U+10FFFF
      {"\xFF", 0xFFFD, 1, false},
      {"", 0, 0, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const unicode::Rune r = unicode::decode(c.text);
    CHECK(r.value == c.value);
    CHECK(r.size == c.size);
    CHECK(r.valid == c.valid);
  }
  CHECK(unicode::is_valid_utf8("a\xC3\xA9"));
  CHECK_FALSE(unicode::is_valid_utf8("a\xC3"));
}

TEST_CASE("characters are classed by their category") {
  CHECK(unicode::is_letter(0x65E5));
  CHECK_FALSE(unicode::is_letter('1'));
  CHECK_FALSE(unicode::is_letter(0x301));  // a combining mark
  CHECK(unicode::is_digit(0x663));         // Arabic-Indic three
  CHECK_FALSE(unicode::is_digit(0xB2));    // superscript two
  CHECK(unicode::is_printable(0x20AC));
  CHECK_FALSE(unicode::is_printable(0xAD));    // soft hyphen
  CHECK_FALSE(unicode::is_printable(0xA0));    // a space other than U+0020
  CHECK_FALSE(unicode::is_printable(0xFEFF));  // byte order mark
  CHECK_FALSE(unicode::is_printable(0x378));   // unassigned
}

TEST_CASE("white space beyond ASCII is trimmed and splits") {
  CHECK(unicode::trim(" \t\xC2\xA0x y\xE2\x80\x83\r\n") == "x y");
  CHECK(unicode::trim("\xC2\xA0").empty());
  CHECK(unicode::trim("\x80x\x80") == "\x80x\x80");
  CHECK(unicode::fields(" a\xC2\xA0 b\n") == std::vector<std::string_view>{"a", "b"});
  CHECK(unicode::fields(" ").empty());
}
