#include "goset/store/edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "goset_toml.hpp"
#include "support/catch.hpp"

using goset::Manifest;
using goset_toml::error_of;
using goset_toml::parse;
namespace manifest = goset::manifest;

namespace {

Manifest::Leaf tool() {
  Manifest::Leaf leaf;
  leaf.module = "b.io/tool";
  leaf.version = "v1.0.0";
  return leaf;
}

const std::string tool_table = "[leaf.tool]\nmodule = \"b.io/tool\"\nversion = \"v1.0.0\"\n";

}  // namespace

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
      "can't write leaf tool in a file written like this one\n"
      "write each leaf as a table [leaf.NAME], or this one by hand:\n"
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

TEST_CASE("a leaf that is there already is replaced, and nothing around it changes") {
  const std::string before =
      "# set\n[leaf.a]\npath = \".\"\n# of a\n\n[leaf.tool]\npath = \"x\"\n"
      "tags = [\n \"t\",\n]\n# behind\n[pin]\n";
  CHECK(manifest::with_leaf(before, "tool", tool()) ==
        "# set\n[leaf.a]\npath = \".\"\n# of a\n\n" + tool_table + "# behind\n[pin]\n");
}

TEST_CASE("a leaf is taken out with its table") {
  const std::string a = "[leaf.a]\npath = \".\"\n";
  const std::string b = "[leaf.\"b.c\"]\nversion = \"v1.0.0\" # of b\n";
  const struct {
    std::string before;
    const char* name;
    std::string after;
  } cases[] = {
      {"# set\n\n" + a + "\n" + b, "a", "# set\n\n" + b},
      {a + "\n" + b, "b.c", a},
      {a + b, "a", b},
      {a + "\n" + b + "\n[pin]\n", "b.c", a + "\n[pin]\n"},
      {a, "a", ""},
  };
  for (const auto& c : cases) {
    INFO(c.before);
    CHECK(manifest::without_leaf(c.before, c.name) == c.after);
  }
  CHECK(error_of([&] { manifest::without_leaf(a, "z"); }) == "there is no leaf z");
  CHECK(error_of([&] { manifest::without_leaf("leaf = { a = { path = \".\" } }\n", "a"); }) ==
        "can't remove leaf a in a file written like this one\ndelete it by hand");
}

TEST_CASE("one value of a leaf is set where it stands") {
  const std::string file = "# ü\n[leaf.a] # first\n  version = 'v1.0.0' # pinned\n\n[leaf.b]\n";
  CHECK(manifest::with_leaf_value(file, "a", "version", "v1.1.0") ==
        "# ü\n[leaf.a] # first\n  version = \"v1.1.0\" # pinned\n\n[leaf.b]\n");
  CHECK(manifest::with_leaf_value(file, "a", "archive", "x") ==
        "# ü\n[leaf.a] # first\n  version = 'v1.0.0' # pinned\narchive = \"x\"\n\n[leaf.b]\n");
  CHECK(manifest::with_leaf_value(file, "b", "path", ".") == file + "path = \".\"\n");
  CHECK(manifest::with_leaf_value("leaf.a.version = \"v1.0.0\"\n", "a", "version", "v2.0.0") ==
        "leaf.a.version = \"v2.0.0\"\n");
  CHECK(manifest::with_leaf_value("leaf = {a = {version = \"é\", path = \"\"}}", "a", "version",
                                  "v") == "leaf = {a = {version = \"v\", path = \"\"}}");
  CHECK(error_of([&] { manifest::with_leaf_value(file, "z", "version", "v1.0.0"); }) ==
        "there is no leaf z");
  // A comment goes before a value that is new, whatever ends the lines, and nowhere else.
  CHECK(manifest::with_leaf_value("[leaf.a]\r\npath = '.' # here\r\n# more", "a", "versions", "own",
                                  "x is odd") ==
        "[leaf.a]\r\npath = '.' # here\r\n# x is odd\r\nversions = \"own\"\r\n# more");
  CHECK(manifest::with_leaf_value("[leaf.a]\nversions = 'set'", "a", "versions", "own", "no") ==
        "[leaf.a]\nversions = \"own\"");
  CHECK(manifest::leaf_value_table("a.b", "versions", "own", "x") ==
        "[leaf.\"a.b\"]\n# x\nversions = \"own\"\n");
}

