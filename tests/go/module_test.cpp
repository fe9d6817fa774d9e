#include "goset/go/module.hpp"

#include <functional>

#include "goset/error.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

bool accepts(const std::function<void(std::string_view)>& check, std::string_view text) {
  try {
    check(text);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("module, import and file paths have different rules") {
  struct Case {
    std::string_view path;
    bool module, import, file;
  };
  const Case cases[] = {
      {"example.com", true, true, true},
      {"example.com/a_b-c.d~e", true, true, true},
      {"github.com/Azure/Go", true, true, true},
      {"example.com/m/v2", true, true, true},
      {"example.com/m/v1", false, true, true},
      {"example.com/m/v0", false, true, true},
      {"example.com/m/v02", false, true, true},
      {"example.com/m/v2.1", false, true, true},
      {"gopkg.in/yaml.v2", true, true, true},
      {"gopkg.in/yaml", false, true, true},
      {"Example.com/m", false, true, true},
      {"x_y.com/m", false, true, true},
      {"fmt", false, true, true},
      {"example.com/a+b", false, true, true},
      {"example.com/.git", false, true, true},
      {"-a.com/m", false, false, true},
      {"example.com/a b", false, false, true},
      {"example.com/a@b!", false, false, true},
      {"example.com/\xC3\xA9", false, false, true},
      {"example.com/\xE2\x82\xAC", false, false, false},  // a currency sign is no letter
      {"example.com/\xFF", false, false, false},
      {"example.com/git~1", false, false, true},
      {"example.com/git~1x", true, true, true},
      {"example.com/aux.go", false, false, false},
      {"example.com/CoM1", false, false, false},
      {"example.com/com0", true, true, true},
      {"example.com/a.", false, false, false},
      {"example.com/..", false, false, false},
      {"example.com//a", false, false, false},
      {"example.com/a/", false, false, false},
      {"/example.com", false, false, false},
      {"example.com/a:b", false, false, false},
      {"example.com/a\\b", false, false, false},
      {"example.com/a\nb", false, false, false},
      {"", false, false, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    CHECK(accepts(module::check_path, c.path) == c.module);
    CHECK(module::is_valid_path(c.path) == c.module);
    CHECK(accepts(module::check_import_path, c.path) == c.import);
    CHECK(accepts(module::check_file_path, c.path) == c.file);
  }
}

TEST_CASE("no package is built whose directory a compiler could take for an option") {
  for (const char* const path : {"example.com/-x", "example.com/a/~x", "example.com/+x"}) {
    CAPTURE(path);
    CHECK(accepts(module::check_import_path, path));
    CHECK_FALSE(module::is_buildable_import_path(path));
  }
  CHECK(module::is_buildable_import_path("example.com/-x/_y"));
  CHECK_THROWS_WITH(
      module::check_buildable_import_path("example.com/-x"),
      "malformed import path \"example.com/-x\": invalid input directory name \"-x\"");
}

TEST_CASE("a refused path is named with its fault, and made fit for a terminal") {
  CHECK_THROWS_WITH(module::check_path("example.com/a b"),
                    "malformed module path \"example.com/a b\": invalid character \" \"");
  CHECK_THROWS_WITH(module::check_file_path("a\x1B[0m"),
                    "malformed file path \"a\\x1b[0m\": invalid character \"\\x1b\"");
}

TEST_CASE("check compares path and version") {
  struct Case {
    std::string_view path, version;
    bool ok;
  };
  const Case cases[] = {
      {"example.com/m", "v1.2.3", true},
      {"example.com/m", "v0.0.0-20191109021931-daa7c04131f5", true},
      {"example.com/m", "v2.0.0", false},
      {"example.com/m", "v2.0.0+incompatible", true},
      {"example.com/m/v2", "v2.0.0", true},
      {"example.com/m/v2", "v1.0.0", false},
      {"gopkg.in/yaml.v2", "v2.4.0", true},
      {"gopkg.in/yaml.v2", "v0.0.0-20191109021931-daa7c04131f5", false},
      {"gopkg.in/check.v1", "v0.0.0-20161208181325-20d25e280405", true},
      {"gopkg.in/check.v1-unstable", "v1.0.0", true},
      {"example.com/m", "v1.2", false},
      {"example.com/m", "v1.2.3+meta", false},
      {"example.com/m", "main", false},
      {"example.com/m", "", false},
      {"m", "v1.2.3", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path, c.version);
    CHECK(accepts([&c](std::string_view version) { module::check(c.path, version); }, c.version) ==
          c.ok);
  }
  CHECK_THROWS_WITH(module::check("example.com/m", "v2.0.0"),
                    "example.com/m@v2.0.0: invalid version: should be v0 or v1, not v2");
}

TEST_CASE("the major version suffix is cut off a path") {
  struct Case {
    std::string_view path;
    bool ok;
    std::string_view prefix, major;
  };
  const Case cases[] = {
      {"example.com/m", true, "example.com/m", ""},
      {"example.com/m/v2", true, "example.com/m", "/v2"},
      {"example.com/m/v10", true, "example.com/m", "/v10"},
      {"example.com/mv2", true, "example.com/mv2", ""},
      {"example.com/m/v1", false, "", ""},
      {"example.com/m/v0", false, "", ""},
      {"gopkg.in/yaml.v3", true, "gopkg.in/yaml", ".v3"},
      {"gopkg.in/yaml.v0", true, "gopkg.in/yaml", ".v0"},
      {"gopkg.in/yaml.v2-unstable", true, "gopkg.in/yaml", ".v2-unstable"},
      {"gopkg.in/yaml.v02", false, "", ""},
      {"gopkg.in/yaml", false, "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    const std::optional<module::PathMajor> split = module::split_path_version(c.path);
    REQUIRE(split.has_value() == c.ok);
    if (!split) continue;
    CHECK(split->prefix == c.prefix);
    CHECK(split->major == c.major);
  }
}

TEST_CASE("escaping marks upper case and is undone by unescaping") {
  CHECK(module::escape_path("github.com/Azure/azure-SDK") == "github.com/!azure/azure-!s!d!k");
  CHECK(module::unescape_path("github.com/!azure/azure-!s!d!k") == "github.com/Azure/azure-SDK");
  CHECK(module::escape_version("v1.0.0-RC1+incompatible") == "v1.0.0-!r!c1+incompatible");
  CHECK(module::unescape_version("v1.0.0-!r!c1") == "v1.0.0-RC1");

  for (const std::string_view bad : {"github.com/Azure", "github.com/!Azure", "github.com/!",
                                     "github.com/!!a", "github.com/a!1", "../a", ""}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(module::unescape_path(bad), Error);
  }
  for (const std::string_view bad : {"v1/2", "v1!", "", "..", "v\xC3\xA9"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(module::escape_version(bad), Error);
    CHECK_THROWS_AS(module::unescape_version(bad), Error);
  }
  CHECK_THROWS_AS(module::escape_path("not-a-module"), Error);
}

TEST_CASE("pseudo-versions tell the tag they follow") {
  struct Case {
    std::string_view version;
    bool pseudo;
    bool parses;
    std::string_view base;
  };
  const Case cases[] = {
      {"v0.0.0-20191109021931-daa7c04131f5", true, true, ""},
      {"v3.0.0-20191109021931-daa7c04131f5", true, true, ""},
      {"v1.2.4-0.20191109021931-daa7c04131f5", true, true, "v1.2.3"},
      {"v1.2.10-0.20191109021931-daa7c04131f5", true, true, "v1.2.9"},
      {"v1.2.100-0.20191109021931-daa7c04131f5", true, true, "v1.2.99"},
      {"v2.2.4-0.20191109021931-daa7c04131f5+incompatible", true, true, "v2.2.3+incompatible"},
      {"v1.2.3-pre.0.20191109021931-daa7c04131f5", true, true, "v1.2.3-pre"},
      {"v1.2.3-a-b.0.20191109021931-daa7c04131f5", true, true, "v1.2.3-a-b"},
      {"v1.2.0-0.20191109021931-daa7c04131f5", true, false, ""},
      {"v0.0.0-20191109021931-daa7c04131f5+incompatible", true, false, ""},
      {"v1.2.0-20191109021931-daa7c04131f5", false, false, ""},
      {"v0.0.0-2019110902193-daa7c04131f5", false, false, ""},
      {"v0.0.0-120191109021931-daa7c04131f5", false, false, ""},
      {"v1.2.3-0.20191109021931-abc.def", false, false, ""},
      {"v1.2.3-0.20191109021931", false, false, ""},
      {"v1.2.3-pre", false, false, ""},
      {"0.0.0-20191109021931-daa7c04131f5", false, false, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.version);
    CHECK(module::is_pseudo_version(c.version) == c.pseudo);
    const std::optional<module::PseudoVersion> parsed = module::parse_pseudo_version(c.version);
    REQUIRE(parsed.has_value() == c.parses);
    if (!parsed) continue;
    CHECK(parsed->base == c.base);
    CHECK(parsed->time == "20191109021931");
    CHECK(parsed->revision == "daa7c04131f5");
  }
}

TEST_CASE("canonical versions keep +incompatible only") {
  CHECK(module::canonical_version("v2") == "v2.0.0");
  CHECK(module::canonical_version("v2.0.0+incompatible") == "v2.0.0+incompatible");
  CHECK(module::canonical_version("v2.0.0+meta") == "v2.0.0");
  CHECK(module::canonical_version("main").empty());
  CHECK(module::is_canonical_version("v2.0.0+incompatible"));
  CHECK_FALSE(module::is_canonical_version("v2.0.0+meta"));
  CHECK_FALSE(module::is_canonical_version(""));
}

TEST_CASE("a module is found by whole path elements") {
  CHECK(module::in_module("example.com/m", "example.com/m"));
  CHECK(module::in_module("example.com/m/p", "example.com/m"));
  CHECK_FALSE(module::in_module("example.com/mp", "example.com/m"));
  CHECK_FALSE(module::in_module("example.com", "example.com/m"));
}

TEST_CASE("a module version prints as path@version") {
  CHECK(ModuleVersion{"example.com/m", "v1.2.3"}.str() == "example.com/m@v1.2.3");
  CHECK(ModuleVersion{"example.com/m", ""}.str() == "example.com/m");
}
