#include <string>
#include <utility>
#include <vector>

#include "goset/go/build_constraint.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/module.hpp"
#include "goset/go/work_file.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"

using namespace goset;

namespace {

// A line of a go.mod behind `module example.com/m`, and what is said of it behind "go.mod:2: ".
struct Case {
  std::string text;
  std::string message;
};

const std::vector<Case> lines = {
    {"module example.com/n", "repeated module directive"},
    {"go 1.21\ngo 1.22", "go.mod:3: repeated go directive"},
    {"go 1.21 1.22", "usage: go 1.23.0"},
    {"go one", "invalid go version \"one\""},
    {"toolchain go1.21.0\ntoolchain go1.22.0", "go.mod:3: repeated toolchain directive"},
    {"toolchain", "usage: toolchain go1.23.0"},
    {"toolchain gone", "invalid toolchain \"gone\": neither go1.23.0 nor default"},
    {"godebug a b", "usage: godebug key=value"},
    {"godebug default=1.21", "godebug default is not a Go version: \"1.21\""},
    {"require example.com/a", "usage: require example.com/path v1.2.3"},
    {"require example.com/a v1", "example.com/a: version \"v1\" is not of the form v1.2.3"},
    {"require example.com/a v2.0.0",
     "example.com/a: version \"v2.0.0\" is invalid: should be v0 or v1, not v2"},
    {"exclude example.com/a", "usage: exclude example.com/path v1.2.3"},
    {"replace example.com/a",
     "usage: replace example.com/path [v1.2.3] => example.com/other v1.4.0, or => ./dir"},
    {"replace example.com/a/v1 => ./a", "malformed module path \"example.com/a/v1\""},
    {"replace example.com/a => ./a v1.0.0", "replacement directory \"./a\" cannot have a version"},
    {"replace example.com/a => b", "replacement \"b\" needs a version, or ./ if it is a directory"},
    {"replace example.com/a => .\\a", "replacement directory \".\\\\a\" is a Windows path"},
    {"retract [v1.0.0,", "expected a version or [low, high]"},
    {"retract [v1.0.0 v1.1.0]", "expected \",\" in [low, high]"},
    {"retract v1.0.0 v1.1.0", "unexpected token after version: \"v1.1.0\""},
    {"tool a b", "usage: tool example.com/package"},
    {"ignore a b", "usage: ignore ./directory"},
    {"grow 1.21", "unknown directive: grow"},
    {"grow (\n)", "unknown block type: grow"},
    {"go 1.21 /* new */", "go.mod files have // comments only, not /* */"},
    {"require \"example.com\n", "newline in string"},
    {"require (\n\texample.com/a v1.0.0\n", "go.mod:5: block without end, begun in line 2"},
    {"require (\n) require", "go.mod:3: expected a newline after )"},
    {"require \"\\q\" v1.0.0", "invalid quoted string: \"\\q\""},
    {"require `a` v1.0.0", "invalid quoted string: `a`: a word cannot contain quotes"},
};

std::string of_mod_file(const std::string& text) {
  return message_of([&] { mod_file::parse("go.mod", text); });
}

}  // namespace

TEST_CASE("messages of lines of a go.mod") {
  for (const auto& [text, message] : lines) {
    CAPTURE(text);
    const std::string place = message.starts_with("go.mod:") ? "" : "go.mod:2: ";
    CHECK(of_mod_file("module example.com/m\n" + text + "\n") == place + message);
  }
}

TEST_CASE("messages of a whole go.mod") {
  CHECK(of_mod_file("go 1.21\n") == "go.mod:1: missing module declaration");
  CHECK(of_mod_file("module \"\"\n") == "go.mod:1: empty module path");
  CHECK(of_mod_file("module a b\n") == "go.mod:1: usage: module example.com/path");
  CHECK(of_mod_file("module toolchain\n") == "go.mod:1: module path is reserved: toolchain");
  CHECK(of_mod_file("retract v1.0.0\n") == "go.mod:1: retract without a module directive");
  CHECK(of_mod_file(std::string(mod_file::most_bytes + 1, '\n')) ==
        "go.mod:1: the file has more than 16 MiB");
  CHECK(message_of([] { WorkFile::parse("go.work", "use a b\n"); }) ==
        "go.work:1: usage: use ./directory");
}

TEST_CASE("messages of malformed paths and versions") {
  const std::vector<std::pair<std::string, std::string>> paths = {
      {"", "empty string"},
      {"\xff.com", "invalid UTF-8"},
      {"-a.com", "leading dash"},
      {"a.com//b", "double slash"},
      {"a.com/", "trailing slash"},
      {"a.com/..", "path element is only dots: \"..\""},
      {"a.com/.b", "leading dot in path element"},
      {"a.com/b.", "trailing dot in path element"},
      {"a.com/b c", "invalid character \" \""},
      {"a.com/aux.go", "\"aux\" is a device name on Windows"},
      {"a.com/git~1", "path element ends in a tilde and digits"},
      {"/a.com", "empty path element"},
      {"com", "missing dot in first path element"},
      {"A.com", "first path element is not a lower-case domain name"},
      {"a.com/v1", "invalid major version suffix"},
  };
  for (const auto& [path, fault] : paths) {
    const std::string message = message_of([&] { module::check_path(path); });
    CAPTURE(path);
    CHECK(message.starts_with("malformed module path \""));
    CHECK(message.ends_with("\": " + fault));
  }
  CHECK(message_of([] { module::check_buildable_import_path("a.com/-b"); }) ==
        "malformed import path \"a.com/-b\": invalid input directory name \"-b\"");
  CHECK(message_of([] { module::check("a.com/b", "v1.0"); }) ==
        "a.com/b: not a canonical version: \"v1.0\"");
  CHECK(message_of([] { module::check("a.com/b", "v2.0.0"); }) ==
        "a.com/b@v2.0.0: invalid version: should be v0 or v1, not v2");
  CHECK(message_of([] { module::escape_version("v1/2"); }) ==
        "malformed version \"v1/2\": not usable as a file name");
  CHECK(message_of([] { module::unescape_path("a.com/B"); }) ==
        "malformed escaped module path \"a.com/B\"");
  CHECK(message_of([] { module::unescape_version("v1!"); }) == "malformed escaped version \"v1!\"");
}

TEST_CASE("messages of build constraints") {
  CHECK(message_of([] { BuildConstraint::parse(std::string(1001, '(')); }) ==
        "malformed build constraint \"" + std::string(1001, '(') + "\": nested too deep");
}
