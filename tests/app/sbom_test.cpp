#include "goset/app/sbom.hpp"

#include "support/catch.hpp"
#include "support/set_folder.hpp"
#include "support/set_samples.hpp"

using namespace goset;

namespace {

std::vector<std::string> ids(const Sbom& sbom) {
  std::vector<std::string> result;
  for (const Sbom::Component& component : sbom.components) result.push_back(component.id);
  return result;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a bill of materials has what a program is compiled from, and nothing else of the set") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  CHECK(ids(sbom_of(set.folder(), lock, {.leaves = {"app"}})) ==
        Ids{"leaf:app", "example.com/lib@v1.1.0", "stdlib"});
  CHECK(ids(sbom_of(set.folder(), lock, {.leaves = {"tool"}})) ==
        Ids{"leaf:tool", "example.com/deep@v1.0.0", "example.com/lib@v1.1.0", "stdlib"});
  CHECK(ids(sbom_of(set.folder(), lock, {.leaves = {"tool"}, .platforms = {{"linux", "amd64"}}})) ==
        Ids{"leaf:tool", "example.com/lib@v1.1.0", "stdlib"});
  CHECK(ids(sbom_of(set.folder(), lock, {})) == Ids{"set", "leaf:app", "leaf:tool",
                                                    "example.com/deep@v1.0.0",
                                                    "example.com/lib@v1.1.0", "stdlib"});
}

TEST_CASE("its UUID is another for whatever makes it another document") {
  SetFolder set(two_programs);
  const Lock lock = set.lock();
  const SbomRequest plain{.leaves = {"app"}};
  const std::string uuid = sbom_of(set.folder(), lock, plain).uuid;
  CHECK(sbom_of(set.folder(), lock, plain).uuid == uuid);
  std::set<std::string> all{uuid};
  SbomRequest request = plain;
  request.leaves = {"tool"};
  all.insert(sbom_of(set.folder(), lock, request).uuid);
  request = plain;
  request.platforms = {{"linux", "amd64"}};
  all.insert(sbom_of(set.folder(), lock, request).uuid);
  request = plain;
  request.cgo = false;
  all.insert(sbom_of(set.folder(), lock, request).uuid);
  request = plain;
  request.go = "1.26.3";
  all.insert(sbom_of(set.folder(), lock, request).uuid);
  request = plain;
  request.patches["example.com/lib"] = {{"fix.patch", "1"}};
  all.insert(sbom_of(set.folder(), lock, request).uuid);
  request.patches["example.com/lib"] = {{"fix.patch", "2"}};
  all.insert(sbom_of(set.folder(), lock, request).uuid);
  Lock other = lock;
  other.set.modules.at("example.com/lib").sum = "h1:other";
  all.insert(sbom_of(set.folder(), other, plain).uuid);
  CHECK(all.size() == 8);
}
