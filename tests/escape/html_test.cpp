#include "goset/escape/html.hpp"

#include "hostile.hpp"
#include "support/catch.hpp"

using namespace goset;

TEST_CASE("a name begins no element and ends no attribute of a page") {
  CHECK(HtmlText::format("<td title=\"{}\">{}</td>", "golang.org/x/net", 7).str() ==
        "<td title=\"golang.org/x/net\">7</td>");
  CHECK(HtmlText::of("</td><script>&'\"\n\x1b").str() ==
        R"(&lt;/td&gt;&lt;script&gt;&amp;&#39;&quot;\n\x1b)");
  for (const std::string& text : hostile_texts()) {
    const std::string shown = HtmlText::of(text).str();
    CAPTURE(shown);
    CHECK(shown.find_first_of("<>\"'") == std::string::npos);
    for (const char c : shown) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
  }
}
