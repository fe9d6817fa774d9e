#include "goset/licenses/expression.hpp"

#include "support/catch.hpp"

namespace licenses = goset::licenses;
using licenses::Terms;

TEST_CASE("an expression is identifiers, operators and parentheses") {
  for (const char* const good :
       {"MIT", "GPL-2.0+", "LicenseRef-ours", "MIT AND BSD-3-Clause", "MIT OR Apache-2.0",
        "Apache-2.0 WITH LLVM-exception", "(MIT OR ISC) AND (BSL-1.0)", "((MIT))"}) {
    CHECK(licenses::is_expression(good));
  }
  for (const char* const bad : {"", " ", "AND", "MIT AND", "MIT ISC", "(MIT", "MIT)", "()",
                                "MIT WITH", "MIT and ISC", "MIT, ISC", "MIT\n", "\xff"}) {
    CHECK_FALSE(licenses::is_expression(bad));
  }
  CHECK_FALSE(licenses::is_expression(std::string(100000, '(')));
}

TEST_CASE("terms are identifiers with their exceptions") {
  CHECK(licenses::terms_of("(MIT OR Apache-2.0 WITH LLVM-exception) AND MIT") ==
        Terms{"MIT", "Apache-2.0 WITH LLVM-exception"});
}

TEST_CASE("several expressions together are sorted, and each stands once") {
  CHECK(licenses::all_of({}) == "");
  CHECK(licenses::all_of({"", "MIT"}) == "MIT");
  CHECK(licenses::all_of({"MIT AND BSD-3-Clause", "Apache-2.0 AND MIT"}) ==
        "Apache-2.0 AND BSD-3-Clause AND MIT");
  CHECK(licenses::all_of({"MIT OR ISC"}) == "MIT OR ISC");
  CHECK(licenses::all_of({"MIT OR ISC", "0BSD"}) == "(MIT OR ISC) AND 0BSD");
  CHECK(licenses::all_of({"MIT OR ISC", "MIT OR Zlib"}) == "(MIT OR ISC) AND (MIT OR Zlib)");
  CHECK(licenses::all_of({"(MIT OR ISC) AND 0BSD", "X11"}) == "(MIT OR ISC) AND 0BSD AND X11");
}

TEST_CASE("of OR one side must be allowed, of AND both") {
  const Terms allowed{"MIT", "Apache-2.0"};
  CHECK(licenses::is_allowed("MIT", allowed));
  CHECK(licenses::is_allowed("mit", allowed));
  CHECK(licenses::is_allowed("MIT OR GPL-3.0-only", allowed));
  CHECK(licenses::is_allowed("GPL-3.0-only OR MIT", allowed));
  CHECK(licenses::is_allowed("MIT AND Apache-2.0", allowed));
  CHECK_FALSE(licenses::is_allowed("MIT AND GPL-3.0-only", allowed));
  CHECK_FALSE(licenses::is_allowed("GPL-3.0-only AND MIT OR BSD-3-Clause", allowed));
  CHECK(licenses::is_allowed("GPL-3.0-only AND MIT OR Apache-2.0", allowed));
  CHECK_FALSE(licenses::is_allowed("(MIT OR GPL-3.0-only) AND ISC", allowed));
  CHECK_FALSE(licenses::is_allowed("", allowed));
  CHECK_FALSE(licenses::is_allowed("MIT AND", allowed));
}

TEST_CASE("an exception adds permissions to a licence, and is none by itself") {
  CHECK(licenses::is_allowed("Apache-2.0 WITH LLVM-exception", {"Apache-2.0"}));
  CHECK(licenses::is_allowed("GPL-2.0-only WITH Classpath-exception-2.0",
                             {"GPL-2.0-only WITH Classpath-exception-2.0"}));
  CHECK_FALSE(licenses::is_allowed("GPL-2.0-only", {"GPL-2.0-only WITH Classpath-exception-2.0"}));
}
