#include "goset/escape/text.hpp"

#include <vector>

#include "goset/escape/dot.hpp"
#include "goset/escape/terminal.hpp"
#include "support/catch.hpp"

using namespace goset;

TEST_CASE("arguments are escaped, literals and texts of the same target are not") {
  const TerminalText inner = TerminalText::format("\x1b[1m{}\x1b[0m", "a\x1b");
  CHECK(inner.str() == "\x1b[1ma\\x1b\x1b[0m");
  TerminalText text = TerminalText::format("{}\n", inner);
  CHECK(text.str() == "\x1b[1ma\\x1b\x1b[0m\n");
  text.add("{} {:.1f} {}{}", 3, 0.25, '\n', "x").add("\n");
  CHECK(text.str() == "\x1b[1ma\\x1b\x1b[0m\n3 0.2 \\nx\n");
  CHECK((TerminalText::of("\n") + TerminalText::format("\n")).str() == "\\n\n");
}

TEST_CASE("an argument is as wide as it is shown") {
  CHECK(TerminalText::format("{:<{}}|", "a\n", 5).str() == "a\\n  |");
  CHECK(TerminalText::format("{:<{}}|", TerminalText::format("ab"), 5).str() == "ab   |");
}

TEST_CASE("a list is joined by a literal") {
  CHECK(TerminalText::join(std::vector<std::string>{"a", "\n", "b"}, ",\n").str() == "a,\n\\n,\nb");
  CHECK(TerminalText::join(std::vector<TerminalText>{TerminalText::format("\n")}, ", ").str() ==
        "\n");
  CHECK(TerminalText::join(std::vector<std::string>{}, ", ").empty());
}
