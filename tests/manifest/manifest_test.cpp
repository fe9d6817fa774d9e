#include "goset/manifest/manifest.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "support/catch.hpp"

using goset::Manifest;
using goset::Platform;
namespace manifest = goset::manifest;

namespace {

Manifest parse(const std::string& text) {
  return manifest::parse("goset.toml", text);
}

// error_of returns message and notes, a line each.
template <typename Call>
std::string error_of(const Call& call) {
  try {
    call();
  } catch (const goset::Error& error) {
    std::string out = error.message();
    for (const std::string& note : error.notes()) out += "\n" + note;
    return out;
  }
  return "no error";
}

Manifest::Leaf tool() {
  Manifest::Leaf leaf;
  leaf.module = "b.io/tool";
  leaf.version = "v1.0.0";
  return leaf;
}

const std::string tool_table = "[leaf.tool]\nmodule = \"b.io/tool\"\nversion = \"v1.0.0\"\n";

}  // namespace

TEST_CASE("a manifest states go, platforms and leaves") {
  const Manifest read = parse(
      "go = \"1.26\"\ntoolchain = \"1.25\"\nplatforms = [\"linux/arm64\", \"linux/amd64\", "
      "\"linux/arm64\"]\n"
      "[leaf.fzf]\nmodule = \"github.com/junegunn/fzf\"\nversion = \"v0.65.2\"\n"
      "[leaf.api]\npath = \"../api\"\npackages = [\"./cmd/...\", \".\"]\ntags = [\"z\", "
      "\"a\"]\ntests = true\n");
  CHECK(read.go == "1.26");
  CHECK(read.toolchain == "1.25");
  CHECK(read.platforms == std::vector<Platform>{{"linux", "amd64"}, {"linux", "arm64"}});
  REQUIRE(read.leaves.size() == 2);
  const Manifest::Leaf& fzf = read.leaves.at("fzf");
  CHECK(fzf.module == "github.com/junegunn/fzf");
  CHECK(fzf.version == "v0.65.2");
  CHECK(fzf.packages == std::vector<std::string>{"./..."});
  CHECK_FALSE(fzf.tests);
  CHECK(fzf.line == 4);
  const Manifest::Leaf& api = read.leaves.at("api");
  CHECK(api.path == "../api");
  CHECK(api.packages == std::vector<std::string>{"./cmd/...", "."});
  CHECK(api.tags == std::vector<std::string>{"a", "z"});
  CHECK(api.tests);
}

TEST_CASE("what a manifest leaves out has a default") {
  const Manifest read = parse("go = \"1.26.3\"\n");
  CHECK(read.go == "1.26.3");
  CHECK(read.toolchain == "1.26");
  CHECK(read.platforms.size() == 4);
  CHECK(read.leaves.empty());
  CHECK(parse("go = \"1.26\"\ntoolchain = \"1.27.1\"\n").toolchain == "1.27");
}