TEST_CASE("a pin is a line of its own") {
  const goset::Pin floor{"v0.45.0", false};
  const goset::Pin exact{"v0.50.0", true};
  const std::string bare = "go = \"1.26\"\n";
  const std::string pinned = bare + "\n[pin]\n\"x.io/y\" = \">= v0.45.0\"\n";
  CHECK(manifest::with_pin(bare, "x.io/y", floor) == pinned);
  CHECK(manifest::with_pin(bare, "x.io/y", floor, "GO-2026-0001") ==
        bare + "\n[pin]\n# GO-2026-0001\n\"x.io/y\" = \">= v0.45.0\"\n");
  CHECK(manifest::with_pin(pinned, "a.io", exact, "why") ==
        pinned + "# why\n\"a.io\" = \"" + exact.version + "\"\n");
  CHECK(manifest::with_pin(pinned + "# end\n", "x.io/y", exact) ==
        bare + "\n[pin]\n\"x.io/y\" = \"v0.50.0\"\n# end\n");
  CHECK(manifest::with_pin(pinned + "\n[leaf.a]\n", "a.io", exact) ==
        pinned + "\"a.io\" = \"v0.50.0\"\n\n[leaf.a]\n");
  CHECK(manifest::with_pin("pin = { \"x.io/y\" = \"v1.0.0\" } # all\n", "x.io/y", exact) ==
        "pin = { \"x.io/y\" = \"v0.50.0\" } # all\n");
  CHECK(error_of([&] { manifest::with_pin("pin = {}\n", "x.io/y", exact); }) ==
        "can't pin x.io/y in a file written like this one\n"
        "write by hand into [pin]: \"x.io/y\" = \"v0.50.0\"");
}

TEST_CASE("a pin is taken out with its line, and the last one with the table") {
  const std::string two =
      "go = \"1.26\"\n\n[pin]\n\"a.io\" = \"v1.0.0\" # why\n# b\n\"b.io\" = \"v1.0.0\"\n";
  const std::string one = "go = \"1.26\"\n\n[pin]\n# b\n\"b.io\" = \"v1.0.0\"\n";
  CHECK(manifest::without_pin(two, "a.io") == one);
  CHECK(manifest::without_pin(one, "b.io") == "go = \"1.26\"\n");
  CHECK(error_of([&] { manifest::without_pin(one, "a.io"); }) == "a.io is not pinned");
}

// Everything that people wrote and that no value holds: order, comments, spaces, kinds of quotes.
const std::string written =
    "# The set of the house.\n"
    "go = '1.26'   # ceiling # and more\n"
    "platforms = [ # two\n"
    "  \"linux/amd64\",\n"
    "  # not yet: \"linux/arm64\",\n"
    "  'darwin/arm64', ]\n"
    "\n"
    "[pin] # floors\n"
    "# leaf = \"version\"\n"
    "'x.io/y'    =   \">= v0.45.0\"   # security\n"
    "\"b.io/[c]#d\" = 'v1.0.0'\n"
    "\n"
    "  [leaf.\"a.b\"]   # [leaf.z]\n"
    "  version   =   \"v1.0.0\"   # version = \"v2.0.0\"\n"
    "  module = \"a.io/b\"\n"
    "\n"
    "\n"
    "[track.old]\n"
    "leaves = [\"a.b\"]\n"
    "reason = '''a \"quoted\" # reason'''\n"
    "pin = { \"x.io/y\" = \"v0.44.0\" } # held\n"
    "# the end";

// changed returns the lines of `after` that are not in `before`, and the other way round.
std::string changed(const std::string& before, const std::string& after) {
  const auto lines = [](const std::string& text) {
    std::vector<std::string> result;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) result.push_back(line);
    return result;
  };
  const std::vector<std::string> a = lines(before);
  const std::vector<std::string> b = lines(after);
  std::size_t head = 0;
  while (head < std::min(a.size(), b.size()) && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < std::min(a.size(), b.size()) - head &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  std::string out;
  for (std::size_t i = head; i + tail < a.size(); ++i) out += "-" + a[i] + "\n";
  for (std::size_t i = head; i + tail < b.size(); ++i) out += "+" + b[i] + "\n";
  return out;
}

TEST_CASE("an edit changes its own lines only, whatever stands around them") {
  const goset::Pin floor{"v0.46.0", false};
  CHECK(changed(written, manifest::with_leaf_value(written, "a.b", "version", "v1.1.0")) ==
        "-  version   =   \"v1.0.0\"   # version = \"v2.0.0\"\n"
        "+  version   =   \"v1.1.0\"   # version = \"v2.0.0\"\n");
  CHECK(changed(written, manifest::with_pin(written, "x.io/y", floor)) ==
        "-'x.io/y'    =   \">= v0.45.0\"   # security\n"
        "+'x.io/y'    =   \">= v0.46.0\"   # security\n");
  CHECK(changed(written, manifest::with_pin(written, "n.io", floor)) ==
        "+\"n.io\" = \">= v0.46.0\"\n");
  CHECK(changed(written, manifest::without_pin(written, "b.io/[c]#d")) ==
        "-\"b.io/[c]#d\" = 'v1.0.0'\n");
  CHECK(changed(written, manifest::without_pin(written, "x.io/y")) ==
        "-'x.io/y'    =   \">= v0.45.0\"   # security\n");
}

