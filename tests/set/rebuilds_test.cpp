#include "goset/set/rebuilds.hpp"

#include "goset/set/set_graph.hpp"
#include "support/catch.hpp"

using goset::BuildConstraint;
using goset::Configurations;
using goset::GoSet;
using goset::PackageFacts;
using goset::Rebuilds;
namespace set_graph = goset::set_graph;

namespace {

using Names = std::set<std::string>;

const Configurations& configurations() {
  static const Configurations one({{"linux", "amd64"}}, 26);
  return one;
}

PackageFacts facts(const std::vector<std::string>& imports) {
  PackageFacts result{BuildConstraint::parse(""), {}};
  for (const std::string& path : imports) {
    result.imports.push_back({path, BuildConstraint::parse("")});
  }
  return result;
}

// One leaf over a line of modules, app -> top.io -> low.io, and another over low.io alone.
GoSet example(const std::string& low_version = "v1.0.0") {
  GoSet set;
  set.leaves["app"].module = "app.io";
  set.leaves["app"].patterns = {"./..."};
  set.leaves["app"].packages["."] = facts({"top.io"});
  set.leaves["tool"].module = "tool.io";
  set.leaves["tool"].patterns = {"./..."};
  set.leaves["tool"].packages["."] = facts({"low.io", "low.io/x"});
  set.modules["top.io"].version = "v1.0.0";
  set.modules["top.io"].packages["."] = facts({"low.io/x"});
  set.modules["low.io"].version = low_version;
  set.modules["low.io"].packages["."] = facts({});
  set.modules["low.io"].packages["x"] = facts({});
  set_graph::split_parts(set, configurations());
  return set;
}

Rebuilds rebuilds_of(const GoSet& before, const GoSet& after) {
  return Rebuilds::of({before, set_graph::of(before, configurations())},
                      {after, set_graph::of(after, configurations())});
}

}  // namespace

TEST_CASE("an equal set has nothing to rebuild") {
  const Rebuilds none = rebuilds_of(example(), example());
  CHECK(none.parts.empty());
  CHECK(none.leaves.empty());
}

TEST_CASE("a module's version rebuilds it and all that is made from it") {
  const Rebuilds rebuilds = rebuilds_of(example(), example("v1.1.0"));
  CHECK(rebuilds.parts == Names{"low.io", "top.io"});
  CHECK(rebuilds.leaves == Names{"app", "tool"});
}

TEST_CASE("a leaf's own change rebuilds the leaf") {
  GoSet changed = example();
  changed.leaves.at("app").go_mod_sum = "h1:other";
  const Rebuilds rebuilds = rebuilds_of(example(), changed);
  CHECK(rebuilds.parts.empty());
  CHECK(rebuilds.leaves == Names{"app"});
}

TEST_CASE("a leaf that needs more of a module rebuilds nothing that was there") {
  GoSet grown = example();
  grown.leaves["more"].module = "more.io";
  grown.leaves["more"].patterns = {"./..."};
  grown.leaves["more"].packages["."] = facts({"low.io/y"});
  grown.modules["low.io"].packages["y"] = facts({"low.io/x"});
  set_graph::split_parts(grown, configurations(), example());
  const Rebuilds rebuilds = rebuilds_of(example(), grown);
  CHECK(rebuilds.parts == Names{"low.io#2"});
  CHECK(rebuilds.leaves == Names{"more"});
  // Without the parts of before, all of the module is compiled again.
  set_graph::split_parts(grown, configurations());
  CHECK(rebuilds_of(example(), grown).parts == Names{"low.io", "top.io"});
}

TEST_CASE("a module in a track is another output") {
  GoSet before = example();
  before.tracks["held"];
  before.leaves.at("app").track = "held";
  GoSet after = before;
  auto& low = after.tracks.at("held").modules["low.io"];
  low = std::make_shared<goset::SetModule>(after.modules.at("low.io"));
  low->version = "v0.9.0";
  set_graph::split_parts(after, configurations(), before);
  const Rebuilds rebuilds = rebuilds_of(before, after);
  CHECK(rebuilds.parts == Names{"low.io@v0.9.0", "top.io@v1.0.0"});
  CHECK(rebuilds.leaves == Names{"app"});
}

TEST_CASE("a leaf's tags build the modules that ask for them once more") {
  GoSet before = example();
  before.modules.at("low.io").packages.at("x").tags = {"fast"};
  GoSet after = before;
  after.leaves.at("app").tags = {"fast"};
  const Rebuilds rebuilds = rebuilds_of(before, after);
  CHECK(rebuilds.parts == Names{"low.io@v1.0.0", "top.io@v1.0.0"});
  CHECK(rebuilds.leaves == Names{"app"});
}
