#include "stage/needed_sources.hpp"

#include <filesystem>
#include <set>
#include <string>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

// copied returns what is copied for packages of the source below "source".
Names copied(const TempDir& dir, const std::vector<std::string>& packages) {
  const fs::path to = dir.path() / "to";
  fs::remove_all(to);
  goset::build::copy_needed(dir.path() / "source", packages, to);
  Names names;
  for (const auto& entry : fs::recursive_directory_iterator(to)) {
    if (entry.is_regular_file()) names.insert(fs::relative(entry.path(), to));
  }
  return names;
}

}  // namespace

TEST_CASE("a package needs the files of its directory, without tests and directories below") {
  const TempDir dir;
  dir.write("source/go.mod", "module example.com/a\n");
  dir.write("source/a.go", "package a // #include <nothing.h>\n");
  dir.write("source/a_windows.go", "package a\n");
  dir.write("source/a_test.go", "package a\n");
  dir.write("source/other/o.go", "package other\n");
  dir.write("source/deep/er/d.go", "package er\n");
  dir.write("source/deep/er/testdata/x", "");
  CHECK(copied(dir, {".", "deep/er"}) == Names{"a.go", "a_windows.go", "deep/er/d.go", "go.mod"});
  CHECK(copied(dir, {"deep/er"}) == Names{"deep/er/d.go"});
  CHECK(copied(dir, {"absent"}).empty());
  CHECK(copied(dir, {}).empty());
}

TEST_CASE("a package needs what it embeds") {
  const TempDir dir;
  dir.write("source/p/p.go",
            "package p\n\n//go:embed all:tree \"with space/*.txt\"\nvar a embed.FS\n\n"
            "var (\n\t//go:embed `x[0-9]/?.html` one/file\n\tb embed.FS\n)\n");
  dir.write("source/p/p_test.go", "package p\n\n//go:embed testdata\nvar c embed.FS\n");
  for (const char* const needed :
       {"tree/.hidden", "tree/sub/x.go", "with space/a.txt", "x1/a.html", "one/file"}) {
    dir.write(std::string("source/p/") + needed, "");
  }
  for (const char* const other : {"testdata/t", "with space/a.md", "with space/sub/a.txt",
                                  "xx/a.html", "x1/ab.html", "one/other", "q/q.go"}) {
    dir.write(std::string("source/p/") + other, "");
  }
  CHECK(copied(dir, {"p"}) == Names{"p/one/file", "p/p.go", "p/tree/.hidden", "p/tree/sub/x.go",
                                    "p/with space/a.txt", "p/x1/a.html"});
}

TEST_CASE("a package that embeds a pattern with directories needs all below them") {
  const TempDir dir;
  dir.write("source/a.go", "package a\n\n//go:embed *\nvar all embed.FS\n");
  dir.write("source/static/deep/x.css", "");
  CHECK(copied(dir, {"."}) == Names{"a.go", "static/deep/x.css"});
}

TEST_CASE("C and assembly need what they include, wherever it is in the source") {
  const TempDir dir;
  dir.write("source/c/c.go",
            "package c\n\n/*\n#cgo CFLAGS: -I${SRCDIR}/../include -I.\n#cgo linux LDFLAGS: "
            "-L${SRCDIR}/lib -Wl,-rpath,${SRCDIR}/more,-z -lx\n#include \"sub/x.c\"\n"
            "#include <stdlib.h>\n*/\nimport \"C\"\n");
  dir.write("source/c/sub/x.c", "# include \"y.h\"\n#include <deep/z.h>\n");
  dir.write("source/c/sub/y.h", "#include \"../../far/far.inc\"\n");
  dir.write("source/include/deep/z.h", "");
  dir.write("source/include/unnamed.h", "");
  dir.write("source/far/far.inc", "");
  dir.write("source/c/lib/libx.a", "");
  dir.write("source/c/more/m.so", "");
  dir.write("source/c/sub/unused.h", "");
  dir.write("source/asm/a.go", "package asm\n");
  dir.write("source/asm/a.s", "#include \"textflag.h\"\n#include \"../macros/m.h\"\n");
  dir.write("source/macros/m.h", ".incbin \"../data/d.bin\"\n");
  dir.write("source/data/d.bin", "");
  CHECK(copied(dir, {"c"}) == Names{"c/c.go", "c/lib/libx.a", "c/more/m.so", "c/sub/x.c",
                                    "c/sub/y.h", "far/far.inc", "include/deep/z.h",
                                    "include/unnamed.h"});
  CHECK(copied(dir, {"asm"}) == Names{"asm/a.go", "asm/a.s", "data/d.bin", "macros/m.h"});
}

TEST_CASE("a package with an include that a macro names needs all below it") {
  const TempDir dir;
  dir.write("source/p/p.go", "package p\n\n// #include \"p.h\"\nimport \"C\"\n");
  dir.write("source/p/p.h", "#define NAME \"sub/n.h\"\n#include NAME\n");
  dir.write("source/p/sub/n.h", "");
  dir.write("source/other.h", "");
  CHECK(copied(dir, {"p"}) == Names{"p/p.go", "p/p.h", "p/sub/n.h"});
}

TEST_CASE("nothing outside of the source is copied") {
  const TempDir dir;
  dir.write("outside.h", "secret");
  dir.write("source/p.go",
            "package p\n\n// #cgo CFLAGS: -I.. -I/etc\n// #include \"../outside.h\"\n"
            "// #include \"/etc/passwd\"\nimport \"C\"\n\n//go:embed ../outside.h\n");
  CHECK(copied(dir, {"."}) == Names{"p.go"});
}
