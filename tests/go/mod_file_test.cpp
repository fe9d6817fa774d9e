#include <fmt/format.h>

#include "goset/go/mod_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "goset/error.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::filesystem::path> fixtures() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(GOSET_GO_TESTDATA "/mod_file")) {
    out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

// expected lists the comment lines `// MODE: MESSAGE` of a fixture.
std::vector<std::string> expected(const std::string& text, const std::string& mode) {
  const std::string prefix = "// " + mode + ": ";
  std::vector<std::string> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(prefix)) out.push_back(line.substr(prefix.size()));
  }
  return out;
}

// outcome is "ok", or the messages of the Error.
std::vector<std::string> outcome(const std::function<void()>& read) {
  try {
    read();
    return {"ok"};
  } catch (const Error& error) {
    std::vector<std::string> out{error.message()};
    out.insert(out.end(), error.notes().begin(), error.notes().end());
    return out;
  }
}

std::string strict_fault(std::string_view text) {
  const std::vector<std::string> messages = outcome([&] { mod_file::parse("go.mod", text); });
  return messages.front();
}

}  // namespace

TEST_CASE("every go.mod fixture is accepted or refused as it says") {
  const std::vector<std::filesystem::path> paths = fixtures();
  REQUIRE(paths.size() > 20);
  for (const std::filesystem::path& path : paths) {
    CAPTURE(path.filename().string());
    const std::string text = read_text(path);
    CHECK(outcome([&] { mod_file::parse("go.mod", text); }) == expected(text, "strict"));
    CHECK(outcome([&] { mod_file::parse_lax("go.mod", text); }) == expected(text, "lax"));
  }
}

namespace {

// All directives of a main module.
constexpr std::string_view all_directives = R"(// Deprecated: use v2
module example.com/m // see there

go 1.26.0
toolchain go1.26.8

godebug default=go1.21
godebug (
	panicnil=1
)

require example.com/a v1.2.3
require (
	// about b
	"example.com/b/v2" v2.0.0-20191109021931-daa7c04131f5 // indirect
	example.com/c v3.0.0+incompatible // indirect; why
	example.com/d v1.0.0+meta // not indirect
	gopkg.in/e.v1 v0.0.0-20161208181325-20d25e280405
)

exclude example.com/a v1.2.4
replace example.com/a => ./local/a
replace (
	example.com/b/v2 v2.0.0 => example.com/fork/v2 v2.1.0
	example.com/c => "../c d"
)

tool example.com/a/cmd/gen
ignore (
	./node_modules
	static
)
)";

}  // namespace

TEST_CASE("module, go and debug lines of a main module are read") {
  const ModFile file = mod_file::parse("go.mod", all_directives);
  CHECK(file.module_path == "example.com/m");
  CHECK(file.deprecated == "use v2\nsee there");
  CHECK(file.go == "1.26.0");
  CHECK(file.toolchain == "go1.26.8");
  REQUIRE(file.godebug.size() == 2);
  CHECK(file.godebug[0].key == "default");
  CHECK(file.godebug[0].value == "go1.21");
  CHECK(file.godebug[1].key == "panicnil");
}

TEST_CASE("requirements are read with their lines") {
  const ModFile file = mod_file::parse("go.mod", all_directives);
  struct Want {
    ModuleVersion mod;
    bool indirect;
    int line;
  };
  const Want wants[] = {
      {{"example.com/a", "v1.2.3"}, false, 12},
      {{"example.com/b/v2", "v2.0.0-20191109021931-daa7c04131f5"}, true, 15},
      {{"example.com/c", "v3.0.0+incompatible"}, true, 16},
      {{"example.com/d", "v1.0.0"}, false, 17},
      {{"gopkg.in/e.v1", "v0.0.0-20161208181325-20d25e280405"}, false, 18},
  };
  REQUIRE(file.require.size() == std::size(wants));
  for (std::size_t i = 0; i < std::size(wants); ++i) {
    CAPTURE(i);
    CHECK(file.require[i].mod.str() == wants[i].mod.str());
    CHECK(file.require[i].indirect == wants[i].indirect);
    CHECK(file.require[i].line == wants[i].line);
  }
}

