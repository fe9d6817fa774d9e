#include "stage/mod_text.hpp"

#include "support/catch.hpp"

using goset::build::ModText;
using goset::build::parse_mod_text;

TEST_CASE("require, exclude and replace go, every other line stays byte for byte") {
  const ModText file = parse_mod_text(
      "// A comment.\n"
      "module example.com/m // here\n"
      "\n"
      "go 1.20\r\n"
      "toolchain go1.22.1\n"
      "require example.com/a v1.0.0 // indirect\n"
      "require (\n"
      "\texample.com/b v1.1.0\n"
      "\t// in between )\n"
      "\t\"example.com/c\" v1.2.0\n"
      ")\n"
      "exclude example.com/x v1.0.0\n"
      "exclude (\n"
      "\texample.com/x v1.0.1\n"
      ")\n"
      "replace example.com/a => ./a\n"
      "replace (\n"
      "\texample.com/b => ./b\n"
      ")\n"
      "retract (\n"
      "\tv1.0.0 // bad\n"
      ")\n"
      "tool example.com/b/cmd\n"
      "require()\n"
      "require(\n"
      "\texample.com/d v0.0.0-20200101000000-abcdefabcdef\n"
      ")\n"
      "ignore ./node_modules");
  CHECK(file.rest ==
        "// A comment.\n"
        "module example.com/m // here\n"
        "\n"
        "go 1.20\r\n"
        "toolchain go1.22.1\n"
        "retract (\n"
        "\tv1.0.0 // bad\n"
        ")\n"
        "tool example.com/b/cmd\n"
        "ignore ./node_modules\n");
  CHECK(file.go == "1.20");
  CHECK(file.replace.size() == 2);
}

TEST_CASE("replacements and godebug settings are read, alone and in blocks") {
  const ModText file = parse_mod_text(
      "module `example.com/m`\n"
      "godebug default=go1.21\n"
      "godebug (\n"
      "\tpanicnil=1 // old\n"
      ")\n"
      "replace example.com/a => ./a\n"
      "replace (\n"
      "\texample.com/b v1.0.0 => \"../b dir\"\n"
      "\texample.com/c => example.com/fork v1.2.3\n"
      ")\n");
  CHECK(file.go.empty());
  CHECK(file.godebug == std::vector<std::string>{"default=go1.21", "panicnil=1"});
  REQUIRE(file.replace.size() == 3);
  CHECK(file.replace[0].to_directory());
  CHECK(file.replace[0].applies_to("example.com/a", "v9.9.9"));
  CHECK(file.replace[1].new_path == "../b dir");
  CHECK(file.replace[1].applies_to("example.com/b", "v1.0.0"));
  CHECK_FALSE(file.replace[1].applies_to("example.com/b", "v1.0.1"));
  CHECK(file.replace[2].new_path == "example.com/fork");
  CHECK(file.replace[2].new_version == "v1.2.3");
}

TEST_CASE("a directive prints as a block that reads back") {
  CHECK(goset::build::block("require", {}).empty());
  const std::string block = goset::build::block(
      "replace", {"example.com/a v1.0.0 => " + goset::build::quoted("./a \"b\\c"),
                  "example.com/b v2.0.0 => example.com/c v2.0.0"});
  CHECK(block ==
        "\nreplace (\n\texample.com/a v1.0.0 => \"./a \\\"b\\\\c\"\n"
        "\texample.com/b v2.0.0 => example.com/c v2.0.0\n)\n");
  const ModText file = parse_mod_text(block);
  REQUIRE(file.replace.size() == 2);
  CHECK(file.replace[0].new_path == "./a \"b\\c");
}

TEST_CASE("a directory is quoted only where it must be") {
  CHECK(goset::build::quoted("../near/v2") == "../near/v2");
  CHECK(goset::build::quoted("./a//b") == "\"./a//b\"");
  CHECK(goset::build::quoted("./a b") == "\"./a b\"");
}

TEST_CASE("a go.mod of any bytes is read to its end") {
  for (const char* text : {"", "\n", "(", ")", "require", "require (", "replace =>", "module", "\"",
                           "`", "replace a", "replace a =>", "go", "//", "a\"b\\", "\t\r"}) {
    INFO(text);
    CHECK(parse_mod_text(text).rest.ends_with('\n'));
  }
}
