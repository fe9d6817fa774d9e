#include "goset/set/built_in.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

const Configurations& two_platforms() {
  static const Configurations two({{"linux", "amd64"}, {"darwin", "arm64"}}, 26);
  return two;
}

PackageFacts facts(const std::string& when,
                   const std::vector<std::pair<std::string, std::string>>& imports) {
  PackageFacts result{BuildConstraint::parse(when), {}};
  for (const auto& [path, condition] : imports) {
    result.imports.push_back({path, BuildConstraint::parse(condition)});
  }
  return result;
}

// A program, and another that needs more of the same modules.
GoSet example() {
  GoSet set;
  SetLeaf& app = set.leaves["app"];
  app.module = "app.io";
  app.patterns = {"./..."};
  app.optional_tags = {"more"};
  app.packages["."] =
      facts("", {{"a.io", ""}, {"sys.io", "linux"}, {"mac.io", "darwin"}, {"more.io", "more"}});
  SetLeaf& other = set.leaves["other"];
  other.module = "other.io";
  other.patterns = {"./..."};
  other.packages["."] = facts("", {{"a.io/x", ""}});
  set.modules["a.io"].packages["."] = facts("", {{"sys.io", "linux"}});
  set.modules["a.io"].packages["x"] = facts("", {{"only.io", ""}});
  set.modules["only.io"].packages["."] = facts("", {});
  set.modules["sys.io"].packages["."] = facts("linux", {});
  set.modules["mac.io"].packages["."] = facts("ios", {});
  set.modules["more.io"].packages["."] = facts("", {});
  return set;
}

std::vector<std::string> lines(const std::vector<BuiltIn::Module>& modules) {
  std::vector<std::string> result;
  for (const BuiltIn::Module& module : modules) {
    std::string line = module.path;
    for (const std::size_t to : module.imports) line += " " + modules[to].path;
    result.push_back(line);
  }
  return result;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("modules of a leaf are those that it is compiled from, and edges are imports") {
  const GoSet set = example();
  BuiltIn built(set, two_platforms());
  const auto modules = built.of("app", two_platforms().all());
  // mac.io has no file to compile there, only.io is what another leaf needs of a.io, and more.io is
  // needed with an optional tag.
  CHECK(lines(modules) == Lines{"app.io a.io sys.io", "a.io sys.io", "sys.io"});
  CHECK(modules[0].is_main);
  CHECK(modules[0].shared == nullptr);
  CHECK(modules[1].shared == &set.modules.at("a.io"));
  CHECK(lines(built.of("other", two_platforms().all())) ==
        Lines{"other.io a.io", "a.io only.io", "only.io"});
}

TEST_CASE("on one platform there is nothing of another") {
  const GoSet set = example();
  BuiltIn built(set, two_platforms());
  const ConfigMask darwin = two_platforms().bit({"darwin", "arm64"}, false);
  CHECK(lines(built.of("app", darwin)) == Lines{"app.io a.io", "a.io"});
}
