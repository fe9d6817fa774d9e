#include "goset/escape/dot.hpp"

#include "hostile.hpp"
#include "support/catch.hpp"

using namespace goset;

TEST_CASE("a name stays one string of a graph") {
  CHECK(DotText::format("\"{}\"", "golang.org/x/net v0.1.0").str() ==
        "\"golang.org/x/net v0.1.0\"");
  CHECK(DotText::of("a\" -> \"b\\\n\x1b").str() == R"(a\" -> \"b\\\\n\\x1b)");
  for (const std::string& text : hostile_texts()) {
    const std::string shown = DotText::of(text).str();
    CAPTURE(shown);
    bool is_literal = false;
    for (const char c : shown) {
      CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
      if (!is_literal) CHECK(c != '"');
      is_literal = !is_literal && c == '\\';
    }
    CHECK_FALSE(is_literal);
  }
}
