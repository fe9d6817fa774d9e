#include "goset/store/lock.hpp"

#include <algorithm>
#include <sstream>

#include "goset/error.hpp"
#include "support/catch.hpp"
#include "support/sample.hpp"

using namespace goset;

namespace {

std::string message_of(const std::string& text) {
  try {
    lock::parse("goset.lock", text);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

std::string edited(std::string text, const std::string& old, const std::string& now) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), now);
}

}  // namespace

TEST_CASE("a lock that is printed, read and printed again has the same bytes") {
  const std::string text = lock::print(sample_lock());
  const Lock read = lock::parse("goset.lock", text);
  CHECK(lock::print(read) == text);
}

TEST_CASE("reading keeps every fact") {
  const Lock lock = lock::parse("goset.lock", lock::print(sample_lock()));
  const Lock sample = sample_lock();
  CHECK(lock.go == sample.go);
  CHECK(lock.platforms == sample.platforms);
  const SetModule& b = lock.set.modules.at("example.com/b");
  CHECK(b.packages == sample.set.modules.at("example.com/b").packages);
  CHECK(b.declared == "example.com/old");
  CHECK_FALSE(b.go);
  const SetModule& a = lock.set.modules.at("example.com/a");
  CHECK(a.parts == sample.set.modules.at("example.com/a").parts);
  CHECK(a.absent_packages == std::set<std::string>{"b"});
  const SetLeaf& api = lock.set.leaves.at("api");
  CHECK(api.packages == sample.set.leaves.at("api").packages);
  CHECK(api.patterns == std::vector<std::string>{"./cmd/..."});
  CHECK(api.tags == std::vector<std::string>{"sqlite"});
  CHECK(api.tests);
  CHECK(lock.set.candidates.at("example.com/c").absent_packages == std::set<std::string>{"x/y"});
  CHECK(lock.set.candidates.at("example.com/c").unverified.empty());
  CHECK(lock.set.candidates.at("example.com/d").unverified == "GONOSUMDB");
  CHECK(lock.unverified == sample.unverified);
}

TEST_CASE("an import of the same module is written relative to it") {
  const std::string text = lock::print(sample_lock());
  CHECK(text.find("\".\": [\"example.com/a\", \"./own\"]") != std::string::npos);
  CHECK(text.find("[\"./os\", \"linux\"]") != std::string::npos);
}

TEST_CASE("a package says which build tags it asks for") {
  Lock lock = sample_lock();
  goset::PackageFacts& facts = lock.set.modules.at("example.com/b").packages.at(".");
  facts.tags = {"fast", "purego"};
  const std::string text = lock::print(lock);
  CHECK(text.find("\".\": { \"tags\": [\"fast\", \"purego\"], \"imports\": [") !=
        std::string::npos);
  CHECK(lock::parse("goset.lock", text).set.modules.at("example.com/b").packages.at(".") == facts);
  const std::string odd = edited(text, "\"tags\": [\"fast\", \"purego\"]", "\"tag\": []");
  CHECK_THROWS_AS(lock::parse("goset.lock", odd), Error);
}

TEST_CASE("go.mod files that nobody vouched for take a line a module, by reason") {
  const std::string text = lock::print(sample_lock());
  CHECK(text.find(" \"unverified\": {\n"
                  "  \"GONOSUMDB\": {\n"
                  "   \"example.com/e\": [\"v1.0.0\", \"v1.1.0\"]\n"
                  "  }\n"
                  " },\n") != std::string::npos);
  Lock lock = sample_lock();
  lock.unverified.clear();
  CHECK(lock::print(lock).find("\n \"unverified\"") == std::string::npos);
}

TEST_CASE("lines stay within the width unless one item is longer") {
  Lock lock = sample_lock();
  SetLeaf& tool = lock.set.leaves.at("tool");
  for (int i = 0; i < 40; ++i) {
    const std::string path = "example.com/tool/package" + std::to_string(100 + i);
    tool.packages.at(".").imports.push_back({path, BuildConstraint::always()});
  }
  std::istringstream lines(lock::print(lock));
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
}

TEST_CASE("a newer format is refused, whatever else it holds") {
  CHECK(message_of("{\"format\": 2, \"other\": {}}") ==
        "goset.lock: format 2 is unknown to this goset, which knows 1");
}

TEST_CASE("what is no lock is refused with its place") {
  const std::string good = lock::print(sample_lock());
  const std::string hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  CHECK(message_of("") == "goset.lock:1: is not JSON");
  CHECK(message_of("{\n\"format\": 1,\n") == "goset.lock:3: is not JSON");
  CHECK(message_of("[]") == "goset.lock: is not a goset lock: no \"format\"");
  CHECK(message_of(edited(good, hash, "sha256-AAAA")) ==
        "goset.lock: leaves: \"tool\" has a bad \"hash\": \"sha256-AAAA\"");
  CHECK(message_of(edited(good, "\"v1.2.0\"", "\"1.2.0\"")) ==
        "goset.lock: modules: \"example.com/a\" has a bad \"version\": \"1.2.0\"");
  CHECK(message_of(edited(good, "\"declared\"", "\"declaired\"")) ==
        "goset.lock: modules: \"example.com/b\" has an unknown key \"declaired\"");
  CHECK(message_of(edited(good, "\"base\": []", "\"../base\": []")) ==
        "goset.lock: modules: \"example.com/a\" parts: has a bad directory \"../base\"");
  CHECK(
      message_of(edited(good, "\"linux && cgo\"", "\"linux &&\""))
          .starts_with("goset.lock: modules: \"example.com/b\" parts: has a bad build constraint"));
  CHECK(message_of(edited(good, "\"example.com/a\": {", "\"example.com/../a\": {")) ==
        "goset.lock: modules: \"example.com/../a\" is not a module path");
  CHECK(message_of(edited(good, "\"v1.1.0\"]", "\"1.1.0\"]")) ==
        "goset.lock: unverified: \"GONOSUMDB\" has a bad \"example.com/e\": \"1.1.0\"");
  CHECK(message_of(edited(good, "\"example.com/e\": [", "\"e..\": [")) ==
        "goset.lock: unverified: \"GONOSUMDB\" has a bad module path: \"e..\"");
}

TEST_CASE("a lock cut short anywhere is refused") {
  const std::string good = lock::print(sample_lock());
  for (std::size_t size = 0; size + 2 < good.size(); size += 7) {
    CHECK_THROWS_AS(lock::parse("goset.lock", good.substr(0, size)), Error);
  }
}
