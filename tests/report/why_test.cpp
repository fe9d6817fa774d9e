#include "goset/report/why.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"

using namespace goset;

namespace {

const Paint plain(false);

Why sample() {
  Why why{"example.com/b", {}, {}, {}};
  why.users.push_back({"app",
                       "example.com/app",
                       {{"example.com/app", {"example.com/app", ""}},
                        {"example.com/a", {"example.com/a", "v1.0.0"}},
                        {"example.com/a/x", {"example.com/a", "v1.0.0"}},
                        {"example.com/b", {"example.com/b", "v1.2.0"}}}});
  why.versions.push_back({{"example.com/b", "v1.2.0"}, "old", {"goset.toml pins it"}, {}});
  why.versions[0].alone["app"] = "v1.1.0";
  return why;
}

}  // namespace

TEST_CASE("a line of imports names each version where a module begins") {
  CHECK(why_output::text(sample(), plain, false).str() ==
        "example.com/b v1.2.0 in track old because\n"
        "  goset.toml pins it\n"
        "  app alone has v1.1.0\n"
        "app (example.com/app)\n"
        "  has example.com/app\n"
        "  imports example.com/a  v1.0.0\n"
        "  imports example.com/a/x\n"
        "  imports example.com/b  v1.2.0\n");
}

TEST_CASE("of many reasons a few are told") {
  Why why = sample();
  why.users.clear();
  why.versions[0].because.clear();
  for (int i = 1; i <= 10; ++i) why.versions[0].because.push_back(fmt::format("reason {}", i));
  const std::string text = why_output::text(why, plain, false).str();
  CHECK(text.find("reason 2\n  and 8 more (--all)\n") != std::string::npos);
  CHECK(text.find("reason 3") == std::string::npos);
  CHECK(why_output::text(why, plain, true).str().find("reason 10") != std::string::npos);
  CHECK(why_output::json(why).str().find("reason 10") != std::string::npos);
}

TEST_CASE("a module that nobody needs is told by the build lists it is in") {
  Why why{"m", {}, {}, {}};
  why.listed["app"] = {"v1.0.0", "a@v1.0.0"};
  why.listed["tool"] = {"v1.1.0", ""};
  CHECK(why_output::text(why, plain, false).str() ==
        "no leaf needs a package of m\n"
        "  app alone has v1.0.0 in its build list: a@v1.0.0 requires it\n"
        "  tool alone has v1.1.0 in its build list\n");
  CHECK(why_output::json(why).str() ==
        "{\n \"subject\": \"m\",\n \"users\": [],\n \"versions\": [],\n"
        " \"alone\": {\n  \"app\": \"v1.0.0\",\n  \"tool\": \"v1.1.0\"\n }\n}\n");
}

TEST_CASE("who demands a Go version is told up to the leaf; a leaf itself has no line") {
  const WhyGo why{"1.22", {{"leaf app", {}}, {"m v1.0.0", {{"a@v1.0.0", "leaf tool"}}}}};
  CHECK(why_output::text(why, false).str() ==
        "go 1.22 because\n"
        "  leaf app says so\n"
        "  m v1.0.0 says so\n"
        "    required by a@v1.0.0\n"
        "    required by leaf tool\n");
  CHECK(why_output::json(WhyGo{"1.22", {{"leaf app", {}}}}).str() ==
        "{\n \"go\": \"1.22\",\n \"by\": [\n  {\n   \"who\": \"leaf app\"\n  }\n ]\n}\n");
  const WhyGo many{"1.22", std::vector<WhyGo::Demand>(12, {"m v1.0.0", {{"leaf tool"}}})};
  CHECK(why_output::text(many, false).str().ends_with("leaf tool\n  and 8 more (--all)\n"));
  CHECK(why_output::text(many, true).str().find("more") == std::string::npos);
  CHECK(why_output::text(WhyGo{}, false).str() == "no module or leaf has a go line\n");
}
