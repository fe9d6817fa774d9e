#include "goset/go/file_constraint.hpp"

#include "goset/error.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

std::string header(std::string_view text) {
  return file_constraint::of_header(text).str();
}

}  // namespace

TEST_CASE("a file's name constrains by its last words") {
  struct Case {
    std::string_view name, constraint;
  };
  const Case cases[] = {
      {"x.go", ""},
      {"linux.go", ""},
      {"linux_test.go", ""},
      {"x_linux.go", "linux"},
      {"x_linux_test.go", "linux"},
      {"x_amd64.go", "amd64"},
      {"x_linux_amd64.go", "linux && amd64"},
      {"x_linux_amd64_test.go", "linux && amd64"},
      {"linux_amd64.go", "amd64"},
      {"x_amd64_linux.go", "linux"},
      {"x_linux_foo.go", ""},
      {"x_test_linux.go", "linux"},
      {"x_linux.pb.go", "linux"},
      {"x.linux_amd64.go", ""},
      {"x_unix.go", ""},
      {"x_linux_.go", ""},
      {"x_zos_s390x.go", "zos && s390x"},
      {"_linux.go", "linux"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(file_constraint::of_name(c.name).str() == c.constraint);
  }
}

TEST_CASE("the header states the constraint") {
  struct Case {
    std::string_view name, text, constraint;
  };
  const Case cases[] = {
      {"none", "package p\n", ""},
      {"go:build", "// Copyright\n\n//go:build linux && amd64\n\npackage p\n", "linux && amd64"},
      {"go:build needs no blank line", "//go:build linux\npackage p\n", "linux"},
      {"go:build after a block comment", "/* c\n*/\n//go:build linux\npackage p\n", "linux"},
      {"go:build inside a block comment", "/*\n//go:build linux\n*/\npackage p\n", ""},
      {"go:build after the package clause", "package p\n//go:build linux\n", ""},
      {"go:build is a whole word", "//go:buildx linux\n\npackage p\n", ""},
      {"go:build has no space before", "// go:build linux\n\npackage p\n", ""},
      {"go:build wins over +build", "//go:build a\n// +build b\n\npackage p\n", "a"},
      {"byte order mark and CRLF", "\xEF\xBB\xBF//go:build a\r\n\r\npackage p\r\n", "a"},
      {"+build: commas are and, spaces or", "// +build a,!b c\n\npackage p\n", "a && !b || c"},
      {"+build lines are joined by and", "// +build a b\n//+build c\n\npackage p\n",
       "(a || b) && c"},
      {"+build needs a blank line after it", "// +build a\npackage p\n", ""},
      {"+build before the doc comment", "// +build a\n\n// Doc\n// +build b\npackage p\n", "a"},
      {"+build after a block comment", "/* c */\n// +build a\n\npackage p\n", ""},
      {"+build is a whole word", "// +buildx a\n\npackage p\n", ""},
      {"+build without arguments", "// +build\n\npackage p\n", "ignore"},
      {"+build with a malformed word", "// +build !!a a-b,c\n\npackage p\n",
       "ignore || ignore && c"},
      {"no package clause", "//go:build a\n", "a"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(header(c.text) == c.constraint);
  }
}

TEST_CASE("a +build line with too many words is skipped, as Go does") {
  std::string line = "// +build t";
  for (int i = 0; i < 100; ++i) line += ",t" + std::to_string(i);
  CHECK_FALSE(header(line + "\n\npackage p\n").empty());
  CHECK(header(line + " x\n\npackage p\n").empty());
}

TEST_CASE("a malformed header is refused") {
  CHECK_THROWS_WITH(header("//go:build a\n//go:build a\n\npackage p\n"),
                    "more than one //go:build line");
  CHECK_THROWS_WITH(header("//go:build\n\npackage p\n"),
                    "malformed build constraint: nothing after //go:build");
  CHECK_THROWS_AS(header("//go:build a b\n\npackage p\n"), Error);
}

TEST_CASE("a source file's constraint has at most 1000 operands, a union may have more") {
  std::string text = "t0";
  for (int i = 1; i < 1000; ++i) text += " || t" + std::to_string(i);
  CHECK(header("//go:build " + text + "\n") == text);
  text += " || t1000";
  CHECK_THROWS_AS(header("//go:build " + text + "\n"), Error);
  CHECK(BuildConstraint::parse(text).str() == text);
}
