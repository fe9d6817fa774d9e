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
  CHECK(graph.instances.size() == 4);
  CHECK(text_of(graph.instances.at("otel.io")) == "packages: attr; requires:");
  CHECK(text_of(graph.instances.at("otel.io#2")) == "packages: .; requires: otel.io otel.io/trace");
  CHECK(text_of(graph.instances.at("otel.io/trace")) == "packages: .; requires: otel.io");
  CHECK(text_of(graph.instances.at("sys.io")) == "packages: cpu unix[linux]; requires:");
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
  for (const char* const path : {"rim.io", "engine.io", "dep.io"}) {
    set.modules[path].version = "v1.0.0";
  }
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
  CHECK(text_of(graph.leaves.at("app")) == "packages: .; requires: rim.io@v1.0.0");
  CHECK(text_of(graph.leaves.at("tool")) == "packages: .; requires: rim.io");
  CHECK(graph.base.apart == std::set<std::string>{"engine.io@v1.0.0", "rim.io@v1.0.0"});
  CHECK(text_of(graph.instances.at("engine.io@v1.0.0")) == "packages: .; requires: dep.io");
  CHECK(text_of(graph.instances.at("rim.io@v1.0.0")) == "packages: .; requires: engine.io@v1.0.0");
  CHECK(graph.instances.at("rim.io@v1.0.0").tags == std::set<std::string>{"fast"});
  CHECK(text_of(graph.instances.at("engine.io")) == "packages: . more; requires:");
  CHECK(text_of(graph.instances.at("rim.io")) == "packages: . more; requires: engine.io");
  CHECK(text_of(graph.instances.at("dep.io")) == "packages: .; requires:");
}

TEST_CASE("tags that nothing asks for make no variant") {
  GoSet set = tagged_example();
  set.leaves["app"].tags = {"unused"};
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(graph.base.apart.empty());
  CHECK(text_of(graph.leaves.at("app")) == "packages: .; requires: rim.io");
}

TEST_CASE("a variant in a track has what differs in both") {
  GoSet set = tagged_example();
  set.leaves["app"].track = "old";
  auto& dep = set.tracks["old"].modules["dep.io"];
  dep = std::make_shared<goset::SetModule>(set.modules.at("dep.io"));
  dep->version = "v0.9.0";
  set_graph::split_parts(set, configurations());
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(graph.tracks.at("old").apart ==
        std::set<std::string>{"dep.io@v0.9.0", "engine.io@v1.0.0", "rim.io@v1.0.0"});
  CHECK(text_of(graph.instances.at("engine.io@v1.0.0")) == "packages: .; requires: dep.io@v0.9.0");
  CHECK(graph.base.apart.empty());
  CHECK_FALSE(graph.instances.contains("dep.io"));
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
  set.modules["top.io"].version = set.modules["low.io"].version = "v1.0.0";
  auto& low = set.tracks["old"].modules["low.io"];
  low = std::make_shared<goset::SetModule>();
  low->version = "v0.9.0";
  low->packages["."] = facts("", {});
  set_graph::split_parts(set, configurations());
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(text_of(graph.instances.at("top.io@v1.0.0")) == "packages: .; requires:");
  CHECK(text_of(graph.instances.at("low.io@v0.9.0")) == "packages: .; requires:");
  CHECK(text_of(graph.instances.at("top.io")) == "packages: . more; requires: low.io");
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
  set.tracks["late"].modules["o.io"] = std::make_shared<goset::SetModule>();
  set.tracks["late"].modules["o.io"]->packages["."] = facts("", {{"m.io/a", ""}});
  set_graph::split_parts(set, configurations());
  CHECK(set.modules.at("m.io").parts.size() == 1);
  CHECK(set.tracks.at("late").parts.at("m.io").size() == 2);
  CHECK(set.tracks.at("late").parts.at("o.io").size() == 1);
}

namespace {

// own gives a leaf a track with its own versions, which has `modules`.
using Modules = std::vector<std::pair<std::string, std::shared_ptr<goset::SetModule>>>;
void keep_own(GoSet& set, const std::string& name, const Modules& modules) {
  set.leaves.at(name).track = name;
  set.tracks[name].own = set.tracks[name].automatic = true;
  for (const auto& [path, module] : modules) set.tracks[name].modules[path] = module;
}

std::shared_ptr<goset::SetModule> module_at(const std::string& version,
                                            const std::map<std::string, Imports>& packages) {
  const auto module = std::make_shared<goset::SetModule>();
  module->version = version;
  for (const auto& [directory, imports] : packages)
    module->packages[directory] = facts("", imports);
  return module;
}

void add_leaf(GoSet& set, const std::string& name, const Imports& imports) {
  goset::SetLeaf& leaf = set.leaves[name];
  leaf.module = name + ".io";
  leaf.patterns = {"./..."};
  leaf.packages["."] = facts("", imports);
}

// Programs with their own versions: `one` and `two` over top.io -> low.io, at the same versions.
GoSet own_example() {
  GoSet set;
  const auto top = module_at("v1.0.0", {{".", {{"low.io", ""}}}});
  const auto low = module_at("v1.1.0", {{".", {}}, {"more", {}}});
  for (const char* const name : {"one", "two"}) {
    add_leaf(set, name, {{"top.io", ""}});
    keep_own(set, name, {{"top.io", top}, {"low.io", low}});
  }
  set_graph::split_parts(set, configurations());
  return set;
}

}  // namespace

