#include "goset/export/template.hpp"

#include <stdexcept>

#include "support/catch.hpp"

using namespace goset;

TEST_CASE("a placeholder in a string is escaped, one in a comment is not") {
  const nix_template::Values values{{"a", "x\"${y}\\"}, {"b", "[ 1 ]"}};
  CHECK(nix_template::render("s = \"@a@\"; t = /*@b@*/;", values) ==
        "s = \"x\\\"\\${y}\\\\\"; t = [ 1 ];");
}

TEST_CASE("a line that holds only an empty placeholder disappears") {
  CHECK(nix_template::render("{\n  /*@a@*/\n  x\n}\n", {{"a", ""}}) == "{\n  x\n}\n");
  CHECK(nix_template::render("{\n  /*@a@*/\n  x\n}\n", {{"a", "y;"}}) == "{\n  y;\n  x\n}\n");
}

TEST_CASE("a list is empty, on one line, or one item a line") {
  const std::string text = "  p = [ /*@p@*/ ];\n";
  CHECK(nix_template::render(text, {{"p", nix_template::list({}, 6, 2)}}) == "  p = [ ];\n");
  CHECK(nix_template::render(text, {{"p", nix_template::list({"1", "2"}, 6, 2)}}) ==
        "  p = [ 1 2 ];\n");
  const std::string wide(40, 'x');
  CHECK(nix_template::render(text, {{"p", nix_template::list({wide, wide}, 6, 2)}}) ==
        "  p = [\n    " + wide + "\n    " + wide + "\n  ];\n");
}

TEST_CASE("a placeholder without a value is a mistake of the program") {
  CHECK_THROWS_AS(nix_template::render("\"@a@\"", {}), std::logic_error);
}

TEST_CASE("an at sign that is no placeholder stays") {
  CHECK(nix_template::render("# a@b c@ @1@", {}) == "# a@b c@ @1@");
}

TEST_CASE("strings are escaped so that Nix reads them back") {
  CHECK(nix_template::nix_string("a\nb\tc$d${e}") == "\"a\\nb\\tc$d\\${e}\"");
}