TEST_CASE("edits keep carriage returns, a missing last line end and characters of many bytes") {
  std::string dos;
  for (const char c : written) dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const goset::Pin floor{"v0.46.0", false};
  const std::string pinned = manifest::with_pin(dos, "n.io", floor);
  CHECK(changed(dos, pinned) == "+\"n.io\" = \">= v0.46.0\"\r\n");
  CHECK(pinned.ends_with("# the end"));
  CHECK(manifest::without_pin(pinned, "n.io") == dos);
  const std::string wide =
      "# \xF0\x9F\x90\xB9 \xC3\xBC\n[pin] # \xE2\x86\x92\n\"\xC3\xA9.io\" = \"v1.0.0\" # "
      "\xC3\xA9\n";
  CHECK(manifest::with_pin(wide, "\xC3\xA9.io", {"v1.1.0", true}) ==
        "# \xF0\x9F\x90\xB9 \xC3\xBC\n[pin] # \xE2\x86\x92\n\"\xC3\xA9.io\" = \"v1.1.0\" # "
        "\xC3\xA9\n");
}

TEST_CASE("what an edit adds, its opposite takes out again") {
  const goset::Pin exact{"v1.0.0", true};
  for (const std::string& text : {written, std::string("go = \"1.26\"\n"),
                                  std::string("go = \"1.26\"\n\n[leaf.a]\npath = \".\"\n")}) {
    INFO(text);
    // The file gets the line end that it had not: then there is nothing to be undone of it.
    const std::string ended = text.ends_with('\n') ? text : text + "\n";
    CHECK(manifest::without_leaf(manifest::with_leaf(ended, "tool", tool()), "tool") == ended);
    CHECK(manifest::without_pin(manifest::with_pin(ended, "n.io/m", exact), "n.io/m") == ended);
  }
}

TEST_CASE("a track is added behind the last one, and nothing else changes") {
  Manifest::Track track;
  track.leaves = {"a", "b"};
  track.reason = "x \"breaks\" it";
  track.pins = {{"x.io", {"v1.0.0", true}}};
  const std::string table =
      "[track.old]\nleaves = [\"a\", \"b\"]\nreason = \"x \\\"breaks\\\" it\"\n"
      "pin = { \"x.io\" = \"v1.0.0\" }\n";
  const struct {
    const char* name;
    std::string before;
    std::string expected;
  } cases[] = {
      {"no track yet", "go = \"1.26\"\n# the end\n", "go = \"1.26\"\n# the end\n\n" + table},
      {"behind another", "[track.x]\nreason = \"y\"  # why\n\n[pin]\n",
       "[track.x]\nreason = \"y\"  # why\n\n" + table + "\n[pin]\n"},
      {"behind pins of another", "[track.x]\n[track.x.pin]\n\"y\" = \"v1\"\n",
       "[track.x]\n[track.x.pin]\n\"y\" = \"v1\"\n\n" + table},
  };
  for (const auto& c : cases) {
    INFO(c.name);
    CHECK(manifest::with_track(c.before, "old", track) == c.expected);
  }
  CHECK(error_of([&] {
          manifest::with_track("track = {}\n", "old", track);
        }).starts_with("can't write track old in a file written like this one"));
}

TEST_CASE("a track of many pins has a line for each") {
  Manifest::Track track;
  track.leaves = {"a"};
  track.reason = "why";
  for (const char* path : {"a.io", "b.io", "c.io", "d.io"}) track.pins[path] = {"v1.0.0", true};
  CHECK(
      manifest::with_track("", "old", track) ==
      "[track.old]\nleaves = [\"a\"]\nreason = \"why\"\n\n[track.old.pin]\n\"a.io\" = \"v1.0.0\"\n"
      "\"b.io\" = \"v1.0.0\"\n\"c.io\" = \"v1.0.0\"\n\"d.io\" = \"v1.0.0\"\n");
}

TEST_CASE("pins are added to a track however its pins are written") {
  const goset::Pins pins{{"x.io", {"v1.0.0", true}}};
  const struct {
    const char* name;
    std::string before;
    std::string expected;
  } cases[] = {
      {"none", "[track.t]\nreason = \"y\"  # why\n\n[pin]\n",
       "[track.t]\nreason = \"y\"  # why\npin = { \"x.io\" = \"v1.0.0\" }\n\n[pin]\n"},
      {"inline", "[track.t]\npin = { \"a.io\" = \">= v1.2.0\" }  # b\n",
       "[track.t]\npin = { \"a.io\" = \">= v1.2.0\", \"x.io\" = \"v1.0.0\" }  # b\n"},
      {"a table", "[track.t]\n[track.t.pin]\n\"a.io\" = \"v2\"  # b\n",
       "[track.t]\n[track.t.pin]\n\"a.io\" = \"v2\"  # b\n\"x.io\" = \"v1.0.0\"\n"},
  };
  for (const auto& c : cases) {
    INFO(c.name);
    CHECK(manifest::with_track_pins(c.before, "t", pins) == c.expected);
  }
  CHECK(error_of([&] { manifest::with_track_pins("", "t", pins); }) == "there is no track t");
}

TEST_CASE("a value that is not UTF-8 is refused") {
  Manifest::Leaf leaf;
  leaf.path = "\xC3";
  CHECK(error_of([&] { manifest::with_leaf("", "a", leaf); }) ==
        "not a text of TOML: \"\xC3\" is not UTF-8");
}