TEST_CASE("what else a main module says is read") {
  const ModFile file = mod_file::parse("go.mod", all_directives);
  REQUIRE(file.exclude.size() == 1);
  CHECK(file.exclude[0].str() == "example.com/a@v1.2.4");
  REQUIRE(file.replace.size() == 3);
  CHECK(file.replace[0].to_directory());
  CHECK(file.replace[0].old_version.empty());
  CHECK(file.replace[0].new_path == "./local/a");
  CHECK(file.replace[1].old_version == "v2.0.0");
  CHECK(file.replace[1].new_path == "example.com/fork/v2");
  CHECK(file.replace[1].new_version == "v2.1.0");
  CHECK(file.replace[1].line == 24);
  CHECK(file.replace[2].new_path == "../c d");
  CHECK(file.tool == std::vector<std::string>{"example.com/a/cmd/gen"});
  CHECK(file.ignore == std::vector<std::string>{"./node_modules", "static"});
}

TEST_CASE("a dependency's own main-module directives are skipped") {
  const ModFile file = mod_file::parse_lax("go.mod", R"(module example.com/m
go 1.9.x
toolchain nonsense
replace a => b
exclude x
tool (
	a b c
)
future x y z
future (
	x
)
require example.com/a v1
ignore ./x
)");
  CHECK(file.go == "1.9");
  CHECK_FALSE(file.toolchain);
  CHECK(file.replace.empty());
  CHECK(file.exclude.empty());
  CHECK(file.tool.empty());
  REQUIRE(file.require.size() == 1);
  CHECK(file.require[0].mod.version == "v1.0.0");
  CHECK(file.ignore == std::vector<std::string>{"./x"});
}

TEST_CASE("an empty go.mod is a dependency's right") {
  const ModFile file = mod_file::parse_lax("go.mod", "");
  CHECK(file.module_path.empty());
  CHECK_FALSE(file.go);
  CHECK(file.require.empty());
}

TEST_CASE("go versions are as strict as Go is") {
  struct Case {
    std::string_view version;
    bool strict;
    std::string_view lax;  // empty: refused
  };
  const Case cases[] = {{"1.20", true, "1.20"},
                        {"1.21.0", true, "1.21.0"},
                        {"1.21rc1", true, "1.21rc1"},
                        {"1.0", true, "1.0"},
                        {"1.21.0rc1", true, "1.21.0rc1"},
                        {"1.9.x", false, "1.9"},
                        {"v1.9.x", false, "1.9"},
                        {"1.20-beta", false, "1.20"},
                        {"1.21rc", false, "1.21"},
                        {"v1.20", false, ""},
                        {"1.020", false, ""},
                        {"01.20", false, ""},
                        {"1", false, ""},
                        {"\"1.20\"", false, ""}};
  for (const Case& c : cases) {
    CAPTURE(c.version);
    const std::string text = "module m\ngo " + std::string(c.version) + "\n";
    CHECK((strict_fault(text) == "ok") == c.strict);
    std::string lax;
    try {
      lax = mod_file::parse_lax("go.mod", text).go.value_or("");
    } catch (const Error&) {
    }
    CHECK(lax == c.lax);
  }
}

