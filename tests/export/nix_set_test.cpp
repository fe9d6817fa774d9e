#include "goset/export/nix_set.hpp"

#include "support/catch.hpp"
#include "support/sample.hpp"

using namespace goset;

namespace {

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

std::string rendered(const Lock& lock) {
  return nix_set::render(lock, set_graph::of(lock.set, Configurations::of(lock)));
}

}  // namespace

TEST_CASE("the head counts, and names the command that makes the file") {
  const std::string text = rendered(sample_lock());
  CHECK(
      text.starts_with("# Go package set: 2 leaves, 2 modules.\n"
                       "# Made by `goset lock` from goset.toml; change that and run it again.\n"));
  CHECK(text.find("DO NOT EDIT") == std::string::npos);
}

TEST_CASE("the highest go line is given with who states it") {
  CHECK(has(rendered(sample_lock()), "\n  go = \"1.26.0\"; # leaf tool\n"));
}

TEST_CASE("parts of a module have keys of their own and require each other without a cycle") {
  const std::string text = rendered(sample_lock());
  CHECK(has(text, R"nix(    "example.com/a" = {
      version = "v1.2.0";
      go = "1.20";
      hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
      sum = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
      packages = "base";
    };
    "example.com/a#2" = {
      source = "example.com/a";
      packages = ".";
      requires = "example.com/b";
    };
)nix"));
}

TEST_CASE("what belongs to some configurations stands under its constraint") {
  const std::string text = rendered(sample_lock());
  CHECK(has(text, R"nix(      declared = "example.com/old";
      hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
      sum = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
      packages = ".";
      requires = "example.com/a";
      "linux && cgo".packages = "os";
    };
)nix"));
}

TEST_CASE("a leaf on disk has its path and no source hash") {
  CHECK(has(rendered(sample_lock()), R"nix(    "api" = {
      module = "api";
      path = "../api";
      goMod = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
      tags = [ "sqlite" ];
      tests = [ "./cmd/..." ];
      packages = "cmd/api";
      requires = "example.com/b";
      darwin.requires = "example.com/a";
    };
)nix"));
}

TEST_CASE("only the packages that a leaf was asked for are built, not all it imports") {
  Lock lock = sample_lock();
  lock.set.leaves.at("tool").patterns = {"."};
  CHECK(has(rendered(lock), "packages = \".\";\n      requires = \"example.com/a#2\";"));
}

TEST_CASE("a track has only the parts that differ, the others stay the set's") {
  Lock lock = sample_lock();
  GoSet& set = lock.set;
  set.leaves.at("api").packages["cmd/api"] = {BuildConstraint(),
                                              {{"example.com/a/base", BuildConstraint()}}};
  set.leaves.at("tool").track = "tool";
  SetTrack& track = set.tracks["tool"];
  track.reason = "go.mod replaces example.com/b by example.com/fork@v1.0.0";
  SetModule fork = set.modules.at("example.com/b");
  fork.replace = {"example.com/fork", "v1.0.0"};
  track.parts["example.com/b"] = fork.parts;
  track.modules["example.com/b"] = std::make_shared<SetModule>(std::move(fork));
  set.modules.erase("example.com/b");
  const std::string text = rendered(lock);
  CHECK(has(text, R"nix(    "example.com/a@v1.2.0#2" = {
      source = "example.com/a";
      packages = ".";
      requires = "example.com/b@v0.0.0-20240102030405-0123456789ab";
    };
    "example.com/b@v0.0.0-20240102030405-0123456789ab" = {
      version = "v0.0.0-20240102030405-0123456789ab";
      replace = "example.com/fork@v1.0.0";
)nix"));
  CHECK(has(text, R"nix(      track = "tool";
)nix"));
  CHECK(has(text, R"nix(  tracks = {
    tool.reason = "go.mod replaces example.com/b by example.com/fork@v1.0.0";
  };
)nix"));
}

TEST_CASE("the further modules of a leaf stand under their directories") {
  Lock lock = sample_lock();
  SetLeafModule near;
  near.path = "example.com/near";
  near.directory = "../near";
  near.version = "v1.0.0";
  near.go_mod_sum = lock.set.leaves.at("tool").go_mod_sum;
  lock.set.leaves.at("tool").modules = {near};
  CHECK(has(rendered(lock), R"nix(      modules = {
        "../near" = {
          module = "example.com/near";
          version = "v1.0.0";
          goMod = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        };
      };
)nix"));
}

TEST_CASE("a set without leaves is still Nix") {
  Lock lock = sample_lock();
  lock.set = {};
  CHECK(has(rendered(lock), "  modules = {\n  };\n  leaves = {\n  };\n"));
}
