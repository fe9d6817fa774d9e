#include "goset/prove/compile_plan.hpp"

#include "goset/error.hpp"
#include "sample_set.hpp"
#include "support/catch.hpp"
#include "support/message_of.hpp"

using namespace goset;

namespace {

const GoToolchain go{"/bin/go", "/root", "1.26.8", {"linux", "amd64"}};

// The plan for all packages of leaf "one", or for those of one module.
CompilePlan plan_of(const GoSet& set, const std::string& only = "") {
  const Instances instances = Instances::of(set, configurations(), linux_without_cgo(), {"one"});
  std::vector<TypePlan::Place> places;
  for (const PackageSource& source : instances.sources) {
    const bool is_zip = source.leaf.empty();
    places.push_back({is_zip ? "/cache/" + source.path + ".zip" : "/src/" + source.path, is_zip});
  }
  std::vector<bool> wanted;
  for (const PackageInstance& package : instances.packages) {
    wanted.push_back(only.empty() || package.import_path == only);
  }
  return CompilePlan::of(instances, "one", wanted, places, go);
}

GoSet sample() {
  GoSet set;
  add_leaf(set, "one", {{"a.io", ""}}).go = "1.20";
  add_module(set.modules, "a.io", "v1.0.0", {}).go = "1.21";
  return set;
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("modules are required at the versions that the leaf sees") {
  const CompilePlan plan = plan_of(sample());
  CHECK(plan.go_mod.starts_with("module goset.invalid/prove\n\ngo 1.26.8\n\n"));
  CHECK(has_line(plan.go_mod, "require a.io v1.0.0"));
  CHECK(plan.go_sum == "a.io v1.0.0 h1:a.iov1.0.0\n");
  REQUIRE(plan.modules.size() == 1);
  CHECK(plan.modules[0].version.str() == "a.io@v1.0.0");
  CHECK(plan.modules[0].go_mod == "module a.io\n\ngo 1.21\n");
  CHECK(plan.modules[0].zip == "/cache/a.io.zip");
}

TEST_CASE(
    "a leaf on disk is replaced by its directory, and its go.mod by one that requires nothing") {
  const CompilePlan plan = plan_of(sample());
  CHECK(has_line(plan.go_mod, "require one.io v0.0.0"));
  CHECK(has_line(plan.go_mod, "replace one.io v0.0.0 => \"/src/one.io\""));
  CHECK(plan.overlay ==
        std::map<std::string, std::string>{{"/src/one.io/go.mod", "module one.io\n\ngo 1.20\n"}});
}

TEST_CASE("a module without a go line gets none") {
  GoSet set = sample();
  set.modules["a.io"].go.reset();
  CHECK(plan_of(set).modules.at(0).go_mod == "module a.io\n");
}

TEST_CASE("what replaces a module keeps its own path") {
  GoSet set = sample();
  set.leaves["one"].packages["."] = package({{"a.io/v2", ""}});
  add_module(set.modules, "a.io/v2", "v2.3.0", {}).replace = {"fork.io", "v0.1.0"};
  const CompilePlan plan = plan_of(set);
  CHECK(has_line(plan.go_mod, "require a.io/v2 v2.0.0"));
  CHECK(has_line(plan.go_mod, "replace a.io/v2 v2.0.0 => fork.io v0.1.0"));
  CHECK(plan.modules.at(0).go_mod == "module fork.io\n");
}

TEST_CASE("only packages that are wanted are compiled, with all modules at hand") {
  const CompilePlan plan = plan_of(sample(), "a.io");
  CHECK(plan.packages.size() == 1);
  CHECK(plan.packages.contains("a.io"));
  CHECK(has_line(plan.go_mod, "require one.io v0.0.0"));
}

TEST_CASE("a package is sound if the go command names its export data") {
  const auto results = compile_output::parse(
      "{\n\t\"ImportPath\": \"a.io\",\n\t\"Export\": \"/cache/x\"\n}\n"
      "{\"ImportPath\": \"b.io\"}\n");
  REQUIRE(results.size() == 1);  // b.io could not be tried
  CHECK(results.at("a.io").is_sound());
}

TEST_CASE("errors are taken apart by lines") {
  const auto results = compile_output::parse(
      R"({"ImportPath": "a.io", "Error": {"Err": "# a.io\n../m/a.io@v1/x.go:2:11: undefined: y\n)"
      R"(\thave ()\nx.s:7: unknown instruction\nclang: not found\n"}})");
  const PackageResult& result = results.at("a.io");
  CHECK(result.count == 3);
  REQUIRE(result.problems.size() == 3);
  CHECK(result.problems[0].str() == "x.go:2:11: undefined: y");
  CHECK(result.problems[1].file == "x.s");
  CHECK(result.problems[1].line == 7);
  CHECK(result.problems[2].str() == "clang: not found");
}

TEST_CASE("what is no list of packages is an error") {
  CHECK_THROWS_AS(compile_output::parse("go: no such command"), Error);
  CHECK(message_of([] { compile_output::parse("{}"); }) ==
        "the go command printed something else than packages");
  CHECK(compile_output::parse("").empty());
}
