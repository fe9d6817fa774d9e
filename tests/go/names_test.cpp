#include "goset/go/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "goset/go/imports.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

std::string exports_in(std::string_view text) {
  return fmt::format("{}", fmt::join(go_names::exported(text).value(), " "));
}

// uses_in writes each use as "IMPORT as QUALIFIER: NAMES", without "as" for a name that the file gives.
std::string uses_in(std::string_view body, const std::vector<go_names::Imported>& imports) {
  std::string result;
  for (const go_names::Use& use : go_names::used(body, imports)) {
    const std::string as = use.qualifier.empty() ? "" : " as " + use.qualifier;
    result += fmt::format("{}{}: {};", use.import, as, fmt::join(use.names, " "));
  }
  return result;
}

}  // namespace

TEST_CASE("exported names are those declared at the begin of a line") {
  struct Case {
    std::string_view what;
    std::string_view text;
    std::string_view names;
  };
  const Case cases[] = {
      {"functions", "func A() {}\nfunc b() {}\nfunc C[T any](x T) {}\n", "A C"},
      {"no methods", "func (r R) A() {}\nfunc(r *R) B() {}\n", ""},
      {"types", "type A struct {\n\tB int\n}\ntype C = int\ntype d int\ntype E[K any] []K\n",
       "A C E"},
      {"variables and constants", "var A, b, C = 1, 2, 3\nconst D int = 1\nvar E F\n", "A C D E"},
      {"a list that goes on in the next line", "var A,\n\tB int\n", "A B"},
      {"a list with comments", "var (\n\tA, // a\n\tB /* b */, C = 1, 2, 3\n)\n", "A B C"},
      {"groups",
       "const (\n\tA = iota\n\tb\n\tC, D = 1, 2\n)\nvar (E int)\ntype (\n\tF int; G int\n)\n",
       "A C D E F G"},
      {"what is in brackets is no name",
       "var (\n\tA = f(\n\t\tB,\n\t)\n\tC = map[string]int{\n\t\tD: 1,\n\t}\n\tE int\n)\n",
       "A C E"},
      {"brackets in literals and comments do not count",
       "var (\n\tA = \")\" // )\n\tB = ')' /* ) */\n\tC = `)\n)`\n\tD = '\\''\n\tE = "
       "\"\\\")\"\n)\n",
       "A B C D E"},
      {"carriage returns", "const (\r\n\tA = 1\r\n\tB\r\n)\r\nfunc C() {\r\n}\r\n", "A B C"},
      {"without a newline at the end", "type A int", "A"},
      {"keywords are whole words", "functional A\ntypes B\nvariable C\n", ""},
      {"other letters", "func \xC3\x84() {}\nfunc A\xC3\xA4() {}\nfunc A_1() {}\n",
       "A_1 A\xC3\xA4"},
      {"a group in a comment hides nothing", "/*\nvar (\n'\n*/\nfunc A() {}\n", "A"},
      {"a group without end", "var (\n\tA = f(\nfunc B() {}\n", "A B"},
      {"nothing", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(exports_in(c.text) == c.names);
  }
}

TEST_CASE("groups in groups, and lists in lists, are given up before they take long") {
  const auto repeated = [](std::string_view text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) result += text;
    return result;
  };
  CHECK_FALSE(go_names::exported(repeated("var (\n", 100)));
  CHECK_FALSE(go_names::exported(repeated("var,\n", 100)));
  CHECK(exports_in("var (\n" + repeated("A,\n", 1000000)) == "A");
}

