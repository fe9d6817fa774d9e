#include "goset/go/build_constraint.hpp"

#include "goset/error.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

BuildConstraint tag(std::string name) {
  return BuildConstraint::tag(std::move(name));
}

// has_only answers yes for one tag.
std::function<bool(std::string_view)> has_only(std::string_view wanted) {
  return [wanted](std::string_view tag) { return tag == wanted; };
}

std::string header(std::string_view text) {
  return build_constraint::of_header(text).str();
}

}  // namespace

TEST_CASE("a constraint prints with few parentheses and reads back") {
  struct Case {
    std::string_view text, printed;
  };
  const Case cases[] = {
      {"linux", "linux"},
      {" a\t&&b||c ", "a && b || c"},
      {"(a && b) || c", "a && b || c"},
      {"a && (b || c)", "a && (b || c)"},
      {"a && (b && c)", "a && b && c"},
      {"!(a || b)", "!(a || b)"},
      {"!(a)", "!a"},
      {"!(!a)", "a"},
      {"! a", "!a"},
      {"((a))", "a"},
      {"a && a", "a"},
      {"(a || b) && (a || b)", "a || b"},
      {"a || b || a", "a || b"},
      {"a && !a", "ignore && !ignore"},
      {"a || b || !a", ""},
      {"!(a && b) || b && c", "!(a && b) || b && c"},
      {"ignore && !ignore", "ignore && !ignore"},
      {"linux && (!ignore && ignore)", "ignore && !ignore"},
      {"go1.21 && 386 && \xC3\xA9_x", "go1.21 && 386 && \xC3\xA9_x"},
      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const BuildConstraint constraint = BuildConstraint::parse(c.text);
    CHECK(constraint.str() == c.printed);
    CHECK(BuildConstraint::parse(constraint.str()) == constraint);
  }
}

TEST_CASE("a malformed constraint is refused") {
  struct Case {
    std::string_view text, fault;
  };
  const Case cases[] = {
      {"a &&", "malformed build constraint \"a &&\": unexpected end"},
      {"a b", "malformed build constraint \"a b\": unexpected \"b\""},
      {"(a", "malformed build constraint \"(a\": missing closing parenthesis"},
      {"a)", "malformed build constraint \"a)\": unexpected \")\""},
      {"!!a", "malformed build constraint \"!!a\": double negation"},
      {"a & b", "malformed build constraint \"a & b\": unexpected \"& b\""},
      {"a-b", "malformed build constraint \"a-b\": unexpected \"-b\""},
      {"()", "malformed build constraint \"()\": unexpected \")\""},
      {"&& a", "malformed build constraint \"&& a\": unexpected \"&&\""},
  };
  for (const Case& c : cases)
    CHECK_THROWS_WITH(BuildConstraint::parse(c.text), std::string(c.fault));
}

TEST_CASE("nesting is bounded, so that no input exhausts the stack") {
  const std::string ok = std::string(1000, '(') + "a" + std::string(1000, ')');
  CHECK(BuildConstraint::parse(ok).str() == "a");
  CHECK_THROWS_AS(BuildConstraint::parse("(" + ok + ")"), Error);
  CHECK_THROWS_AS(BuildConstraint::parse(std::string(1000000, '(')), Error);
}

TEST_CASE("a source file's constraint has at most 1000 operands, a union may have more") {
  std::string text = "t0";
  for (int i = 1; i < 1000; ++i) text += " || t" + std::to_string(i);
  CHECK(header("//go:build " + text + "\n") == text);
  text += " || t1000";
  CHECK_THROWS_AS(header("//go:build " + text + "\n"), Error);
  CHECK(BuildConstraint::parse(text).str() == text);
}

TEST_CASE("always and never are neutral and absorbing") {
  const BuildConstraint always = BuildConstraint::always();
  const BuildConstraint never = BuildConstraint::never();
  CHECK(BuildConstraint().is_always());
  CHECK(always.str().empty());
  CHECK(never.is_never());
  CHECK(BuildConstraint::parse(never.str()).is_never());
  CHECK((!always).is_never());
  CHECK((!never).is_always());
  CHECK((always && tag("a")) == tag("a"));
  CHECK((always || tag("a")).is_always());
  CHECK((never || tag("a")) == tag("a"));
  CHECK((never && tag("a")).is_never());
  CHECK((tag("a") || !tag("a")).is_always());
  CHECK_FALSE(tag("a").is_always());
  CHECK_FALSE(tag("a").is_never());
}