TEST_CASE("programs with their own versions share what came out equal") {
  const SetGraph graph = set_graph::of(own_example(), configurations());
  CHECK(graph.instances.size() == 2);
  CHECK(text_of(graph.leaves.at("one")) == "packages: .; requires: top.io@v1.0.0");
  CHECK(text_of(graph.leaves.at("two")) == "packages: .; requires: top.io@v1.0.0");
  CHECK(text_of(graph.instances.at("top.io@v1.0.0")) == "packages: .; requires: low.io@v1.1.0");
  CHECK(text_of(graph.instances.at("low.io@v1.1.0")) == "packages: .; requires:");
}

TEST_CASE("a program that is added changes no instance of those with their own versions") {
  const GoSet before = own_example();
  GoSet set = own_example();
  // One more package of low.io, and another version of top.io.
  add_leaf(set, "more", {{"top.io", ""}, {"low.io/more", ""}});
  keep_own(set, "more",
           {{"top.io", module_at("v1.0.1", {{".", {{"low.io", ""}}}})},
            {"low.io", set.tracks.at("one").modules.at("low.io")}});
  set_graph::split_parts(set, configurations(), before);
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(graph.instances.size() == 4);
  const std::string low = graph.instances.at("top.io@v1.0.0").dependencies.begin()->first;
  CHECK(low.starts_with("low.io@v1.1.0:"));
  CHECK(low.size() == std::string("low.io@v1.1.0:").size() + 5);
  CHECK(text_of(graph.instances.at(low)) == "packages: .; requires:");
  const std::string other = graph.instances.at("top.io@v1.0.1").dependencies.begin()->first;
  CHECK(text_of(graph.instances.at(other)) == "packages: . more; requires:");
  CHECK(text_of(graph.leaves.at("one")) == "packages: .; requires: top.io@v1.0.0");
}

TEST_CASE("a program with its own versions has the set's instance where that is the same") {
  GoSet set = own_example();
  add_leaf(set, "app", {{"low.io", ""}});
  add_leaf(set, "odd", {{"low.io/more", ""}});
  set.modules["low.io"] = *set.tracks.at("one").modules.at("low.io");
  for (const char* const name : {"one", "two"}) set.tracks.at(name).modules.erase("low.io");
  set_graph::split_parts(set, configurations());
  SetGraph graph = set_graph::of(set, configurations());
  // What the set's leaves need of it together is not what these need.
  CHECK(text_of(graph.instances.at("low.io")) == "packages: . more; requires:");
  CHECK(text_of(graph.instances.at("top.io@v1.0.0")) == "packages: .; requires: low.io@v1.1.0");
  set.leaves.erase("odd");
  set_graph::split_parts(set, configurations());
  graph = set_graph::of(set, configurations());
  CHECK(text_of(graph.instances.at("top.io@v1.0.0")) == "packages: .; requires: low.io");
  CHECK(graph.instances.size() == 2);
}

TEST_CASE("a program with its own versions has its own parts and tags") {
  GoSet set;
  add_leaf(set, "one", {{"m.io/a", ""}, {"m.io/b", ""}});
  set.leaves.at("one").tags = {"fast"};
  const auto m = module_at("v1.0.0", {{"a", {}}, {"b", {{"o.io", ""}}}});
  m->packages.at("a").tags = {"fast"};
  keep_own(set, "one", {{"m.io", m}, {"o.io", module_at("v1.0.0", {{".", {{"m.io/a", ""}}}})}});
  set_graph::split_parts(set, configurations());
  CHECK(set.tracks.at("one").parts.size() == 1);
  CHECK(set.tracks.at("one").parts.at("m.io") == std::vector<goset::Part>{{"a"}, {"b"}});
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(text_of(graph.leaves.at("one")) == "packages: .; requires: m.io@v1.0.0 m.io@v1.0.0#2");
  CHECK(text_of(graph.instances.at("m.io@v1.0.0#2")) == "packages: b; requires: o.io@v1.0.0");
  CHECK(graph.instances.at("m.io@v1.0.0#2").tags == std::set<std::string>{"fast"});
}

TEST_CASE("equal records that are not one have one name") {
  GoSet set = own_example();
  auto& low = set.tracks.at("two").modules.at("low.io");
  low = std::make_shared<goset::SetModule>(*low);
  const SetGraph graph = set_graph::of(set, configurations());
  CHECK(graph.instances.size() == 2);
  CHECK(text_of(graph.leaves.at("one")) == text_of(graph.leaves.at("two")));
}
