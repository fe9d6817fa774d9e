#include "goset/prove/nix_log.hpp"
#include "target.hpp"

// What nix-build says is read whatever it is; a derivation that failed is one that was not built.

namespace goset::fuzz {

namespace {

const Target target("nix_log", [](std::string_view input) {
  const NixLog log = NixLog::parse(input);
  for (const FailedBuild& build : log.failed) {
    expect(log.unbuilt.contains(build.name), "what failed is not built");
    for (const FailedBuild::Package& package : build.packages()) {
      expect(package.result.count >= package.result.problems.size(), "problems are counted");
    }
  }
});

}  // namespace

}  // namespace goset::fuzz
