#include "goset/app/prefetch.hpp"

#include <cstdlib>
#include <sstream>

#include "goset/app/nix_store.hpp"
#include "goset/hash/encoding.hpp"
#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

namespace {

// A nix-store that has nothing, and notes what it is given: the names of trees, a line each.
constexpr const char* nix_store = R"(#!/bin/sh
case $1 in
  --print-fixed-path) cat "$STORE/fixed-path" ;;
  --check-validity) shift 2; for path; do echo "$path"; done ;;
  --add-fixed)
    shift 3
    for tree; do
      test -f "$tree/go.mod" || exit 1
      basename "$tree" >> "$STORE/added"
      grep "/[^/]*-$(basename "$tree")$" "$STORE/paths"
    done ;;
esac
)";

// FakeStore puts that nix-store before the others in PATH while it lives.
class FakeStore {
 public:
  explicit FakeStore(const std::map<ModuleVersion, LockedSource>& sources)
      : path_(std::getenv("PATH")) {
    permissions(dir_.write("bin/nix-store", nix_store), std::filesystem::perms::owner_all);
    dir_.write("fixed-path", fixed_output_path("/nix/store", sha256(""), "source") + "\n");
    std::string paths;
    for (const auto& [m, source] : sources) {
      const std::optional<Sha256Digest> nar = encoding::from_sri(source.hash);
      paths += fixed_output_path("/nix/store", *nar, source_name(m)) + "\n";
    }
    dir_.write("paths", paths);
    dir_.write("added", "");
    setenv("STORE", dir_.path().c_str(), 1);
    setenv("PATH", ((dir_.path() / "bin").string() + ":" + path_).c_str(), 1);
  }
  ~FakeStore() { setenv("PATH", path_.c_str(), 1); }
  FakeStore(const FakeStore&) = delete;
  FakeStore& operator=(const FakeStore&) = delete;

  std::string added() const { return dir_.read("added"); }

 private:
  const TempDir dir_;
  const std::string path_;
};

}  // namespace

TEST_CASE("sources are modules, those of tracks, and leaves of the proxy") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  const std::map<ModuleVersion, LockedSource> sources = sources_of(lock.set);
  REQUIRE(sources.size() == 3);
  CHECK(sources.contains({"example.com/deep", "v1.0.0"}));
  CHECK(sources.contains({"example.com/tool", "v1.0.0"}));
  CHECK(sources.at({"example.com/lib", "v1.1.0"}).hash ==
        lock.set.modules.at("example.com/lib").hash);
}

TEST_CASE("what is missing in the store is unpacked and given to Nix, by its name there") {
  SetFolder set(two_programs);
  const std::map<ModuleVersion, LockedSource> sources = sources_of(set.lock().set);
  const FakeStore store(sources);
  std::size_t last = 0;
  const std::size_t fresh =
      prefetch(sources, "", set.session(), [&](std::size_t done, std::size_t) { last = done; });
  CHECK(fresh == 3);
  CHECK(last == 3);
  for (const auto& [m, source] : sources) {
    CHECK(store.added().find(source_name(m) + "\n") != std::string::npos);
  }
}

TEST_CASE("a source that is not the locked one is never given to Nix") {
  SetFolder set(two_programs);
  std::map<ModuleVersion, LockedSource> sources = sources_of(set.lock().set);
  const ModuleVersion deep{"example.com/deep", "v1.0.0"};
  sources.at(deep).hash = sources.at({"example.com/lib", "v1.1.0"}).hash;
  const FakeStore store(sources);
  CHECK_THROWS_AS(prefetch(sources, "", set.session(), ignore_lookups), SecurityError);
  CHECK(store.added().find(source_name(deep)) == std::string::npos);
  CHECK(store.added().find("lib-v1.1.0") != std::string::npos);
}
