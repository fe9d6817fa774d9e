#include "goset/set/set_graph.hpp"

#include "goset/error.hpp"
#include "support/catch.hpp"

using goset::BuildConstraint;
using goset::ConfigMask;
using goset::Configurations;
using goset::GoSet;
using goset::PackageFacts;
using goset::SetGraph;
namespace set_graph = goset::set_graph;

namespace {

const Configurations& configurations() {
  static const Configurations two({{"linux", "amd64"}, {"darwin", "arm64"}}, 26);
  return two;
}

using Imports = std::vector<std::pair<std::string, std::string>>;  // path, condition

PackageFacts facts(const std::string& when, const Imports& imports) {
  PackageFacts result{BuildConstraint::parse(when), {}};
  for (const auto& [path, condition] : imports) {
    result.imports.push_back({path, BuildConstraint::parse(condition)});
  }
  return result;
}

// Two leaves over three modules, two of which import each other.
GoSet example() {
  GoSet set;
  goset::SetLeaf& app = set.leaves["app"];
  app.module = "app.io";
  app.patterns = {"./..."};
  app.packages["."] = facts("", {{"app.io/lib", ""}, {"otel.io", ""}, {"fmt", ""}});
  app.packages["lib"] = facts("", {{"sys.io/unix", "linux"}});
  goset::SetLeaf& tool = set.leaves["tool"];
  tool.module = "tool.io";
  tool.patterns = {"./cmd"};
  tool.tags = {"fast"};
  tool.packages["cmd"] = facts("", {{"tool.io/in", ""}, {"sys.io/cpu", "fast"}});
  tool.packages["in"] = facts("", {{"otel.io/attr", ""}});
  set.modules["otel.io"].packages["."] = facts("", {{"otel.io/attr", ""}, {"otel.io/trace", ""}});
  set.modules["otel.io"].packages["attr"] = facts("", {});
  set.modules["otel.io/trace"].packages["."] = facts("", {{"otel.io/attr", ""}});
  set.modules["sys.io"].packages["unix"] = facts("linux || freebsd", {{"sys.io/cpu", "linux"}});
  set.modules["sys.io"].packages["cpu"] = facts("", {});
  set_graph::split_parts(set, configurations());
  return set;
}

std::string text_of(const std::map<std::string, ConfigMask>& map) {
  std::string out;
  for (const auto& [name, mask] : map) {
    out += " " + name;
    if (mask == configurations().all()) continue;
    for (const std::string& term : configurations().terms(mask)) out += "[" + term + "]";
  }
  return out;
}

std::string text_of(const SetGraph::Unit& unit) {
  return "packages:" + text_of(unit.packages) + "; requires:" + text_of(unit.dependencies);
}

}  // namespace

TEST_CASE("a set graph has the parts, where they are compiled, and what they require") {
  const SetGraph graph = set_graph::of(example(), configurations());
  CHECK(text_of(graph.leaves.at("app")) == "packages: . lib; requires: otel.io#2 sys.io[linux]");
  CHECK(text_of(graph.leaves.at("tool")) == "packages: cmd; requires: otel.io sys.io");
  CHECK(graph.base.parts.size() == 4);
  CHECK(text_of(graph.base.parts.at("otel.io")) == "packages: attr; requires:");
  CHECK(text_of(graph.base.parts.at("otel.io#2")) ==
        "packages: .; requires: otel.io otel.io/trace");
  CHECK(text_of(graph.base.parts.at("otel.io/trace")) == "packages: .; requires: otel.io");
  CHECK(text_of(graph.base.parts.at("sys.io")) == "packages: cpu unix[linux]; requires:");
  CHECK(graph.base.users.at("sys.io") == std::set<std::string>{"app", "tool"});
  CHECK(graph.base.users.at("otel.io/trace") == std::set<std::string>{"app"});
}

TEST_CASE("a leaf's ignored packages are built only for who imports them") {
  GoSet set = example();
  set.leaves["app"].ignore = {"lib"};
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(text_of(graph.leaves.at("app")) == "packages: .; requires: otel.io#2 sys.io[linux]");
}

