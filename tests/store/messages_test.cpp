#include <string>
#include <vector>

#include "goset/store/edit.hpp"
#include "goset/store/lock.hpp"
#include "goset_toml.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"

using namespace goset;

namespace {

// What is put for a word of this lock, and what is said then, behind "goset.lock: ".
constexpr std::string_view whole = R"({"format": 3,
 "inputs": {"go": "1.26", "toolchain": "1.26", "platforms": ["linux/amd64"], PIN},
 "leaves": {"app": {"module": "example.com/app", "path": "app", TRACK, "packages": LEAF}},
 "modules": {"example.com/a": MODULE},
 "candidates": {"example.com/b@v1.0.0": CANDIDATE}, MORE}
)";

struct Case {
  std::string word;
  std::string text;
  std::string message;
};

const std::string hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const std::string sum = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

std::string module(const std::string& packages) {
  return R"({"version": "v1.0.0", "hash": ")" + hash + R"(", "sum": ")" + sum + "\", " + packages +
         "}";
}

const std::vector<Case> cases = {
    {"MODULE", "[]", "modules: \"example.com/a\" is not an object"},
    {"MODULE", "{}", "modules: \"example.com/a\" needs version, hash and sum"},
    {"MODULE", "{\"version\": 1}",
     "modules: \"example.com/a\" has a \"version\" that is not a string"},
    {"MODULE", module("\"packages\": []"),
     "modules: \"example.com/a\" has \"packages\" that is not an object"},
    {"MODULE", module("\"packages\": {\".\": 1}"),
     "modules: \"example.com/a\" has a package without a list of imports"},
    {"MODULE", module("\"packages\": {\".\": {\"if\": \"linux\"}}"),
     "modules: \"example.com/a\" has a package without a list of imports"},
    {"MODULE", module("\"packages\": {\".\": {\"if\": 1, \"imports\": []}}"),
     "modules: \"example.com/a\" has a build constraint that is not a string"},
    {"MODULE", module("\"packages\": {\".\": {\"if\": \"a &&\", \"imports\": []}}"),
     "modules: \"example.com/a\" has a bad build constraint: malformed build constraint \"a &&\": "
     "unexpected end"},
    {"MODULE", module("\"packages\": {\".\": [1]}"),
     "modules: \"example.com/a\" has an import that is neither a string nor under a constraint"},
    {"MODULE", module("\"packages\": {\".\": [[1, \"linux\"]]}"),
     "modules: \"example.com/a\" has an import that is not a string"},
    {"MODULE", module("\"packages\": {\"a\\u007f\": []}"),
     "modules: \"example.com/a\" has a bad directory \"a\x7f\""},
    {"MODULE", module("\"license\": \"MIT AND\""),
     "modules: \"example.com/a\" has a bad \"license\": \"MIT AND\""},
    {"MODULE", module("\"licenses\": {\"../x\": \"MIT\"}"),
     "modules: \"example.com/a\" has a bad \"licenses\": \"../x\""},
    {"MODULE", module("\"licenses\": {\"x\": \"\"}"),
     "modules: \"example.com/a\" has a bad \"licenses\": \"\""},
    {"MODULE", module("\"unknownLicenses\": [\"/etc/LICENSE\"]"),
     "modules: \"example.com/a\" has a bad \"unknownLicenses\": \"/etc/LICENSE\""},
    {"PIN", "\"pin\": {\"example.com/a\": 1}", "inputs: has a \"pin\" that is not a string"},
    {"PIN", "\"pin\": {\"example.com/a\": \"1\"}", "inputs: has a bad \"pin\": \"1\""},
    {"TRACK", "\"track\": \"none\"", "leaf app names track none, which is missing"},
    {"CANDIDATE", "{\"lacks\": \"x\"}",
     "candidates: \"example.com/b@v1.0.0\" has \"lacks\" that is not an array"},
    {"MORE", "\"candidates\": {}", "has an unknown key \"candidates\""},
    {"MORE", "\"rendered\": {\"by\": \"x\"}", "rendered: has a bad \"by\""},
    {"MORE", "\"rendered\": {}", "rendered: has no \"by\""},
};

