#include "goset/prove/type_plan.hpp"

#include <nlohmann/json.hpp>

#include "sample_set.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

// one imports a, which imports b; two imports b.
Instances sample() {
  GoSet set;
  add_leaf(set, "one", {{"a.io", ""}});
  add_leaf(set, "two", {{"b.io", ""}}).tags = {"fast"};
  add_module(set.modules, "a.io", "v1.0.0", {{"b.io", ""}}).go = "1.21";
  add_module(set.modules, "b.io", "v1.0.0", {});
  return Instances::of(set, configurations(), linux_without_cgo(), {"one", "two"});
}

constexpr Instances::Id b = 0;
constexpr Instances::Id a = 1;
constexpr Instances::Id one = 2;
constexpr Instances::Id two = 3;

nlohmann::json json_of(const TypePlan& plan, const Instances& instances) {
  std::vector<TypePlan::Place> places;
  for (const PackageSource& source : instances.sources) {
    const bool is_zip = source.leaf.empty();
    places.push_back({is_zip ? "/cache/" + source.path + ".zip" : "/src/" + source.leaf, is_zip});
  }
  const GoToolchain go{"/bin/go", "/root", "1.26.8", {"linux", "amd64"}};
  return nlohmann::json::parse(plan.json(instances, places, {{"linux", "amd64"}, false}, go, 2));
}

}  // namespace

TEST_CASE("a plan has all that is not known") {
  const TypePlan plan = TypePlan::of(sample(), {false, false, false, false});
  CHECK(plan.packages == std::vector<Instances::Id>{b, a, one, two});
  CHECK(plan.known == std::vector<bool>{false, false, false, false});
  CHECK(plan.wanted == 4);
}

TEST_CASE("what is known is there only if something that is not known imports it") {
  const TypePlan plan = TypePlan::of(sample(), {true, true, true, false});
  CHECK(plan.packages == std::vector<Instances::Id>{b, two});
  CHECK(plan.known == std::vector<bool>{true, false});
  CHECK(plan.wanted == 1);
}

TEST_CASE("what a known import imports is there too") {
  const TypePlan plan = TypePlan::of(sample(), {true, true, false, true});
  CHECK(plan.packages == std::vector<Instances::Id>{b, a, one});
  CHECK(plan.known == std::vector<bool>{true, true, false});
}

TEST_CASE("what imports something that is not known is checked again") {
  const TypePlan plan = TypePlan::of(sample(), {false, true, true, true});
  CHECK(plan.known == std::vector<bool>{false, false, false, false});
}

TEST_CASE("a plan of which all is known is empty") {
  const TypePlan plan = TypePlan::of(sample(), {true, true, true, true});
  CHECK(plan.packages.empty());
  CHECK(plan.sources.empty());
  CHECK(plan.wanted == 0);
}

TEST_CASE("the checker is told sources, packages and what imports mean") {
  const Instances instances = sample();
  const auto json = json_of(TypePlan::of(instances, {true, true, false, true}), instances);
  CHECK(json.at("os") == "linux");
  CHECK(json.at("cgo") == false);
  CHECK(json.at("jobs") == 2);
  REQUIRE(json.at("packages").size() == 3);
  nlohmann::json package = json.at("packages")[1];
  CHECK(json.at("sources").at(package.at("source").get<std::size_t>()) ==
        nlohmann::json::parse(
            R"({"zip": "/cache/a.io.zip", "prefix": "a.io@v1.0.0/", "go": "1.21"})"));
  package.erase("source");
  CHECK(package == nlohmann::json::parse(
                       R"({"directory": ".", "path": "a.io", "imports": [0], "known": true})"));
  const nlohmann::json& leaf = json.at("packages")[2];
  CHECK(json.at("sources").at(leaf.at("source").get<std::size_t>()) ==
        nlohmann::json::parse(R"({"directory": "/src/one", "go": ""})"));
}

TEST_CASE("numbers of packages and sources are those of the plan") {
  const Instances instances = sample();
  const auto json = json_of(TypePlan::of(instances, {true, true, true, false}), instances);
  REQUIRE(json.at("packages").size() == 2);
  CHECK(json.at("packages")[1].at("imports") == nlohmann::json::parse("[0]"));
  CHECK(json.at("packages")[1].at("source") == 1);
  CHECK(json.at("packages")[1].at("tags") == nlohmann::json::parse(R"(["fast"])"));
  CHECK(json.at("sources").size() == 2);
}

TEST_CASE("a configuration is named as goset.toml names platforms") {
  CHECK(Configuration{{"linux", "amd64"}, false}.str() == "linux/amd64 without cgo");
  CHECK(Configuration{{"darwin", "arm64"}, true}.str() == "darwin/arm64 with cgo");
}