TEST_CASE("a use is a name behind the import's and a period") {
  const std::vector<go_names::Imported> glob = {{"a.test/glob", ""}};
  struct Case {
    std::string_view what;
    std::string_view body;
    std::vector<go_names::Imported> imports;
    std::string_view uses;
  };
  const Case cases[] = {
      {"in expressions", "var x = glob.B(glob.A, glob.a)", glob, "a.test/glob as glob: A B;"},
      {"each once", "glob.A; glob.A", glob, "a.test/glob as glob: A;"},
      {"in types", "func f(x *glob.A, y ...glob.B) []glob.C", glob, "a.test/glob as glob: A B C;"},
      {"of a further period only the first", "glob.A.B.C", glob, "a.test/glob as glob: A;"},
      {"white space", "glob .A; glob.\n\tB", glob, "a.test/glob as glob: A B;"},
      {"not in literals and comments",
       "\"glob.A\" `glob.B` 'g' // glob.C\n/* glob.D\n */ glob.E \"\\\"glob.F\"", glob,
       "a.test/glob as glob: E;"},
      {"not of a field", "x.glob.A", glob, ""},
      {"not behind a comment either", "x. /* of x */ glob.A", glob, ""},
      {"not a longer word", "myglob.A; glob2.B", glob, ""},
      {"not where the name stands alone", "glob.A; glob := 1", glob, ""},
      {"nor in front of three periods", "glob.A; f(glob...)", glob, ""},
      {"nor as a key", "glob.A; T{glob: 1}", glob, ""},
      {"a field of that name is not the name alone", "glob.A; x.glob = 1", glob,
       "a.test/glob as glob: A;"},
      {"behind a number with a period", "x[1.].glob.A; 1.5e3; glob.B", glob,
       "a.test/glob as glob: B;"},
      {"under the given name", "g.A; glob.B", {{"a.test/glob", "g"}}, "a.test/glob: A;"},
      {"no dot imports and blanks", "glob.A", {{"a.test/glob", "."}, {"b.test/glob", "_"}}, ""},
      {"two imports",
       "x.A; y.B",
       {{"a.test/x", ""}, {"a.test/y", ""}},
       "a.test/x as x: A;a.test/y as y: B;"},
      {"two that may have one name",
       "x.A",
       {{"a.test/x", ""}, {"a.test/go-x", ""}},
       "a.test/x as x: A;a.test/go-x as x: A;"},
      {"one twice",
       "x.A; z.B",
       {{"a.test/x", ""}, {"a.test/x", "z"}},
       "a.test/x as x: A;a.test/x: B;"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(uses_in(c.body, c.imports) == c.uses);
  }
}

TEST_CASE("a package may be called as a piece of its import path") {
  const auto may_be = [](std::string_view path, const std::string& name) {
    const std::vector<std::string> names = go_names::possible_names(path);
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  CHECK(may_be("a.test/x", "x"));
  CHECK(may_be("a.test/x/v2", "x"));
  CHECK(may_be("a.test/x/v1", "v1"));
  CHECK(may_be("gopkg.in/yaml.v3", "yaml"));
  CHECK(may_be("a.test/semconv/v1.26.0", "semconv"));
  CHECK(may_be("a.test/go-isatty", "isatty"));
  CHECK(may_be("a.test/nats.go", "nats"));
  CHECK(may_be("a.test/go-grpc-prometheus", "grpc_prometheus"));
  CHECK(may_be("a.test/lib-x", "libx"));
  CHECK_FALSE(may_be("a.test/x", "a"));
  CHECK_FALSE(may_be("a.test/x/v2x", "x"));
  CHECK(go_names::possible_names("a.test/" + std::string(100, '-')).empty());
}

TEST_CASE("a scan of a whole file finds names in what follows the imports") {
  const auto wanted = [](std::string_view path) { return path != "own.test/a"; };
  const std::string text =
      "package p\n\nimport (\n\t\"own.test/a\"\n\tb \"other.test/b\"\n)\n\nfunc F() { a.A(b.B) }\n";
  const GoFile file = imports::scan_all("x.go", text, wanted);
  REQUIRE(file.names);
  CHECK(file.names->exported == std::vector<std::string>{"F"});
  CHECK(file.names->used == std::vector<go_names::Use>{{"other.test/b", "", {"B"}}});
  CHECK(file.imports == imports::scan("x.go", text).imports);
  CHECK_FALSE(imports::scan_all("x_test.go", text, wanted).names);
  CHECK_FALSE(imports::scan_all("x.go", "package p\nimport \"", wanted).names);
  const GoFile program = imports::scan_all("x.go", "package main\n\nfunc F() {}\n", wanted);
  REQUIRE(program.names);
  CHECK(program.names->exported.empty());
}
