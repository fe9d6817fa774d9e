#include "goset/prove/nix_log.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

const std::string hash = "47a799al3f1128zgs9g5yinf6049ds5a";

std::string drv(const std::string& name) {
  return "'/nix/store/" + hash + "-" + name + ".drv'";
}

std::string old_form() {
  return "these 3 derivations will be built:\n"
         "  /nix/store/" +
         hash +
         "-app-0.drv\n"
         "building " +
         drv("go-a.io-1.0.0") +
         "...\n"
         "error: builder for " +
         drv("go-a.io-1.0.0") +
         " failed with exit code 1;\n"
         "       last 3 log lines:\n"
         "       > # a.io/x\n"
         "       > /proc/self/fd/4/a.io@v1.0.0/x/x.go:5:3: undefined: b.Gone\n"
         "       >\n"
         "       For full logs, run 'nix log /nix/store/" +
         hash +
         "-go-a.io-1.0.0.drv'.\n"
         "error: 1 dependencies of derivation " +
         drv("app-0") +
         " failed to build\n"
         "error: build of " +
         drv("app-0") + ", " + drv("tool-1.2") + " failed\n";
}

std::string new_form() {
  return "error: Cannot build " + drv("go-a.io-1.0.0") +
         ".\n"
         "       Reason: builder failed with exit code 1.\n"
         "       Output paths:\n"
         "         /nix/store/" +
         hash +
         "-go-a.io-1.0.0\n"
         "       Last 3 log lines:\n"
         "       > # a.io/x\n"
         "       > /proc/self/fd/4/a.io@v1.0.0/x/x.go:5:3: undefined: b.Gone\n"
         "       >\n"
         "error: Cannot build " +
         drv("app-0") +
         ".\n"
         "       Reason: 1 dependency failed.\n"
         "error: Cannot build " +
         drv("tool-1.2") +
         ".\n"
         "       Reason: 1 dependency failed.\n";
}

}  // namespace

TEST_CASE("failed builders, with their last lines, and all that needs them") {
  for (const std::string& text : {old_form(), new_form()}) {
    const NixLog log = NixLog::parse(text);
    CHECK(log.unbuilt == std::set<std::string>{"app-0", "go-a.io-1.0.0", "tool-1.2"});
    REQUIRE(log.failed.size() == 1);
    CHECK(log.failed[0].name == "go-a.io-1.0.0");
    const std::vector<FailedBuild::Package> packages = log.failed[0].packages();
    REQUIRE(packages.size() == 1);
    CHECK(packages[0].path == "a.io/x");
    REQUIRE(packages[0].result.problems.size() == 1);
    CHECK(packages[0].result.problems[0].str() == "x.go:5:3: undefined: b.Gone");
  }
}

TEST_CASE("a log that names no file is told as it is") {
  const auto messages = [](const std::vector<std::string>& lines) {
    const std::vector<FailedBuild::Package> packages = FailedBuild{"x", lines}.packages();
    std::string result;
    for (const PackageProblem& problem : packages.at(0).result.problems) {
      result += problem.message + "\n";
    }
    return result;
  };
  CHECK(messages({"ld: cannot find -lfuse", "goset-cacheprog: 2 packages compiled"}) ==
        "ld: cannot find -lfuse\n");
  CHECK(messages({}) == "its builder failed\n");
}

TEST_CASE("what is not about a derivation counts for nothing") {
  const NixLog log = NixLog::parse("error: undefined variable 'x'\n       > a.go:1:1: no\n");
  CHECK(log.failed.empty());
  CHECK(log.unbuilt.empty());
}
