#include "goset/go/imports.hpp"

#include "support/catch.hpp"

using namespace goset;
using namespace std::string_literals;

TEST_CASE("the go command looks at .go files without a leading dot or underscore") {
  CHECK(imports::is_candidate("x.go"));
  CHECK(imports::is_candidate("x_test.go"));
  CHECK_FALSE(imports::is_candidate("_x.go"));
  CHECK_FALSE(imports::is_candidate(".x.go"));
  CHECK_FALSE(imports::is_candidate("x.s"));
}

TEST_CASE("imports are read in all their forms") {
  struct Case {
    std::string_view name;
    std::string text;
    std::string_view package_name;
    std::vector<std::string> imports;
  };
  const Case cases[] = {
      {"none", "package p", "p", {}},
      {"single", "package p\nimport \"a/b\"\n", "p", {"a/b"}},
      {"group", "package p\nimport (\n\t\"b\"\n\n\t\"a\"\n)\n", "p", {"a", "b"}},
      {"empty group", "package p\nimport ()\nimport \"a\"\n", "p", {"a"}},
      {"names", "package p\nimport (\n\t_ \"a\"\n\t. \"b\"\n\tx \"c\"\n)\n", "p", {"a", "b", "c"}},
      {"named single", "package p\nimport x \"a\"\nimport . \"b\"", "p", {"a", "b"}},
      {"each once", "package p\nimport \"a\"\nimport \"a\"\n", "p", {"a"}},
      {"raw string",
       "package p\nimport `a/\r"
       "b`\n",
       "p",
       {"a/b"}},
      {"escapes", "package p\nimport \"a\\x41\\u00e9\"\n", "p", {"aA\xC3\xA9"}},
      {"semicolons", "package p;import \"a\";import(\"b\";\"c\");func f(){}", "p", {"a", "b", "c"}},
      {"a stray word beside the package clause", "package p q\n", "p", {}},
      {"code on the same line", "package p\nimport \"a\" func f()", "p", {"a"}},
      {"comments",
       "/* a */ package /* b */ p // c\nimport /* d */ x /* e */ \"a\" /* f */\n",
       "p",
       {"a"}},
      {"a comment with a newline ends the clause", "package p /*\n*/ import \"a\"", "p", {"a"}},
      {"byte order mark and CRLF",
       "\xEF\xBB\xBFpackage p\r\n\r\nimport (\r\n\"a\"\r\n)\r\n",
       "p",
       {"a"}},
      {"non-ASCII package", "package \xC3\xA9\nimport \"a\"\n", "\xC3\xA9", {"a"}},
      {"syntax errors after the imports", "package p\nimport \"a\"\n}}} 'x \"\n\xFF", "p", {"a"}},
      {"NUL after the imports", "package p\nimport \"a\"\nfunc f() \0"s, "p", {"a"}},
      {"nothing after a declaration counts", "package p\nvar x = 1\nimport \"a\"\n", "p", {}},
      {"an empty statement ends the imports", "package p;;import \"a\"\n", "p", {}},
      {"a word that begins like import", "package p\nimpl \"a\"\n", "p", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const GoFile file = imports::scan("x.go", c.text);
    CHECK_FALSE(file.fault);
    CHECK(file.package_name == c.package_name);
    CHECK(file.imports == c.imports);
    CHECK(file.constraint.is_always());
  }
}

namespace {

struct Refused {
  std::string_view name;
  std::string text;
  std::string_view fault;
  std::vector<std::string> imports;
};
const Refused refused_headers[] = {
    {"empty", "", "line 1: expected a package clause", {}},
    {"no package clause", "import \"a\"\n", "line 1: expected a package clause", {}},
    {"keyword as package", "package func\n", "line 1: expected a package name", {}},
    {"import beside the package clause",
     "package p import \"a\"\n",
     "line 1: expected a semicolon or newline",
     {}},
    {"no path", "package p\nimport \"a\"\nimport x\n", "line 3: expected an import path", {"a"}},
    {"comma",
     "package p\nimport (\"a\", \"b\")\n",
     "line 2: expected a semicolon or newline",
     {"a"}},
    {"two on a line",
     "package p\nimport (\"a\" \"b\")\n",
     "line 2: expected a semicolon or newline",
     {"a"}},
    {"group without end",
     "package p\nimport (\n\"a\"\n",
     "line 4: import declaration without end",
     {"a"}},
    {"string without end", "package p\nimport \"a\n", "line 2: string without end", {}},
    {"comment without end", "package p\nimport \"a\"\n/* x", "line 3: comment without end", {"a"}},
    {"empty path", "package p\nimport \"\"\n", "line 2: invalid import path \"\\\"\\\"\"", {}},
    {"space in path",
     "package p\nimport \"a b\"\n",
     "line 2: invalid import path \"\\\"a b\\\"\"",
     {}},
    {"bad escape",
     "package p\nimport \"\\q\"\n",
     "line 2: invalid import path \"\\\"\\\\q\\\"\"",
     {}},
    {"invalid UTF-8", "// \xFF\npackage p\n", "line 1: illegal UTF-8 encoding", {}},
    {"late byte order mark",
     "//\npackage p // \xEF\xBB\xBF\n",
     "line 2: illegal byte order mark",
     {}},
    {"form feed", "package p\n\f\nfunc f()", "line 2: unexpected character \"\\x0c\"", {}},
    {"line directive", "//line x:0\npackage p\n", "line 1: malformed line directive", {}},
    {"NUL", "package p\n// \0\nimport \"a\"\n"s, "NUL byte before the end of the imports", {}},
    {"constraint",
     "//go:build a b\n\npackage p\nimport \"a\"\n",
     "malformed build constraint \"a b\": unexpected \"b\"",
     {}},
    {"two constraints",
     "//go:build a\n//go:build b\n\npackage p\n",
     "more than one //go:build line",
     {}},
};

}  // namespace

TEST_CASE("a file whose header Go refuses has a fault") {
  for (const Refused& c : refused_headers) {
    CAPTURE(c.name);
    const GoFile file = imports::scan("x.go", c.text);
    REQUIRE(file.fault);
    CHECK(*file.fault == c.fault);
    CHECK(file.imports == c.imports);
  }
}

TEST_CASE("name, header and cgo together constrain a file") {
  struct Case {
    std::string_view name, text, constraint;
  };
  const Case cases[] = {
      {"x_linux.go", "//go:build cgo || amd64\n\npackage p\n", "linux && (cgo || amd64)"},
      {"x.go", "package p\n\n// #include <x.h>\nimport \"C\"\n", "cgo"},
      {"x_linux.go", "// +build !a\n\npackage p\nimport \"C\"\n", "linux && !a && cgo"},
      {"x_linux.go", "//go:build linux\n\npackage p\n", "linux"},
      {"x_linux.go", "//go:build !linux\n\npackage p\n", "ignore && !ignore"},
      {"doc.go", "package documentation\n", "ignore && !ignore"},
      {"x_linux.go", "//go:build a b\n\npackage p\nimport \"C\"\n", "linux"},
      {"x_linux.go", "//go:build a\n\nnonsense\n", "linux && a"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name, c.text);
    CHECK(imports::scan(c.name, c.text).constraint.str() == c.constraint);
  }
}

TEST_CASE("test files are known by their name") {
  CHECK(imports::scan("x_test.go", "package p_test\n").is_test);
  CHECK_FALSE(imports::scan("test.go", "package p\n").is_test);
  CHECK(imports::scan("x_test.go", "package p_test\n").name == "x_test.go");
}

TEST_CASE("conditions of #cgo lines are noted in a file that imports C") {
  const auto tags = [](const std::string& comment) {
    return imports::scan("x.go", "package p\n\n" + comment + "\nimport \"C\"\n").cgo_tags;
  };
  using Tags = std::vector<std::string>;
  CHECK(tags("// #cgo CFLAGS: -DX").empty());
  CHECK(tags("// #cgo sqlite,!linux cgo LDFLAGS: -lz fast") == Tags{"cgo", "linux", "sqlite"});
  CHECK(tags("/*\n#cgo a&&(b||!c)\tpkg-config: z\n*/") == Tags{"a", "b", "c"});
  CHECK(tags("/* #cgo one CFLAGS: -g */") == Tags{"one"});
  CHECK(tags("// #cgo noescape f").empty());
  CHECK(tags("// #cgox one CFLAGS: -g").empty());
  CHECK(tags("// #cgo").empty());
  CHECK(tags("// #cgo :").empty());
  CHECK(imports::scan("x.go", "package p\n// #cgo one CFLAGS: -g\nimport \"fmt\"\n")
            .cgo_tags.empty());
}

TEST_CASE("files of other languages have constraints too") {
  CHECK(imports::is_other_source("x.s"));
  CHECK(imports::is_other_source("x.h"));
  CHECK_FALSE(imports::is_other_source("x.go"));
  CHECK_FALSE(imports::is_other_source("_x.c"));
  CHECK_FALSE(imports::is_other_source("x.syso"));
  CHECK_FALSE(imports::is_other_source("README"));
  CHECK(imports::other_constraint("x_amd64.s", "//go:build !purego\n\nTEXT x\n").str() ==
        "amd64 && !purego");
  CHECK(imports::other_constraint("x.c", "/* license */\n//go:build a\n\nint x;\n").str() == "a");
  CHECK(imports::other_constraint("x.c", "int x;\n//go:build a\n").is_always());
  CHECK(imports::other_constraint("x.c", "//go:build a b\n\nint x;\n").is_always());
}
