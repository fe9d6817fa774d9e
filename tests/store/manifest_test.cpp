#include "goset/store/manifest.hpp"

#include <fmt/format.h>

#include "goset_toml.hpp"
#include "support/catch.hpp"

using goset::Manifest;
using goset::Platform;
using goset_toml::error_of;
using goset_toml::parse;
namespace manifest = goset::manifest;

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

namespace {

using Errors = std::vector<std::pair<std::string, std::string>>;

const std::string go = "go = \"1.26\"\n";
const std::string leaf = go + "[leaf.x]\nmodule = \"a.io\"\nversion = \"v1.0.0\"\n";

void check_errors(const Errors& cases) {
  for (const auto& [text, error] : cases) {
    INFO(text);
    CHECK(error_of([&toml = text] { parse(toml); }) == error);
  }
}

}  // namespace

TEST_CASE("every mistake in what a set says is named with its line") {
  check_errors({
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
  });
}

TEST_CASE("a manifest states how it is audited") {
  const Manifest::Audit read =
      parse(go +
            "[audit]\ndatabase = \"v0.0.0-1\"\ngo = \"1.26.8\"\n"
            "ignore = { \"GO-2024-1234\" = { reason = \"r\", until = \"2027-01-31\" } }\n")
          .audit;
  CHECK(read.database == "v0.0.0-1");
  CHECK(read.go == "1.26.8");
  CHECK(read.ignore.at("GO-2024-1234").reason == "r");
  CHECK(read.ignore.at("GO-2024-1234").until == "2027-01-31");
  CHECK(parse(go).audit.ignore.empty());
}

TEST_CASE("every mistake in how a set is audited is named with its line") {
  const std::string ignore = go + "[audit.ignore]\n";
  check_errors({
      {go + "audit = 1\n", "goset.toml:2: \"audit\" must be a table: [audit]"},
      {go + "[audit]\ndata = \"x\"\n", "goset.toml:3: unknown key \"data\""},
      {go + "[audit]\ngo = \"latest\"\n",
       "goset.toml:3: \"latest\" is not a Go release\na Go release looks like 1.26.3"},
      {go + "[audit]\nignore = 1\n",
       "goset.toml:3: \"ignore\" must be a table: \"GO-2024-1234\" = { reason = \"...\" }"},
      {ignore + "CVE-2024-1 = { reason = \"r\" }\n",
       "goset.toml:3: \"CVE-2024-1\" is not the id of a vulnerability\n"
       "ignore an entry of the Go vulnerability database by its own id: \"GO-2024-1234\""},
      {ignore + "GO-2024-1234 = \"r\"\n",
       "goset.toml:3: GO-2024-1234 must be a table\n"
       "for example: \"GO-2024-1234\" = { reason = \"...\" }"},
      {ignore + "GO-2024-1234 = { until = \"2027-01-31\" }\n",
       "goset.toml:3: GO-2024-1234 is ignored without a reason\n"
       "state why it does no harm here: reason = \"...\""},
      {ignore + "GO-2024-1234 = { reason = \"r\", until = \"2027-02-29\" }\n",
       "goset.toml:3: \"2027-02-29\" is not a day\na day is written YYYY-MM-DD"},
      {ignore + "GO-2024-1234 = { reason = \"r\", until = \"soon\" }\n",
       "goset.toml:3: \"soon\" is not a day\na day is written YYYY-MM-DD"},
  });
}

TEST_CASE("every mistake in pins, replacements and tracks is named with its line") {
  check_errors({
      {go + "pin = 1\n", "goset.toml:2: \"pin\" must be a table: \"module/path\" = \">= v1.2.3\""},
      {go + "[pin]\n\"a.io\" = \"1.2\"\n",
       "goset.toml:3: invalid pin \"1.2\" for a.io\n"
       "a floor is written \">= v1.2.3\", an exact version \"v1.2.3\""},
      {go + "[pin]\n\"a.io\" = \">= v2.0.0\"\n",
       "goset.toml:3: a.io@v2.0.0: invalid version: should be v0 or v1, not v2"},
      {go + "[replace]\n\"a.io\" = \"b.io\"\n",
       "goset.toml:3: the replacement of a.io has no version\n"
       "a set-wide replacement is a module: \"other/path@v1.2.3\""},
      {go + "[replace]\n\"a.io@v1\" = \"b.io@v1.0.0\"\n",
       "goset.toml:3: a.io: not a canonical version: \"v1\""},
      {leaf + "[track.t]\nreason = \"r\"\n", "goset.toml:5: track \"t\" has no leaves"},
      {leaf + "[track.t]\nleaves = [\"x\"]\n",
       "goset.toml:5: track \"t\" has no reason\n"
       "state why these leaves cannot use the set's versions, so that the track can be removed "
       "later"},
      {leaf + "[track.t]\nleaves = [\"other\"]\nreason = \"r\"\n",
       "goset.toml:6: track \"t\" lists unknown leaf \"other\""},
      {leaf + "[track.t]\nleaves = [\"x\"]\nreason = \"r\"\n[track.u]\nleaves = [\"x\"]\n"
              "reason = \"r\"\n",
       "goset.toml:9: leaf \"x\" is in track \"t\" already"},
      {leaf + "[track.t]\npins = {}\n",
       "goset.toml:6: unknown key \"pins\"\ndid you mean \"pin\"?"},
  });
}

