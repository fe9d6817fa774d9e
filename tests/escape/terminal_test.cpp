#include "goset/escape/terminal.hpp"

#include "goset/go/unicode.hpp"
#include "hostile.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

std::string of(std::string_view text) {
  return TerminalText::of(text).str();
}

}  // namespace

TEST_CASE("what is shown as it is stays as it is on a terminal") {
  for (const std::string_view text :
       {"golang.org/x/net v0.40.0", "gopkg.in/yaml.v3@v3.0.1 h1:+/=", "caf\xc3\xa9 \xe6\x97\xa5",
        "\xf0\x9f\x98\x80", "a\\nb", "go.mod:7: x::y", "└─ a", "#1 `x` | <b>", ""}) {
    CHECK(of(text) == text);
  }
}

TEST_CASE("what does not show itself is spelled on a terminal") {
  struct Case {
    std::string_view text, shown;
  };
  for (const Case& c : {
           Case{"a\x1b[31mb", R"(a\x1b[31mb)"},
           Case{"\x1b]8;;http://x\x07y", R"(\x1b]8;;http://x\x07y)"},
           Case{"a\nerror: b", R"(a\nerror: b)"},
           Case{"a\r\nb\tc", R"(a\r\nb\tc)"},
           Case{"\x7f", R"(\x7f)"},
           Case{"\xc2\x9b"
                "1A",
                R"(\u{9b}1A)"},
           Case{"gpj.\xe2\x80\xae"
                "exe",
                R"(gpj.\u{202e}exe)"},
           Case{"a\xe2\x81\xa6"
                "b",
                R"(a\u{2066}b)"},
           Case{"a\xe2\x80\x8f", R"(a\u{200f})"},
           Case{"\xd8\x9c", R"(\u{61c})"},
           Case{"a\xe2\x80\xa8"
                "b",
                R"(a\u{2028}b)"},
           Case{"a\xe2\x80\x8b"
                "b",
                R"(a\u{200b}b)"},
           Case{"\xef\xbb\xbf"
                "a",
                R"(\u{feff}a)"},
           Case{"a\xc2\xa0"
                "b",
                R"(a\u{a0}b)"},
           Case{"a\xe3\x85\xa4", R"(a\u{3164})"},
           Case{"a\xff"
                "b",
                R"(a\xffb)"},
           Case{"\xf3\xa0\x81\xa1", R"(\u{e0061})"},
           Case{std::string_view("a\0b", 3), R"(a\x00b)"},
       }) {
    CHECK(of(c.text) == c.shown);
  }
}

TEST_CASE("no argument is a command for the runners that read logs") {
  CHECK(of("::error file=x::y") == R"(\x3a:error file=x::y)");
  CHECK(of("  ::stop-commands::x") == R"(  \x3a:stop-commands::x)");
  CHECK(of("a ##[error]b") == R"(a \x23#[error]b)");
  CHECK(of("a ##vso[task]b") == R"(a \x23#vso[task]b)");
  CHECK(of("a::b #1 ## c") == "a::b #1 ## c");
}

TEST_CASE("a terminal gets no control, and the same text the second time") {
  for (const std::string& text : hostile_texts()) {
    const std::string shown = of(text);
    CAPTURE(shown);
    CHECK(unicode::is_valid_utf8(shown));
    for (const char c : shown) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
    for (const std::string_view one :
         {"\xc2\x85", "\xc2\x9b", "\xe2\x80", "\xe2\x81", "\xd8\x9c"}) {
      CHECK(shown.find(one) == std::string::npos);
    }
    CHECK_FALSE(shown.starts_with("::"));
    CHECK(shown.find("##[") == std::string::npos);
    CHECK(of(shown) == shown);
  }
}

TEST_CASE("a comment ends where its line does") {
  CHECK(CommentText::format("# {}\n", "a\nb = 1\r\x1b[0m\xe2\x80\xae").str() ==
        "# a\\nb = 1\\r\\x1b[0m\\u{202e}\n");
  CHECK(CommentText::of("::x \xc3\xa9").str() == "::x \xc3\xa9");
}

TEST_CASE("a text that is cut has whole characters") {
  CHECK(shortened("abc", 3).str() == "abc");
  CHECK(shortened("abc", 2).str() == "ab");
  CHECK(shortened("ab\xc3\xa9", 3).str() == "ab");
  CHECK(shortened("\xc3\xa9", 1).empty());
  CHECK(shortened("\x1b[2J", 4).str() == "\\x1b");
}

TEST_CASE("lines of the program's own stay lines") {
  CHECK(terminal_lines("[leaf.a]\nx = 1\n").str() == "[leaf.a]\nx = 1\n");
  CHECK(terminal_lines("a\x1b\n\nb").str() == "a\\x1b\n\nb");
  CHECK(terminal_lines("").empty());
}
