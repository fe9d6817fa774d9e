#include "goset/facts/package_facts.hpp"

#include <sstream>

#include "support/catch.hpp"

using goset::BuildConstraint;
using goset::Configurations;
using goset::GoFile;
namespace package_facts = goset::package_facts;
using goset::Import;
using goset::ModulePackages;
using goset::PackageFacts;

namespace {

const Configurations& configurations() {
  static const Configurations four(
      {{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}}, 26);
  return four;
}

GoFile file(const std::string& name, const std::string& when, std::vector<std::string> imports) {
  GoFile result;
  result.name = name;
  result.package_name = "p";
  result.constraint = BuildConstraint::parse(when);
  result.imports = std::move(imports);
  result.is_test = name.ends_with("_test.go");
  return result;
}

std::string text_of(const PackageFacts& facts) {
  std::string out = "[" + facts.when.str() + "]";
  for (const Import& import : facts.imports)
    out += " " + import.path.str() + "[" + import.when.str() + "]";
  return out;
}

}  // namespace

TEST_CASE("the files of a package are one, with a condition for each import") {
  const std::vector<GoFile> files = {file("a.go", "", {"C", "fmt", "x.io/a"}),
                                     file("b_linux.go", "linux", {"x.io/a", "x.io/b"}),
                                     file("c_windows.go", "windows", {"x.io/c"}),
                                     file("d_darwin.go", "darwin", {"x.io/b", "x.io/d"})};
  CHECK(text_of(package_facts::of_files(files, configurations(), false)) ==
        "[] fmt[] x.io/a[] x.io/b[] x.io/d[darwin]");
}

TEST_CASE("a package may have files on some platforms only, or nowhere") {
  CHECK(text_of(package_facts::of_files({file("a.go", "linux && cgo", {"x.io/a"})},
                                        configurations(), false)) ==
        "[linux && cgo] x.io/a[linux && cgo]");
  CHECK(package_facts::of_files({file("a.go", "plan9", {"x.io/a"})}, configurations(), false) ==
        PackageFacts{BuildConstraint::never(), {}});
  CHECK(package_facts::of_files({}, configurations(), false).when.is_never());
}

TEST_CASE("test files count only when asked for, and never as something to compile") {
  const std::vector<GoFile> files = {file("a.go", "linux", {}),
                                     file("a_test.go", "", {"testing", "x.io/t"})};
  CHECK(text_of(package_facts::of_files(files, configurations(), false)) == "[linux]");
  const PackageFacts with_tests = package_facts::of_files(files, configurations(), true);
  CHECK(text_of(with_tests) == "[linux] testing[] x.io/t[]");
  CHECK(package_facts::mask(with_tests, configurations(), {}) == configurations().all());
}

TEST_CASE("custom tags stay in the conditions and are decided by the leaf's tags") {
  const PackageFacts facts =
      package_facts::of_files({file("a.go", "foo && linux", {"x.io/a"})}, configurations(), false);
  CHECK(package_facts::mask(facts, configurations(), {}) == 0);
  CHECK(package_facts::mask(facts, configurations(), {"foo"}) ==
        configurations().mask(BuildConstraint::parse("linux"), {}));
}

TEST_CASE("packages are present, absent or unknown") {
  ModulePackages packages;
  packages.packages["p"];
  packages.absent_packages = {"q"};
  CHECK(packages.has("p") == ModulePackages::Answer::present);
  CHECK(packages.has("q") == ModulePackages::Answer::absent);
  CHECK(packages.has("r") == ModulePackages::Answer::unknown);
  packages.complete = true;
  CHECK(packages.has("r") == ModulePackages::Answer::absent);
}

TEST_CASE("directory and import path are inverse to each other") {
  const struct {
    const char* import_path;
    const char* directory;
  } cases[] = {{"x.io/m", "."}, {"x.io/m/a", "a"}, {"x.io/m/a/b", "a/b"}};
  for (const auto& c : cases) {
    CHECK(package_facts::directory(c.import_path, "x.io/m") == c.directory);
    CHECK(package_facts::import_path("x.io/m", c.directory) == c.import_path);
  }
}