std::string filled(const Case& changed) {
  std::string text(whole);
  const Case good[] = {{"PIN", "\"pin\": {}", ""}, {"TRACK", "\"track\": \"\"", ""},
                       {"LEAF", "{}", ""},         {"MODULE", module("\"packages\": {}"), ""},
                       {"CANDIDATE", "{}", ""},    {"MORE", "\"unverified\": {}", ""}};
  for (const Case& each : good) {
    text.replace(text.find(each.word), each.word.size(),
                 each.word == changed.word ? changed.text : each.text);
  }
  return text;
}

std::string of_lock(const std::string& text) {
  return message_of([&] { lock::parse("goset.lock", text); });
}

std::string of_manifest(const std::string& text) {
  return message_of([&] { goset_toml::parse("go = \"1.26\"\n" + text); });
}

}  // namespace

TEST_CASE("messages of a lock") {
  REQUIRE(of_lock(filled({"", "", ""})) == "");
  for (const Case& each : cases) {
    CAPTURE(each.text);
    CHECK(of_lock(filled(each)) == "goset.lock: " + each.message);
  }
  CHECK(of_lock("") ==
        "goset.lock:1: is not JSON\n  delete it and run `goset lock` to make it again");
  CHECK(of_lock("{\"format\": 4}") ==
        "goset.lock: format 4 is unknown to this goset, which knows 3\n"
        "  a newer goset wrote it: use that one, or a newer");
}

TEST_CASE("messages of goset.toml") {
  const std::string leaf = "[leaf.x]\npath = \"x\"\n";
  CHECK(of_manifest("replace = 1\n") ==
        "goset.toml:2: \"replace\" must be a table: \"module/path\" = \"other/path@v1.2.3\"");
  CHECK(of_manifest("track.t = 1\n" + leaf) == "goset.toml:2: track \"t\" must be a table");
  CHECK(of_manifest("required-version = \"new\"\n") ==
        "goset.toml:2: \"required-version\" is a version of goset: \">= 0.2\"");
  CHECK(of_manifest(leaf + "tags = [\"ignore\"]\n") ==
        "goset.toml:4: build tag \"ignore\" is not a leaf's to set\n"
        "  it marks files that are in no build");
  CHECK(of_manifest(leaf + "versions = \"mine\"\n") ==
        "goset.toml:4: \"versions\" is \"mine\"\n"
        "  \"own\": those that the program's go.mod selects; \"set\": those of the set");
  CHECK(of_manifest("<<<<<<< ours\n") ==
        "goset.toml:2: this file contains merge conflict markers\n"
        "  keep what both sides want; then run `goset lock`, which resolves the lock");
}

TEST_CASE("messages of edits that TOML has no room for") {
  Manifest::Track track;
  track.leaves = {"a"};
  track.reason = "it breaks";
  const std::string inlined = "leaf = { a = { path = \".\" } }\n";
  const std::string tracked = "track = { t = { leaves = [\"a\"], reason = \"it breaks\" } }\n";
  const Pins pins{{"a.io", {"v1.0.0", true}}};
  CHECK(message_of([&] { manifest::with_track("track = {}\n", "t", track); }) ==
        "can't write track t in a file written like this one\n  write [track.t] by hand");
  CHECK(message_of([&] { manifest::with_track_pins(tracked, "t", pins); }) ==
        "can't pin a.io in track t in a file written like this one\n"
        "  write by hand into [track.t.pin]: \"a.io\" = \"v1.0.0\"");
  CHECK(message_of([&] { manifest::with_leaf_value(inlined, "a", "track", "t", ""); }) ==
        "can't set track of leaf a in a file written like this one\n"
        "  write by hand: track = \"t\"");
}
