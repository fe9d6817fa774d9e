#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "goset/store/lock.hpp"

// A small lock with one of everything: a leaf on disk, a leaf of the proxy, conditions, a cycle of
// two modules that makes parts, directories that are lacking, candidates, go.mod files nobody
// vouched for.
namespace sample {

inline const std::string sri = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
inline const std::string h1 = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

inline goset::PackageFacts facts(std::vector<goset::Import> imports, std::string_view when = "") {
  return {goset::BuildConstraint::parse(when), std::move(imports)};
}

inline goset::Import on(std::string_view path, std::string_view when = "") {
  return {std::string(path), goset::BuildConstraint::parse(when)};
}

inline void add_modules(goset::GoSet& set) {
  goset::SetModule a;
  a.version = "v1.2.0";
  a.go = "1.20";
  a.hash = sri;
  a.sum = h1;
  a.go_mod_sum = h1;
  a.verified = "go.sum";
  a.packages["."] = facts({on("example.com/b")});
  a.packages["base"] = facts({});
  a.parts = {{"base"}, {"."}};
  a.absent_packages = {"b"};
  set.modules["example.com/a"] = a;

  goset::SetModule b = a;
  b.version = "v0.0.0-20240102030405-0123456789ab";
  b.go = std::nullopt;
  b.declared = "example.com/old";
  b.absent_packages = {};
  b.packages = {{".", facts({on("example.com/a/base"), on("example.com/b/os", "linux")})},
                {"os", facts({}, "linux && cgo")}};
  b.parts = {{".", "os"}};
  set.modules["example.com/b"] = b;
}

inline void add_leaves(goset::GoSet& set) {
  goset::SetLeaf tool;
  tool.module = "example.com/tool";
  tool.version = "v1.0.0";
  tool.go = "1.26.0";
  tool.hash = sri;
  tool.sum = h1;
  tool.go_mod_sum = h1;
  tool.go_sum_hash = sri;
  tool.patterns = {"./..."};
  tool.packages["."] = facts({on("example.com/a"), on("example.com/tool/own")});
  tool.packages["own"] = facts({});
  set.leaves["tool"] = tool;

  goset::SetLeaf api;
  api.module = "api";
  api.path = "../api";
  api.go_mod_sum = h1;
  api.patterns = {"./cmd/..."};
  api.tags = {"sqlite"};
  api.tests = true;
  api.packages["cmd/api"] =
      facts({on("example.com/a/base", "darwin"), on("example.com/b", "sqlite")});
  set.leaves["api"] = api;
}

}  // namespace sample

inline goset::Lock sample_lock() {
  goset::Lock lock;
  lock.go = "1.26";
  lock.toolchain = "1.26";
  lock.platforms = {{"darwin", "arm64"}, {"linux", "amd64"}};
  sample::add_modules(lock.set);
  sample::add_leaves(lock.set);
  lock.set.candidates[{"example.com/c", "v1.0.0"}] = {{"x/y"}, ""};
  lock.set.candidates[{"example.com/d", "v1.0.0"}] = {{"z"}, "GONOSUMDB"};
  lock.unverified["GONOSUMDB"] = {{"example.com/e", "v1.0.0"}, {"example.com/e", "v1.1.0"}};
  return lock;
}
