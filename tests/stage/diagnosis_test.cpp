#include "stage/diagnosis.hpp"

#include "support/catch.hpp"

using goset::build::Closure;
using goset::build::diagnose;
using goset::build::Diagnosis;
using goset::build::explain;
using Cause = goset::build::Diagnosis::Cause;

namespace {

Closure closure_of_lib() {
  Closure closure;
  closure.add_line("example.com/lib v1.2.0 - 1.20 - h1:a /store/a -", "test");
  return closure;
}

std::string of_module(const std::string& log, bool patched = false) {
  return explain(diagnose(log), {"example.com/lib", "v1.2.0", patched});
}

std::string of_leaf(const std::string& log, bool patched = false) {
  return explain(diagnose(log), {"api", {"example.com/api"}, patched}, closure_of_lib());
}

constexpr const char* no_pkg_config_file =
    "# example.com/lib\n"
    "# [pkg-config --cflags  -- zlib]\n"
    "Package zlib was not found in the pkg-config search path.\n"
    "Perhaps you should add the directory containing `zlib.pc'\n"
    "Package 'zlib', required by 'virtual:world', not found\n";
constexpr const char* no_header =
    "# example.com/lib\n"
    "./lib.go:4:11: fatal error: zlib.h: No such file or directory\n"
    "    4 | // #include <zlib.h>\n"
    "compilation terminated.\n";
constexpr const char* no_library =
    "# example.com/api\n"
    "/go/pkg/tool/linux_amd64/link: running gcc failed: exit status 1\n"
    "/usr/bin/ld: cannot find -lz: No such file or directory\n";
constexpr const char* compile_error = "# example.com/lib/sub\nsub/a.go:3:2: undefined: x\n";

}  // namespace

TEST_CASE("each line of the go command about a missing package is known") {
  const char* lines[] = {
      "main.go:3:8: no required module provides package example.com/z/y; to add it:\n\tgo get x",
      "main.go:3:8: cannot find module providing package example.com/z/y: import lookup disabled",
      "main.go:3:8: module example.com/z@v1.0.0 found, but does not contain package "
      "example.com/z/y",
      "main.go:3:8: package example.com/z/y is not in std (/go/src/example.com/z/y)",
  };
  for (const char* line : lines) {
    INFO(line);
    CHECK(diagnose(line).cause == Cause::missing_package);
    CHECK(diagnose(line).package == "example.com/z/y");
  }
}

TEST_CASE("each line of a compiler, linker or pkg-config about a missing library is known") {
  const std::pair<const char*, const char*> lines[] = {
      {no_pkg_config_file, "zlib.pc"},
      {no_header, "zlib.h"},
      {no_library, "libz"},
      {"# example.com/lib\n./lib.go:4:11: fatal error: 'zlib.h' file not found\n", "zlib.h"},
      {"# example.com/lib\nld: library not found for -lz\n", "libz"},
      {"# example.com/lib\n# [pkg-config --cflags  -- zlib]\n"
       "exec: \"pkg-config\": executable file not found in $PATH\n",
       "pkg-config"},
  };
  for (const auto& [log, library] : lines) {
    INFO(log);
    CHECK(diagnose(log).cause == Cause::missing_library);
    CHECK(diagnose(log).library == library);
  }
}

TEST_CASE("of several causes the one that explains the others is told") {
  CHECK(diagnose(std::string(compile_error) + no_header).cause == Cause::missing_library);
  CHECK(diagnose(std::string(no_header) + compile_error).cause == Cause::missing_library);
  CHECK(diagnose(std::string("example.com/lib\n# example.com/lib\n") +
                 "lib.go:3:8: cannot find module providing package x.org/y: import lookup\n" +
                 compile_error)
            .cause == Cause::missing_package);
  CHECK(diagnose(compile_error).package == "example.com/lib/sub");
}

TEST_CASE("what is no error of these says nothing") {
  CHECK(diagnose("example.com/lib\nexample.com/api\n").cause == Cause::unknown);
  CHECK(of_module("signal: killed\n").empty());
  CHECK(of_leaf("signal: killed\n").empty());
}

TEST_CASE("only a leaf that changed is asked to be locked anew") {
  const char* unknown = "m.go:3:8: cannot find module providing package x.org/y: import lookup\n";
  CHECK(of_leaf(unknown) ==
        "goset: drift: leaf api imports x.org/y, which it was not locked with\n  run: goset lock");
  CHECK(
      of_leaf("m.go:3:8: module example.com/lib@v1.2.0 found, but does not contain package "
              "example.com/lib/new\n") ==
      "goset: drift: leaf api imports example.com/lib/new of example.com/lib v1.2.0, which it was "
      "not locked with\n  run: goset lock");
  CHECK(of_leaf(unknown, true) ==
        "goset: a patch of leaf api imports x.org/y, which it was not locked with\n"
        "  put the patched source into goset.toml, as `path` or `archive` of [leaf.api]");
  CHECK(
      of_leaf("m.go:3:8: no required module provides package example.com/api/gen; to add it:\n") ==
      "goset: leaf api: its own source has no package example.com/api/gen");
  CHECK(of_module(unknown, true) ==
        "goset: a patch of example.com/lib v1.2.0 imports x.org/y, which the set does not have for "
        "it\n  replace example.com/lib by a fork in goset.toml and run: goset lock");
  CHECK(of_module(unknown) ==
        "goset: example.com/lib v1.2.0 imports x.org/y, which it was not locked with\n"
        "  its source is another one: run: goset check");
}

TEST_CASE("a missing C library is told with the line that adds one") {
  CHECK(of_module(no_pkg_config_file) ==
        "goset: example.com/lib v1.2.0 needs a C library that is not there: zlib.pc\n"
        "  goPackages.overrideModule \"example.com/lib\" { nativeBuildInputs = [ pkg-config ]; "
        "buildInputs = [ ... ]; }");
  CHECK(of_module(no_header) ==
        "goset: example.com/lib v1.2.0 needs a C library that is not there: zlib.h\n"
        "  goPackages.overrideModule \"example.com/lib\" { buildInputs = [ ... ]; }");
  CHECK(of_leaf(no_library) ==
        "goset: leaf api needs a C library that is not there: libz\n"
        "  buildLeaf { buildInputs = [ ... ]; }; where a module of it needs that:\n"
        "  goPackages.overrideModule PATH { buildInputs = [ ... ]; }");
  CHECK(of_leaf(no_header) ==
        "goset: leaf api needs a C library that is not there: zlib.h\n"
        "  goPackages.overrideModule \"example.com/lib\" { buildInputs = [ ... ]; }");
}

TEST_CASE("a compile error is told as the module's or the leaf's own") {
  CHECK(
      of_module(compile_error) ==
      "goset: example.com/lib v1.2.0 does not compile with the set's versions of what it imports\n"
      "  what changed, and which versions fit: goset prove");
  CHECK(of_module(compile_error, true) ==
        "goset: example.com/lib v1.2.0 does not compile with its patches or its `src`");
  CHECK(of_leaf(compile_error) ==
        "goset: leaf api can't compile example.com/lib/sub of example.com/lib v1.2.0\n"
        "  which versions fit: goset prove api");
  const char* own = "# example.com/api\n./main.go:3:2: undefined: x\n";
  CHECK(of_leaf(own) ==
        "goset: leaf api: its own package example.com/api does not compile\n"
        "  whether it does with the versions of its own go.mod: goset prove api");
  CHECK(of_leaf(own, true) ==
        "goset: leaf api: its own package example.com/api does not compile, with its patches");
}