TEST_CASE("eval decides by tags") {
  const BuildConstraint c = BuildConstraint::parse("(linux || darwin) && !cgo");
  CHECK(c.eval(has_only("linux")));
  CHECK(c.eval(has_only("darwin")));
  CHECK_FALSE(c.eval(has_only("windows")));
  CHECK_FALSE(c.eval([](std::string_view) { return true; }));
  CHECK(BuildConstraint::always().eval(has_only("")));
  CHECK_FALSE(BuildConstraint::never().eval(has_only("ignore")));
}

TEST_CASE("fold leaves undecided tags symbolic") {
  const auto on_linux = [](std::string_view tag) -> std::optional<bool> {
    if (tag == "linux") return true;
    if (tag == "windows") return false;
    return std::nullopt;
  };
  struct Case {
    std::string_view text, folded;
  };
  const Case cases[] = {{"linux && custom", "custom"},
                        {"windows || custom && !other", "custom && !other"},
                        {"!(linux && custom)", "!custom"},
                        {"linux || custom", ""},
                        {"windows && custom", "ignore && !ignore"},
                        {"", ""}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(BuildConstraint::parse(c.text).fold(on_linux).str() == c.folded);
  }
}

TEST_CASE("tags are listed once and sorted") {
  CHECK(BuildConstraint::parse("b && (a || !b) && !c").tags() ==
        std::vector<std::string>{"a", "b", "c"});
  CHECK(BuildConstraint::never().tags().empty());
}

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
    CHECK(build_constraint::of_file_name(c.name).str() == c.constraint);
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

TEST_CASE("a platform answers for its tags") {
  struct Case {
    std::string_view tag, os, arch;
    int go_minor;
    std::optional<bool> has;
  };
  const Case cases[] = {
      {"linux", "linux", "amd64", 26, true},
      {"linux", "android", "arm64", 26, true},
      {"android", "linux", "arm64", 26, false},
      {"solaris", "illumos", "amd64", 26, true},
      {"darwin", "ios", "arm64", 26, true},
      {"amd64", "linux", "amd64", 26, true},
      {"arm64", "linux", "amd64", 26, false},
      {"unix", "darwin", "arm64", 26, true},
      {"unix", "windows", "amd64", 26, false},
      {"unix", "wasip1", "wasm", 26, false},
      {"cgo", "linux", "amd64", 26, false},
      {"gc", "linux", "amd64", 26, true},
      {"gccgo", "linux", "amd64", 26, false},
      {"go1.1", "linux", "amd64", 26, true},
      {"go1.26", "linux", "amd64", 26, true},
      {"go1.27", "linux", "amd64", 26, false},
      {"go1.0", "linux", "amd64", 26, std::nullopt},
      {"go1.26.1", "linux", "amd64", 26, std::nullopt},
      {"amd64.v1", "linux", "amd64", 26, true},
      {"amd64.v2", "linux", "amd64", 26, false},
      {"amd64.v1", "linux", "arm64", 26, false},
      {"arm64.v8.0", "darwin", "arm64", 26, true},
      {"wasm.satconv", "js", "wasm", 25, false},
      {"wasm.satconv", "js", "wasm", 26, true},
      {"goexperiment.greenteagc", "linux", "amd64", 26, true},
      {"goexperiment.greenteagc", "linux", "amd64", 25, false},
      {"goexperiment.swissmap", "linux", "amd64", 25, true},
      {"goexperiment.swissmap", "linux", "amd64", 26, false},
      {"goexperiment.dwarf5", "linux", "amd64", 26, true},
      {"goexperiment.dwarf5", "darwin", "arm64", 26, false},
      {"goexperiment.regabiargs", "linux", "386", 26, false},
      {"goexperiment.jsonv2", "linux", "amd64", 26, false},
      {"goexperiment.greenteagc", "linux", "amd64", 99, true},
      {"boringcrypto", "linux", "amd64", 26, false},
      {"netgo", "linux", "amd64", 26, std::nullopt},
      {"ignore", "linux", "amd64", 26, std::nullopt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tag, c.os, c.arch, c.go_minor);
    CHECK(build_constraint::has_platform_tag(c.tag, c.os, c.arch, false, c.go_minor) == c.has);
  }
  CHECK(build_constraint::has_platform_tag("cgo", "linux", "amd64", true, 26) == true);
}