TEST_CASE("every mistake is named with its line") {
  const std::string go = "go = \"1.26\"\n";
  const std::string leaf = go + "[leaf.x]\nmodule = \"a.io\"\nversion = \"v1.0.0\"\n";
  const std::pair<std::string, std::string> cases[] = {
      {"",
       "goset.toml: \"go\" is missing\n"
       "add the newest Go version that modules may ask for: go = \"1.26\""},
      {"go = 1.26\n", "goset.toml:1: \"go\" must be a string"},
      {"go = \"latest\"\n",
       "goset.toml:1: \"go\" is not a Go version: latest\na Go version looks like 1.26 or 1.26.3"},
      {go + "toolchain = \"go1.26\"\n",
       "goset.toml:2: \"toolchain\" is not a Go version: go1.26\n"
       "a Go version looks like 1.26 or 1.26.3"},
      {go + "platfroms = []\n",
       "goset.toml:2: unknown key \"platfroms\"\ndid you mean \"platforms\"?"},
      {go + "description = \"\"\n", "goset.toml:2: unknown key \"description\""},
      {go + "platforms = \"linux/amd64\"\n",
       "goset.toml:2: \"platforms\" must be an array of strings"},
      {go + "platforms = [\n\"linux/amd64\",\n1]\n",
       "goset.toml:4: \"platforms\" must be an array of strings"},
      {go + "\nplatforms = [\"x86_64-linux\"]\n",
       "goset.toml:3: unknown platform \"x86_64-linux\"\n"
       "a platform is GOOS/GOARCH, for example linux/amd64"},
      {go + "[pin]\n", "goset.toml:2: \"pin\" is not supported by this version of goset"},
      {go + "[replace]\n", "goset.toml:2: \"replace\" is not supported by this version of goset"},
      {go + "[track.x]\n", "goset.toml:2: \"track\" is not supported by this version of goset"},
      {go + "leaf = 1\n", "goset.toml:2: \"leaf\" must be a table of leaves: [leaf.NAME]"},
      {go + "[leaf]\nx = 1\n", "goset.toml:3: leaf \"x\" must be a table"},
      {go + "[leaf.\"a b\"]\n",
       "goset.toml:2: bad leaf name \"a b\"\n"
       "a name has letters, digits, and _ - . + behind the first"},
      {go + "[leaf.x]\n", "goset.toml:2: leaf \"x\" needs either module and version, or path"},
      {leaf + "path = \".\"\n",
       "goset.toml:2: leaf \"x\" needs either module and version, or path"},
      {go + "[leaf.x]\nmodule = \"a.io\"\n",
       "goset.toml:2: leaf \"x\" has a module but no version"},
      {go + "[leaf.x]\npath = \".\"\nversion = \"v1.0.0\"\n",
       "goset.toml:2: leaf \"x\" has a path, so it can't have a version"},
      {leaf + "pakages = []\n",
       "goset.toml:5: unknown key \"pakages\"\ndid you mean \"packages\"?"},
      {leaf + "tests = \"yes\"\n", "goset.toml:5: \"tests\" must be true or false"},
      {leaf + "tags = [1]\n", "goset.toml:5: \"tags\" must be an array of strings"},
      {leaf + "tags = [\"a,b\"]\n",
       "goset.toml:5: bad build tag \"a,b\"\n"
       "a tag has letters, digits, _ and ., and each is a string of its own"},
      {leaf + "tags = [\"linux\"]\n",
       "goset.toml:5: build tag \"linux\" is not a leaf's to set\n"
       "the platform, cgo or the toolchain decides it"},
      {leaf + "packages = [\"cmd/...\"]\n",
       "goset.toml:5: package pattern \"cmd/...\" does not begin with ./\n"
       "patterns are relative to the leaf: \".\", \"./cmd/tool\", \"./cmd/...\""},
      {leaf + "packages = [\"./../x\"]\n",
       "goset.toml:5: package pattern \"./../x\" has a \"..\" in it"},
  };
  for (const auto& [text, error] : cases) {
    INFO(text);
    CHECK(error_of([&toml = text] { parse(toml); }) == error);
  }
}

TEST_CASE("what is no TOML, or no module version, is named with its line") {
  CHECK(error_of([] { parse("go = \"1.26\"\n[leaf\n"); }).starts_with("goset.toml:2: "));
  CHECK(error_of([] { parse("go = \"1.26\"\ngo = \"1.25\"\n"); }).starts_with("goset.toml:2: "));
  const std::string leaf = "go = \"1.26\"\n[leaf.x]\nmodule = \"a.io\"\nversion = ";
  CHECK(error_of([&] { parse(leaf + "\"latest\"\n"); }).starts_with("goset.toml:4: "));
  CHECK(error_of([&] { parse(leaf + "\"v2.0.0\"\n"); }).starts_with("goset.toml:4: "));
  CHECK(error_of([&] { parse(leaf + "\"v1.2\"\n"); }).starts_with("goset.toml:4: "));
}

TEST_CASE("leaf names are attribute names and file names") {
  for (const char* good : {"fzf", "a", "x_1", "g++", "node.js", "A-b"}) manifest::check_name(good);
  for (const char* bad : {"", ".", "..", ".x", "-x", "a/b", "a b", "ä", "a\"b", "a\n"}) {
    INFO(bad);
    CHECK_THROWS_AS(manifest::check_name(bad), goset::Error);
  }
}

TEST_CASE("a new manifest is one that can be read") {
  const Manifest read = parse(manifest::initial("1.26"));
  CHECK(read.go == "1.26");
  CHECK(read.platforms.size() == 4);
  CHECK(parse(manifest::with_leaf(manifest::initial("1.26"), "tool", tool())).leaves.size() == 1);
}