TEST_CASE("retractions have intervals and reasons") {
  const ModFile file = mod_file::parse("go.mod", R"(module example.com/m
// The whole line
// of early ones.
retract [v0.1.0, v0.9.0]
retract v1.0.0 // by accident
// For all.
retract (
	v1.1.0
	v1.2.0 // own reason

	v1.3.0
)
)");
  struct Want {
    std::string_view low, high, rationale;
  };
  const Want wants[] = {{"v0.1.0", "v0.9.0", "The whole line\nof early ones."},
                        {"v1.0.0", "v1.0.0", "by accident"},
                        {"v1.1.0", "v1.1.0", "For all."},
                        {"v1.2.0", "v1.2.0", "own reason"},
                        // As in Go, a blank line above counts as a comment of its own.
                        {"v1.3.0", "v1.3.0", ""}};
  REQUIRE(file.retract.size() == std::size(wants));
  for (std::size_t i = 0; i < std::size(wants); ++i) {
    CAPTURE(i);
    CHECK(file.retract[i].low == wants[i].low);
    CHECK(file.retract[i].high == wants[i].high);
    CHECK(file.retract[i].rationale == wants[i].rationale);
  }
}

TEST_CASE("the versions of a dependency's retractions are kept as written") {
  const ModFile file = mod_file::parse_lax(
      "go.mod", "retract [v1, main]\nretract [v1.0.0, \nretract (\n\t> v1\n)\n");
  REQUIRE(file.retract.size() == 2);
  CHECK(file.retract[0].low == "v1");
  CHECK(file.retract[0].high == "main");
}

TEST_CASE("deprecation is a paragraph of the module line's comment") {
  struct Case {
    std::string_view text;
    std::optional<std::string> deprecated;
  };
  const Case cases[] = {
      {"// Deprecated: use x\nmodule m\n", "use x"},
      {"module m // Deprecated:   use x\n", "use x"},
      {"// About.\n//\n// Deprecated: use\n// x\n//\n// More.\nmodule m\n", "use\nx"},
      {"// Deprecated: in a block\nmodule (\n\tm\n)\n", "in a block"},
      {"// Deprecated: apart\n\nmodule m\n", std::nullopt},
      {"// Not Deprecated: x\nmodule m\n", std::nullopt},
      {"// About.\n// Deprecated: x\nmodule m\n", std::nullopt},
      {"// deprecated: x\nmodule m\n", std::nullopt},
      {"// Deprecated:\nmodule m\n", std::nullopt},
      {"module m\n", std::nullopt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(mod_file::parse("go.mod", c.text).deprecated == c.deprecated);
    CHECK(mod_file::parse_lax("go.mod", c.text).deprecated == c.deprecated);
  }
}

TEST_CASE("comments, CRLF and odd spacing do not disturb") {
  const ModFile file =
      mod_file::parse("go.mod",
                      "\r\n// c\r\nmodule\t\"example.com/m\"\r\n\r\nrequire(// c\r\n\texample.com/a"
                      "\tv1.0.0//indirect\r\n)// c\r\n//last");
  CHECK(file.module_path == "example.com/m");
  REQUIRE(file.require.size() == 1);
  CHECK(file.require[0].mod.version == "v1.0.0");
  CHECK(file.require[0].indirect);
}

TEST_CASE("the version of gopkg.in drafts is unwrapped in a main module") {
  const ModFile file =
      mod_file::parse("go.mod", "module m\nrequire gopkg.in/yaml.v2 v0.0.0-gopkgin-v2.2.1\n");
  CHECK(file.require[0].mod.version == "v2.2.1");
}

TEST_CASE("a go.mod above Go's limit for one is refused") {
  const std::string text = "module a.io\n//" + std::string(16 << 20, ' ');
  CHECK_THROWS_AS(mod_file::parse_lax("go.mod", text), Error);
}

TEST_CASE("a go.mod with more requirements than anybody has is refused at once") {
  std::string text = "module example.com/m\n\nrequire (\n";
  for (std::size_t i = 0; i < mod_file::most_requirements; ++i) {
    text += fmt::format("\texample.com/m{} v1.0.0\n", i);
  }
  CHECK(mod_file::parse("go.mod", text + ")\n").require.size() == mod_file::most_requirements);
  try {
    mod_file::parse("go.mod", text + "\texample.com/more v1.0.0\n)\n");
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.message() == "go.mod:20004: the file has more than 20000 requirements");
  }
}