TEST_CASE("every mistake in a leaf is named with its line") {
  check_errors({
      {leaf + "dir = \"sub\"\n", "goset.toml:2: leaf \"x\" has a dir without an archive"},
      {go + "leaf = 1\n", "goset.toml:2: \"leaf\" must be a table of leaves: [leaf.NAME]"},
      {go + "[leaf]\nx = 1\n", "goset.toml:3: leaf \"x\" must be a table"},
      {go + "[leaf.\"a b\"]\n",
       "goset.toml:2: bad name \"a b\"\n"
       "a name has letters, digits, and _ - . + after the first"},
      {go + "[leaf.x]\n", "goset.toml:2: leaf \"x\" needs module and version, or path, or archive"},
      {leaf + "path = \".\"\n",
       "goset.toml:2: leaf \"x\" needs module and version, or path, or archive"},
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
       "a tag has letters, digits, _ and ., and each is a separate string"},
      {leaf + "tags = [\"linux\"]\n",
       "goset.toml:5: build tag \"linux\" is not a leaf's to set\n"
       "the platform, cgo or the toolchain decides it"},
      {leaf + "packages = [\"cmd/...\"]\n",
       "goset.toml:5: package pattern \"cmd/...\" does not begin with ./\n"
       "patterns are relative to the leaf: \".\", \"./cmd/tool\", \"./cmd/...\""},
      {leaf + "packages = [\"./../x\"]\n",
       "goset.toml:5: package pattern \"./../x\" has a \"..\" in it"},
  });
}

TEST_CASE("pins, replacements and tracks are read") {
  const Manifest read = parse(R"(go = "1.26"
[leaf.api]
archive = "https://example.com/api-1.tar.gz"
dir = "server"
workspace = false
[pin]
"golang.org/x/crypto" = ">= v0.45.0"
"golang.org/x/net" = "v0.52.0"
[replace]
"a.io/x" = "fork.io/x@v1.2.3"
"a.io/y@v1.0.0" = "a.io/y@v1.0.1"
[track.old]
leaves = ["api"]
reason = "exporter removed an option"
pin = { "otel.io" = "v1.28.0" }
)");
  CHECK(read.leaves.at("api").archive == "https://example.com/api-1.tar.gz");
  CHECK(read.leaves.at("api").dir == "server");
  CHECK(read.leaves.at("api").workspace == false);
  CHECK(read.pins == goset::Pins{{"golang.org/x/crypto", {"v0.45.0", false}},
                                 {"golang.org/x/net", {"v0.52.0", true}}});
  CHECK(read.replace.find({"a.io/x", "v9.0.0"})->str() == "fork.io/x v1.2.3");
  CHECK(read.replace.find({"a.io/y", "v1.0.0"})->str() == "a.io/y v1.0.1");
  CHECK(read.replace.find({"a.io/y", "v1.1.0"}) == nullptr);
  CHECK(read.tracks.at("old").pins == goset::Pins{{"otel.io", {"v1.28.0", true}}});
  CHECK(read.track_of("api") == "old");
  CHECK(read.track_of("other") == "");
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
}

TEST_CASE("places in an included file are relative to it") {
  const std::vector<manifest::Source> sources = {
      {"goset.toml", "goset.toml", "go = \"1.26\"\ninclude = [\"leaves/*.toml\"]\n"},
      {"leaves/a.toml", "leaves/a.toml",
       "[leaf.up]\npath = \"../services/up/\"\n[leaf.here]\npath = \".\"\n"
       "[leaf.absolute]\npath = \"/srv/x\"\n[leaf.file]\narchive = \"x.zip\"\n"
       "[leaf.url]\narchive = \"https://example.com/x.zip\"\n"}};
  CHECK(manifest::includes(sources[0]) == std::vector<std::string>{"leaves/*.toml"});
  const Manifest read = manifest::parse(sources);
  CHECK(read.leaves.at("up").path == "services/up");
  CHECK(read.leaves.at("up").file == "leaves/a.toml");
  CHECK(read.leaves.at("here").path == "leaves");
  CHECK(read.leaves.at("absolute").path == "/srv/x");
  CHECK(read.leaves.at("file").archive == "leaves/x.zip");
  CHECK(read.leaves.at("url").archive == "https://example.com/x.zip");
}

TEST_CASE("what would take long or too much stack is refused before it is parsed") {
  std::string key = "a";
  for (int i = 0; i < 40'000; ++i) key += ".a";
  CHECK(error_of([&] { parse("go = \"1.26\"\n" + key + " = 1\n"); }) ==
        "goset.toml:2: a key has too many parts");
  CHECK(error_of([&] { parse("x = { y = \"\"\"\n' \"\"\", " + key + " = 1 }\n"); }) ==
        "goset.toml:2: a key has too many parts");
  CHECK(error_of([&] { parse("# " + std::string(8 << 20, 'x') + "\n"); }) ==
        "goset.toml:1: this file has more than 8 MiB");
}

TEST_CASE("a long line of packages or addresses is no key of many parts") {
  std::string packages;
  for (int i = 0; i < 2'000; ++i) packages += "\"./x" + std::to_string(i) + "/...\", ";
  const std::string text =
      "go = \"1.26\"\n[leaf.a]\npath = \"../../a\"\npackages = [" + packages + "]\n";
  CHECK(parse("# " + std::string(5'000, '.') + "\n" + text).leaves.at("a").packages.size() ==
        2'000);
}