namespace {

// What `go list PATTERN` (go 1.26) printed in a module with these directories and ignore lines.
const std::vector<std::string> module_directories = {
    ".",      "a",          "a/b",          "abc",       "_x",           "_x/y",      ".h",
    ".h/z",   "testdata",   "testdata/q",   "c",         "c/testdata/r", "c/_u/v",    "vendor/w",
    "sub",    "sub/vendor", "sub/vendor/x", "ig",        "ig/in",        "deep",      "deep/er/z",
    "node/k", "lib/node",   "lib/node/j",   "lib/nodes", "v/vendorx",    "testdata2", "a.b",
    "x..y",   "onlytest"};
const std::vector<std::string> ignored_directories = {"./ig", "node", "./deep/er"};
const std::string all_matched =
    ". a a/b abc c sub sub/vendor deep lib/nodes v/vendorx testdata2 a.b x..y onlytest";
const std::pair<std::string, std::string> matched_by_pattern[] = {
    {".", "."},
    {"./", "."},
    {"./a", "a"},
    {"./a/", "a"},
    {"././a", "a"},
    {"./a//b", "a/b"},
    {"./a/.", "a"},
    {"./...", all_matched},
    {"./.../...", all_matched},
    {"./a/...", "a a/b"},
    {"./a...", "a a/b abc a.b"},
    {"./.../b", "a/b"},
    {"./...b", "a/b sub a.b"},
    {"./a/b...", "a/b"},
    {"./_x", "_x"},
    {"./_x/...", ""},
    {"./_x/y", "_x/y"},
    {"./_x/y/...", "_x/y"},
    {"./_.../y", ""},
    {"./.h/...", ""},
    {"./testdata", "testdata"},
    {"./testdata/q", "testdata/q"},
    {"./testdata/...", ""},
    {"./test...", "testdata2"},
    {"./c/...", "c"},
    {"./c/testdata/r", "c/testdata/r"},
    {"./c/testdata/...", ""},
    {"./vendor/w", ""},
    {"./vendor/...", ""},
    {"./sub/...", "sub sub/vendor"},
    {"./sub/vendor", "sub/vendor"},
    {"./sub/vendor/...", "sub/vendor sub/vendor/x"},
    {"./sub/vendor/x", "sub/vendor/x"},
    {"./.../vendor/...", "sub/vendor sub/vendor/x"},
    {"./v/...", "v/vendorx"},
    {"./ig", "ig"},
    {"./ig/...", ""},
    {"./ig/in", "ig/in"},
    {"./ig/in/...", ""},
    {"./deep/...", "deep"},
    {"./deep/er/...", ""},
    {"./deep/er/z/...", ""},
    {"./node/k", "node/k"},
    {"./node/...", ""},
    {"./lib/node", "lib/node"},
    {"./lib/...", "lib/nodes"},
    {"./lib/node/j/...", ""},
    {"./a.b", "a.b"},
    {"./a.b/...", "a.b"},
    {"./x..y", "x..y"},
    {"./x...", "x..y"},
    {"./nope", ""},
    {"./nope/...", ""},
};

}  // namespace

TEST_CASE("patterns match what the go command matches") {
  for (const auto& [pattern, expected] : matched_by_pattern) {
    std::string matched;
    for (const std::string& directory : module_directories) {
      if (!package_facts::matches(directory, {pattern}, ignored_directories)) continue;
      matched += (matched.empty() ? "" : " ") + directory;
    }
    INFO(pattern);
    CHECK(matched == expected);
  }
}

TEST_CASE("several patterns match what any of them does") {
  CHECK(package_facts::matches("b", {"./a", "./b"}));
  CHECK_FALSE(package_facts::matches("c", {"./a", "./b"}));
  CHECK_FALSE(package_facts::matches("c", {}));
  CHECK(package_facts::matches("node", {"./..."}));
  CHECK_FALSE(package_facts::matches("node", {"./..."}, {"node"}));
  CHECK(package_facts::matches("a/ig", {"./..."}, {"./ig"}));
}

TEST_CASE("many wildcards are matched in no time") {
  std::string pattern = "./";
  for (int i = 0; i < 40; ++i) pattern += "a...";
  CHECK_FALSE(package_facts::matches(std::string(2000, 'a') + "b", {pattern + "c"}));
}

TEST_CASE("a package notes the build tags that its files ask for") {
  GoFile with_c = file("c.go", "", {"C"});
  with_c.cgo_tags = {"linux", "libz"};
  const std::map<std::string, std::vector<GoFile>> files = {
      {".",
       {file("a.go", "linux || fast", {}), file("gen.go", "ignore", {}),
        file("a_test.go", "slow", {}), with_c}},
      {"plain", {file("b.go", "linux && gc && go1.20", {})}},
      {"never", {file("n.go", "windows && odd", {})}}};
  ModulePackages module = package_facts::of_directories(files, configurations(), false);
  package_facts::note_tags(module, files,
                           {{"plain", {BuildConstraint::parse("amd64 && !purego")}},
                            {"c-only", {BuildConstraint::parse("x")}}},
                           configurations());
  using Tags = std::vector<std::string>;
  CHECK(module.packages.at(".").tags == Tags{"fast", "libz"});
  CHECK(module.packages.at("plain").tags == Tags{"purego"});
  CHECK(module.packages.at("never").tags.empty());
}
