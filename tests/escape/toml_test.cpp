#include "goset/escape/toml.hpp"

#include "support/catch.hpp"

using namespace goset;

TEST_CASE("what does not show itself is spelled in TOML") {
  CHECK(TomlText::of("a\"b\\c caf\xc3\xa9").str() == "a\\\"b\\\\c caf\xc3\xa9");
  CHECK(TomlText::of("\n\x1b\x7f\xe2\x80\xae").str() == R"(\u000A\u001B\u007F\u202E)");
  CHECK(TomlText::of("\xf3\xa0\x81\xa1").str() == R"(\U000E0061)");
}
