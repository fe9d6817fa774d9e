#include "goset/report/list.hpp"

#include "goset/report/diff.hpp"
#include "goset/report/hashes.hpp"
#include "goset/report/paint.hpp"
#include "support/catch.hpp"

using namespace goset;

namespace {

SetModule record(const std::string& version) {
  SetModule result;
  result.version = version;
  result.hash = "sha256-x";
  result.sum = "h1:x";
  return result;
}

}  // namespace

TEST_CASE("a leaf's own package is listed with its module path alone") {
  const std::set<listing::Package> packages{{"app", {"app", ""}}, {"b/x", {"b", "v1.0.0"}}};
  CHECK(list_output::text(packages).str() == "app app\nb/x b@v1.0.0\n");
  CHECK(list_output::text(std::set<listing::Package>{}).str() == "");
  CHECK(list_output::json(packages).str().find("\"version\"") ==
        list_output::json(packages).str().rfind("\"version\""));
}

TEST_CASE("a module that a track has at the same version is one line of text, and two of json") {
  const SetModule base = record("v1.0.0");
  SetModule replaced = base;
  replaced.replace = {"fork", "v1.0.1"};
  const std::vector<listing::Module> modules{{"a", "", &base, {"app"}},
                                             {"a", "old", &replaced, {}}};
  CHECK(list_output::text(modules).str() == "a v1.0.0\n");
  const std::string json = list_output::json(modules).str();
  CHECK(json.find("\"leaves\": [\n   \"app\"\n  ]") != std::string::npos);
  CHECK(json.find("\"replace\": \"fork@v1.0.1\",\n  \"track\": \"old\"") != std::string::npos);
}

TEST_CASE("a track shows why it is there and what it costs, in columns") {
  const listing::Track track{
      "old", "issue 1", {"one", "two"}, {{"a", "v1.0.0", "only here"}, {"long", "v2", "x", true}}};
  CHECK(list_output::text(std::vector{track}).str() ==
        "old: issue 1\n"
        "  leaves one, two\n"
        "  builds 1 module more, and has 1 for itself:\n"
        "    a     v1.0.0  only here\n"
        "    long  v2  x\n");
  CHECK(list_output::text(std::vector<listing::Track>{{"t", "r", {"one"}, {}}}).str() ==
        "t: r\n  leaf one\n  builds 0 modules more\n");
}

TEST_CASE("one very long path does not push all versions aside") {
  const std::string path(60, 'x');
  CHECK(diff_output::text({{"a", "v1", "v2"}, {path, "", "v3"}}).str() ==
        "a" + std::string(widest_column - 1, ' ') + "  v1 -> v2\n" + path + "  v3\n");
}

TEST_CASE("differences, build lists and unused decisions as json") {
  CHECK(diff_output::json({{"a", "", "v2"}}).str() ==
        "[\n {\n  \"path\": \"a\",\n  \"set\": \"v2\"\n }\n]\n");
  CHECK(list_output::json(listing::BuildList{{"a", "v1"}}).str() ==
        "[\n {\n  \"path\": \"a\",\n  \"version\": \"v1\"\n }\n]\n");
  CHECK(list_output::json(std::vector<Unused>{{"pin of a", "why", "a"}, {"track t", "none", ""}})
            .str() ==
        "[\n {\n  \"what\": \"pin of a\",\n  \"reason\": \"why\",\n  \"pin\": \"a\"\n },\n"
        " {\n  \"what\": \"track t\",\n  \"reason\": \"none\"\n }\n]\n");
  CHECK(list_output::text(std::vector<Unused>{{"pin of a", "why", "a"}}).str() ==
        "pin of a: why\n");
  CHECK(list_output::text(listing::BuildList{{"a", "v1"}, {"b", "v2"}}).str() == "a v1\nb v2\n");
}

TEST_CASE("hashes are two lines, or an object") {
  const ModuleHashes hashes{{"a", "v1.0.0"}, "sha256-x", "h1:y"};
  CHECK(hashes_output::text(hashes).str() == "sha256-x\nh1:y\n");
  CHECK(hashes_output::json(hashes).str() ==
        "{\n \"path\": \"a\",\n \"version\": \"v1.0.0\",\n \"hash\": \"sha256-x\",\n"
        " \"sum\": \"h1:y\"\n}\n");
}