TEST_CASE("a leaf's own module hides one of the same path") {
  GoSet set = example();
  goset::SetLeaf& self = set.leaves["self"];
  self.module = "sys.io";
  self.patterns = {"./..."};
  self.packages["cpu"] = facts("", {});
  self.packages["."] = facts("", {{"sys.io/cpu", ""}});
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(text_of(graph.leaves.at("self")) == "packages: . cpu; requires:");
  self.packages["."] = facts("", {{"sys.io/unix", ""}});
  CHECK_THROWS_AS(set_graph::of(set, configurations()), goset::Error);
}

TEST_CASE("a package that no module of the set has is named with the leaf") {
  GoSet set = example();
  set.leaves["app"].packages["lib"].imports.push_back({"gone.io/x", {}});
  try {
    set_graph::of(set, configurations());
    FAIL("no error");
  } catch (const goset::Error& error) {
    CHECK(error.message() == "no module of the set has the package gone.io/x");
    CHECK(error.notes() == std::vector<std::string>{"leaf app needs it"});
  }
}

TEST_CASE("the packages that a leaf needs are listed, its own first") {
  std::string out;
  for (const set_graph::Needed& needed :
       set_graph::needed_packages(example(), configurations(), "app")) {
    out += (needed.own ? "" : needed.module) + "|" + needed.directory +
           text_of({{"", needed.mask}}) + "\n";
  }
  CHECK(out ==
        "|. \n|lib \notel.io|. \notel.io|attr \notel.io/trace|. \nsys.io|cpu [linux]\nsys.io|unix "
        "[linux]\n");
}

TEST_CASE("what is not needed any more leaves its part, which may stay empty") {
  GoSet before = example();
  std::vector<goset::Part>& parts = before.modules.at("otel.io").parts;
  REQUIRE(parts == std::vector<goset::Part>{{"attr"}, {"."}});
  parts = {{"attr", "gone"}, {"gone too"}, {"."}, {"gone as well"}};
  GoSet set = example();
  set_graph::split_parts(set, configurations(), before);
  CHECK(set.modules.at("otel.io").parts == std::vector<goset::Part>{{"attr"}, {}, {"."}});
  // Another version begins anew.
  before.modules.at("otel.io").version = "v0.9.0";
  set_graph::split_parts(set, configurations(), before);
  CHECK(set.modules.at("otel.io").parts == std::vector<goset::Part>{{"attr"}, {"."}});
}

TEST_CASE("parts are named by the module path, later ones with a number") {
  CHECK(set_graph::part_key("a.io", 0) == "a.io");
  CHECK(set_graph::part_key("a.io", 1) == "a.io#2");
}

namespace {

// Two leaves over rim.io -> engine.io, which has a file for the tag "fast" that imports dep.io. Of
// both modules `tool` needs another package too.
GoSet tagged_example() {
  GoSet set;
  for (const char* const name : {"app", "tool"}) {
    goset::SetLeaf& leaf = set.leaves[name];
    leaf.module = name + std::string(".io");
    leaf.patterns = {"./..."};
    leaf.packages["."] = facts("", {{"rim.io", ""}});
  }
  set.leaves["app"].tags = {"fast", "unused"};
  set.leaves["tool"].packages["."].imports.push_back({"rim.io/more", {}});
  set.modules["rim.io"].packages["."] = facts("", {{"engine.io", ""}});
  set.modules["rim.io"].packages["more"] = facts("", {{"engine.io/more", ""}});
  set.modules["engine.io"].packages["."] = facts("", {{"dep.io", "fast"}});
  set.modules["engine.io"].packages["."].tags = {"fast", "other"};
  set.modules["engine.io"].packages["more"] = facts("", {});
  set.modules["dep.io"].packages["."] = facts("", {});
  set_graph::split_parts(set, configurations());
  return set;
}

}  // namespace

