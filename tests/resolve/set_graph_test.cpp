#include "goset/resolve/set_graph.hpp"

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
  return "packages:" + text_of(unit.packages) + "; requires:" + text_of(unit.requires_);
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

TEST_CASE("parts are named by the module path, later ones with a number") {
  CHECK(set_graph::part_key("a.io", 0) == "a.io");
  CHECK(set_graph::part_key("a.io", 1) == "a.io#2");
}
