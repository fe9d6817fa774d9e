#include "goset/escape/nix.hpp"

#include "goset/error.hpp"
#include "hostile.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

std::string of(std::string_view text) {
  return NixText::of(text).str();
}

}  // namespace

TEST_CASE("a text stays as it is in a string of Nix, or has Nix's own escapes") {
  CHECK(of("golang.org/x/net v0.1.0 caf\xc3\xa9 $x '' $$") ==
        "golang.org/x/net v0.1.0 caf\xc3\xa9 $x '' $$");
  CHECK(of("a\"b\\c\n\r\t${d} $${e}") == R"(a\"b\\c\n\r\t\${d} $\${e})");
}

TEST_CASE("what does not show itself is read from JSON in Nix") {
  CHECK(of("a\x1b[1m") == R"(a${builtins.fromJSON "\"\\u001b\""}[1m)");
  CHECK(of("\xe2\x80\xae\x07z") == R"(${builtins.fromJSON "\"\\u202e\\u0007\""}z)");
  CHECK(of("$\x1b") == R"(\$${builtins.fromJSON "\"\\u001b\""})");
  CHECK(of("\xff") == "\xef\xbf\xbd");
  CHECK_THROWS_AS(of(std::string_view("a\0b", 3)), Error);
}

TEST_CASE("a string of Nix has no control") {
  for (const std::string& text : hostile_texts()) {
    if (text.find('\0') != std::string::npos) continue;
    const std::string nix = of(text);
    CAPTURE(nix);
    for (const char c : nix) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
    for (const std::string_view one : {"\xc2\x85", "\xc2\x9b", "\xe2\x80", "\xe2\x81"}) {
      CHECK(nix.find(one) == std::string::npos);
    }
  }
}