TEST_CASE("a leaf's tags give a variant of what asks for them and of what is built from that") {
  const SetGraph graph = set_graph::of(tagged_example(), configurations());
  CHECK(graph.leaves.at("app").variant == "@fast");
  CHECK(graph.leaves.at("tool").variant.empty());
  const SetGraph::Variant& variant = graph.variants.at("@fast");
  CHECK(variant.track.empty());
  CHECK(variant.parts.size() == 2);
  CHECK(text_of(variant.parts.at("engine.io")) == "packages: .; requires: dep.io");
  CHECK(text_of(variant.parts.at("rim.io")) == "packages: .; requires: engine.io");
  CHECK(variant.parts.at("rim.io").tags == std::set<std::string>{"fast"});
  CHECK(text_of(graph.base.parts.at("engine.io")) == "packages: . more; requires:");
  CHECK(text_of(graph.base.parts.at("rim.io")) == "packages: . more; requires: engine.io");
  CHECK(text_of(graph.base.parts.at("dep.io")) == "packages: .; requires:");
}

TEST_CASE("tags that nothing asks for make no variant") {
  GoSet set = tagged_example();
  set.leaves["app"].tags = {"unused"};
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(graph.variants.empty());
  CHECK(graph.leaves.at("app").variant.empty());
}

TEST_CASE("a variant in a track has what differs in both") {
  GoSet set = tagged_example();
  set.leaves["app"].track = "old";
  set.tracks["old"].modules["dep.io"] = set.modules.at("dep.io");
  set.tracks["old"].modules["dep.io"].version = "v0.9.0";
  set_graph::split_parts(set, configurations());
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(graph.leaves.at("app").variant == "old@fast");
  CHECK(graph.variants.at("old@fast").track == "old");
  CHECK(graph.variants.at("old@fast").parts.size() == 3);
  CHECK(graph.tracks.at("old").parts.empty());
  CHECK_FALSE(graph.base.parts.contains("dep.io"));
}

// top.io needs low.io, which the track has at another version, for a package that only the set's
// leaf needs: in the track it would not even compile.
TEST_CASE("a part that is built anew in a track has a record of what is needed there") {
  GoSet set;
  for (const char* const name : {"app", "held"}) {
    goset::SetLeaf& leaf = set.leaves[name];
    leaf.module = name + std::string(".io");
    leaf.patterns = {"./..."};
    leaf.packages["."] = facts("", {{"top.io", ""}});
  }
  set.leaves["app"].packages["."].imports.push_back({"top.io/more", {}});
  set.leaves["held"].packages["."].imports.push_back({"low.io", {}});
  set.leaves["held"].track = "old";
  set.modules["top.io"].packages["."] = facts("", {});
  set.modules["top.io"].packages["more"] = facts("", {{"low.io/new", ""}});
  set.modules["low.io"].packages["new"] = facts("", {});
  set.modules["low.io"].packages["."] = facts("", {});
  set.tracks["old"].modules["low.io"].packages["."] = facts("", {});
  set_graph::split_parts(set, configurations());
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(text_of(graph.tracks.at("old").parts.at("top.io")) == "packages: .; requires:");
  CHECK(text_of(graph.tracks.at("old").parts.at("low.io")) == "packages: .; requires:");
  CHECK(text_of(graph.base.parts.at("top.io")) == "packages: . more; requires: low.io");
}

TEST_CASE("a track divides what makes a cycle with a module that the set does not have") {
  GoSet set;
  goset::SetLeaf& app = set.leaves["app"];
  app.module = "app.io";
  app.patterns = {"./..."};
  app.packages["."] = facts("", {{"m.io/a", ""}, {"m.io/b", ""}});
  goset::SetLeaf& late = set.leaves["late"];
  late.module = "late.io";
  late.patterns = {"./..."};
  late.track = "late";
  late.tags = {"fast"};
  late.packages["."] = facts("", {{"m.io/b", ""}});
  set.modules["m.io"].packages["a"] = facts("", {});
  set.modules["m.io"].packages["b"] = facts("", {{"o.io", "fast"}});
  set.tracks["late"].modules["o.io"].packages["."] = facts("", {{"m.io/a", ""}});
  set_graph::split_parts(set, configurations());
  CHECK(set.modules.at("m.io").parts.size() == 1);
  CHECK(set.tracks.at("late").modules.at("m.io").parts.size() == 2);
  CHECK(set.tracks.at("late").modules.at("o.io").parts.size() == 1);
}