TEST_CASE("a leaf is added behind the last one, and nothing else changes") {
  const struct {
    const char* name;
    std::string before;
    std::string expected;
  } cases[] = {
      {"an empty file", "", tool_table},
      {"no leaf yet", "go = \"1.26\" # ceiling\n", "go = \"1.26\" # ceiling\n\n" + tool_table},
      {"no final newline", "go = \"1.26\"", "go = \"1.26\"\n\n" + tool_table},
      {"a leaf without final newline", "[leaf.a]\npath = \".\" # here",
       "[leaf.a]\npath = \".\" # here\n\n" + tool_table},
      {"another table behind", "[leaf.a]\npath = \".\"\n\n[pin]\nx = 1\n",
       "[leaf.a]\npath = \".\"\n\n" + tool_table + "\n[pin]\nx = 1\n"},
      {"a comment that belongs to the leaf", "[leaf.a]\npath = \".\"\n# tags = []\n\n[pin]\n",
       "[leaf.a]\npath = \".\"\n# tags = []\n\n" + tool_table + "\n[pin]\n"},
      {"a comment that belongs to the next table", "[leaf.a]\npath = \".\"\n# floors\n[pin]\n",
       "[leaf.a]\npath = \".\"\n\n" + tool_table + "\n# floors\n[pin]\n"},
      {"a comment at the end", "[leaf.a]\npath = \".\"\n# the end",
       "[leaf.a]\npath = \".\"\n# the end\n\n" + tool_table},
      {"leaves in any order", "[leaf.z]\npath = \".\"\n[pin]\n[leaf.a]\npath = \"a\"\n[track.x]\n",
       "[leaf.z]\npath = \".\"\n[pin]\n[leaf.a]\npath = \"a\"\n\n" + tool_table + "\n[track.x]\n"},
      {"a value of several lines", "[leaf.a]\npath = \".\"\ntags = [\n  \"x\",\n  # y\n]\n[pin]\n",
       "[leaf.a]\npath = \".\"\ntags = [\n  \"x\",\n  # y\n]\n\n" + tool_table + "\n[pin]\n"},
      {"an empty leaf", "[leaf.a]\n\n[pin]\n", "[leaf.a]\n\n" + tool_table + "\n[pin]\n"},
      {"inline leaves in a table", "[leaf]\na = { path = \".\" }\nb = { path = \"b\" }\n[pin]\n",
       "[leaf]\na = { path = \".\" }\nb = { path = \"b\" }\n\n" + tool_table + "\n[pin]\n"},
      {"dotted keys before others", "leaf.a.path = \".\"\ngo = \"1.26\"\n",
       "leaf.a.path = \".\"\ngo = \"1.26\"\n\n" + tool_table},
  };
  for (const auto& c : cases) {
    INFO(c.name);
    CHECK(manifest::with_leaf(c.before, "tool", tool()) == c.expected);
  }
}

TEST_CASE("a file keeps its kind of line ends") {
  CHECK(manifest::with_leaf("[leaf.a]\r\npath = \".\"\r\n[pin]\r\n", "tool", tool()) ==
        "[leaf.a]\r\npath = \".\"\r\n\r\n[leaf.tool]\r\nmodule = \"b.io/tool\"\r\n"
        "version = \"v1.0.0\"\r\n\r\n[pin]\r\n");
}

TEST_CASE("a leaf is not added where TOML has no room for it") {
  CHECK(
      error_of([] { manifest::with_leaf("leaf = { a = { path = \".\" } }\n", "tool", tool()); }) ==
      "can't add leaf tool to a file written like this one\n"
      "write each leaf as a table [leaf.NAME], or add this one by hand:\n"
      "  [leaf.tool]\n  module = \"b.io/tool\"\n  version = \"v1.0.0\"");
}

TEST_CASE("a leaf that was added reads back") {
  Manifest::Leaf leaf;
  leaf.path = "a \"quoted\" \\ path\twith\nall";
  leaf.packages = {".", "./cmd/..."};
  leaf.tags = {"a", "b.c"};
  leaf.tests = true;
  const Manifest read = parse(manifest::with_leaf("go = \"1.26\"\n", "node.js", leaf));
  const Manifest::Leaf& back = read.leaves.at("node.js");
  CHECK(back.path == leaf.path);
  CHECK(back.packages == leaf.packages);
  CHECK(back.tags == leaf.tags);
  CHECK(back.tests);
}
