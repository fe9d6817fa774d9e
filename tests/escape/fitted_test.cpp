#include "goset/escape/fitted.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

std::string of(std::string_view text, std::size_t columns) {
  return fitted(TerminalText::trusted(std::string(text)), columns).str();
}

}  // namespace

TEST_CASE("what fits into the columns stays as it is") {
  for (const std::string_view text :
       {"", "\n", "a", "1234567890", "a\n\n  b\n", "\x1b[31m1234567890\x1b[0m\n",
        "\r\x1b[K123456789", "1\x1b", "1\x1b[", "\x1b[1", "└└└└└└└└└└"}) {
    CHECK(of(text, 10) == text);
  }
}

TEST_CASE("lines are broken at spaces, and what follows is indented more") {
  struct Case {
    std::string_view text, fitted;
  };
  for (const Case& c : {
           Case{"one two three four", "one two\n    three\n    four"},
           Case{"  one two\nx", "  one two\nx"},
           Case{"  one  two x", "  one  two\n      x"},
           Case{"12345678901", "1234567890\n    1"},
           Case{"      1234567890", "      1234\n567890"},
           Case{"\x1b[1mone two three\x1b[0m", "\x1b[1mone two\n    three\x1b[0m"},
           Case{"├─ älter äß", "├─ älter\n    äß"},
           Case{"one two   ", "one two   "},
           Case{"one two      ", "one two"},
       }) {
    CAPTURE(c.text);
    CHECK(of(c.text, 10) == c.fitted);
  }
}
