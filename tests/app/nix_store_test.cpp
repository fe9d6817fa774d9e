#include "goset/app/nix_store.hpp"

#include "support/catch.hpp"

using namespace goset;

// The name is what nix/fetchers/fetch-module.nix gives a source; the path is of `nix-store
// --print-fixed-path --recursive sha256`.
TEST_CASE("a source has a name that a store path can have") {
  CHECK(source_name({"example.com/a", "v1.0.0"}) == "go-example.com-a-v1.0.0-source");
  const std::string name = source_name({"example.com/a+b", "v1.0.0+incompatible"});
  CHECK(name.find_first_of("/~@!") == std::string::npos);
  CHECK(source_name({std::string(300, 'a'), "v1.0.0"}).size() < 212);
  CHECK(source_name({std::string(300, 'a'), "v1.0.0"}) !=
        source_name({std::string(300, 'a'), "v1.0.1"}));
}

TEST_CASE("where a tree lies follows from its hash, its name and the store") {
  const Sha256Digest digest = sha256("");
  const std::string path = "/nix/store/f6jkrn77ysv9dhs8hh6s2faflhjc930i-source";
  CHECK(fixed_output_path("/nix/store", digest, "source") == path);
  CHECK(fixed_output_path("/nix/store", digest, "other").substr(0, 43) != path.substr(0, 43));
  CHECK(fixed_output_path("/other", digest, "source") != path);
  CHECK(fixed_output_path("/nix/store", sha256("x"), "source") != path);
}
