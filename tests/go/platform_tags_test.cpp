#include "goset/go/platform_tags.hpp"

#include "support/catch.hpp"

using namespace goset;

TEST_CASE("a platform answers for its tags") {
  struct Case {
    std::string_view tag, os, arch;
    int go_minor;
    std::optional<bool> has;
  };
  const Case cases[] = {
      {"linux", "linux", "amd64", 26, true},
      {"linux", "android", "arm64", 26, true},
      {"android", "linux", "arm64", 26, false},
      {"solaris", "illumos", "amd64", 26, true},
      {"darwin", "ios", "arm64", 26, true},
      {"amd64", "linux", "amd64", 26, true},
      {"arm64", "linux", "amd64", 26, false},
      {"unix", "darwin", "arm64", 26, true},
      {"unix", "windows", "amd64", 26, false},
      {"unix", "wasip1", "wasm", 26, false},
      {"cgo", "linux", "amd64", 26, false},
      {"gc", "linux", "amd64", 26, true},
      {"gccgo", "linux", "amd64", 26, false},
      {"go1.1", "linux", "amd64", 26, true},
      {"go1.26", "linux", "amd64", 26, true},
      {"go1.27", "linux", "amd64", 26, false},
      {"go1.0", "linux", "amd64", 26, std::nullopt},
      {"go1.26.1", "linux", "amd64", 26, std::nullopt},
      {"amd64.v1", "linux", "amd64", 26, true},
      {"amd64.v2", "linux", "amd64", 26, false},
      {"amd64.v1", "linux", "arm64", 26, false},
      {"arm64.v8.0", "darwin", "arm64", 26, true},
      {"wasm.satconv", "js", "wasm", 25, false},
      {"wasm.satconv", "js", "wasm", 26, true},
      {"goexperiment.greenteagc", "linux", "amd64", 26, true},
      {"goexperiment.greenteagc", "linux", "amd64", 25, false},
      {"goexperiment.swissmap", "linux", "amd64", 25, true},
      {"goexperiment.swissmap", "linux", "amd64", 26, false},
      {"goexperiment.dwarf5", "linux", "amd64", 26, true},
      {"goexperiment.dwarf5", "darwin", "arm64", 26, false},
      {"goexperiment.regabiargs", "linux", "386", 26, false},
      {"goexperiment.jsonv2", "linux", "amd64", 26, false},
      {"goexperiment.greenteagc", "linux", "amd64", 99, true},
      {"boringcrypto", "linux", "amd64", 26, false},
      {"netgo", "linux", "amd64", 26, std::nullopt},
      {"ignore", "linux", "amd64", 26, std::nullopt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tag, c.os, c.arch, c.go_minor);
    CHECK(platform_tags::has(c.tag, c.os, c.arch, false, c.go_minor) == c.has);
  }
  CHECK(platform_tags::has("cgo", "linux", "amd64", true, 26) == true);
}
