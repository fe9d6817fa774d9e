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
  CHECK(lock.set.candidates.at({"example.com/c", "v1.0.0"}).absent_packages ==
        std::set<std::string>{"x/y"});
  CHECK(lock.set.candidates.at({"example.com/c", "v1.0.0"}).unverified.empty());
  CHECK(lock.set.candidates.at({"example.com/d", "v1.0.0"}).unverified == "GONOSUMDB");
  CHECK(lock.unverified == sample.unverified);
}

TEST_CASE("an import of the same module is written relative to it") {
  const std::string text = lock::print(sample_lock());
  CHECK(text.find("\".\": \"example.com/a ./own\"") != std::string::npos);
  CHECK(text.find("{ \"linux\": \"./os\" }") != std::string::npos);
}

TEST_CASE("a package says which build tags it asks for") {
  Lock lock = sample_lock();
  goset::PackageFacts& facts = lock.set.modules.at("example.com/b").packages.at(".");
  facts.tags = {"fast", "purego"};
  const std::string text = lock::print(lock);
  CHECK(text.find("\".\": { \"tags\": [\"fast\", \"purego\"], \"imports\": ") != std::string::npos);
  CHECK(lock::parse("goset.lock", text).set.modules.at("example.com/b").packages.at(".") == facts);
  const std::string odd = edited(text, "\"tags\": [\"fast\", \"purego\"]", "\"tag\": []");
  CHECK_THROWS_AS(lock::parse("goset.lock", odd), Error);
}

TEST_CASE("go.mod files that nobody vouched for take a line a module, by reason") {
  const std::string text = lock::print(sample_lock());
  CHECK(text.find("\n\"unverified\": {\n"
                  " \"GONOSUMDB\": {\n"
                  "  \"example.com/e\": [\"v1.0.0\", \"v1.1.0\"]\n"
                  " }\n"
                  "},\n") != std::string::npos);
  Lock lock = sample_lock();
  lock.unverified.clear();
  CHECK(lock::print(lock).find("\n\"unverified\"") == std::string::npos);
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

namespace {

// A lock with a track that two leaves share a record with, and a leaf with its own versions.
Lock tracked_lock() {
  Lock lock = sample_lock();
  SetModule old = lock.set.modules.at("example.com/b");
  old.version = "v0.1.0";
  old.parts.clear();
  const auto shared = std::make_shared<SetModule>(old);
  old.replace = {"example.com/fork", "v1.0.0"};
  const auto fork = std::make_shared<SetModule>(old);
  SetTrack& held = lock.set.tracks["held"];
  held.reason = "example.com/b breaks it";
  held.modules["example.com/b"] = shared;
  held.parts["example.com/b"] = {{".", "os"}};
  held.candidates = {{"example.com/e", "v1.0.0"}};
  lock.set.candidates[{"example.com/e", "v1.0.0"}] = {{"x"}, "", true};
  SetTrack& odd = lock.set.tracks["odd"];
  odd.automatic = true;
  odd.reason = "go.mod replaces example.com/b by example.com/fork@v1.0.0";
  odd.modules["example.com/b"] = fork;
  odd.parts["example.com/b"] = {{"os"}, {"."}};
  SetTrack& own = lock.set.tracks["tool"];
  own.automatic = own.own = true;
  own.modules["example.com/b"] = shared;
  lock.set.leaves.at("tool").track = "tool";
  return lock;
}

}  // namespace

TEST_CASE("what several tracks have is one record of the lock") {
  const std::string text = lock::print(tracked_lock());
  const Lock lock = lock::parse("goset.lock", text);
  CHECK(lock::print(lock) == text);
  const auto count = [&](const std::string& wanted) {
    std::size_t found = 0;
    for (std::size_t at = text.find(wanted); at != std::string::npos;
         at = text.find(wanted, at + 1)) {
      ++found;
    }
    return found;
  };
  CHECK(count("\n \"example.com/b@v0.1.0\": {") == 1);
  CHECK(count("\n \"example.com/b@v0.1.0 => example.com/fork@v1.0.0\": {") == 1);
  const SetTrack& held = lock.set.tracks.at("held");
  const SetTrack& own = lock.set.tracks.at("tool");
  CHECK(held.modules.at("example.com/b") == own.modules.at("example.com/b"));
  CHECK(held.parts.at("example.com/b") == std::vector<Part>{{".", "os"}});
  CHECK(held.candidates == std::set<ModuleVersion>{{"example.com/e", "v1.0.0"}});
  CHECK(lock.set.candidates.at({"example.com/e", "v1.0.0"}).apart);
  CHECK(lock.set.tracks.at("odd").parts.at("example.com/b") == std::vector<Part>{{"os"}, {"."}});
  CHECK(own.own);
  CHECK(own.parts.empty());
}

TEST_CASE("a lock in files says what one in a file does") {
  const Lock sample = tracked_lock();
  const TextFiles files = lock::print_files(sample);
  const auto has = [&](const std::string& name, const std::string& text) {
    return files.contains(name) && files.at(name).find(text) != std::string::npos;
  };
  CHECK(has("set.json", "\"format\": 3,"));
  CHECK(has("leaves/api.json", "\n \"api\": {"));
  CHECK(has("modules/example.com/b.json", "\n \"example.com/b\": {"));
  CHECK(has("modules/example.com/b.json", "\n \"example.com/b@v0.1.0\": {"));
  CHECK(has("modules/example.com/c.json", "\"candidates\": {\n \"example.com/c@v1.0.0\""));
  CHECK(has("modules/example.com/e.json", "\"unverified\": {\n \"GONOSUMDB\": {"));
  CHECK(has("tracks/held.json", "\n \"held\": {"));
  const Lock lock = lock::parse("goset.lock", files);
  CHECK(lock.faults.empty());
  CHECK(lock::print(lock) == lock::print(sample));
  CHECK(lock::print_files(lock) == files);
}

TEST_CASE("what a merge of files left out is a fault, and what it doubled is refused") {
  TextFiles files = lock::print_files(tracked_lock());
  const TextFiles whole = files;
  files.erase("modules/example.com/b.json");
  CHECK(lock::parse("goset.lock", files).faults ==
        std::vector<std::string>{
            "goset.lock/tracks/held.json: tracks: \"held\" names \"example.com/b@v0.1.0\", which "
            "is missing",
            "goset.lock/tracks/odd.json: tracks: \"odd\" names \"example.com/b@v0.1.0 => "
            "example.com/fork@v1.0.0\", which is missing",
            "goset.lock/tracks/tool.json: tracks: \"tool\" names \"example.com/b@v0.1.0\", which "
            "is missing"});
  files = whole;
  files.erase("tracks/tool.json");
  CHECK(lock::parse("goset.lock", files).faults ==
        std::vector<std::string>{"goset.lock: leaf tool names track tool, which is missing"});
  files = whole;
  files["modules/twice.json"] = files.at("modules/example.com/a.json");
  CHECK_THROWS_WITH(lock::parse("goset.lock", files),
                    "goset.lock/modules/twice.json: modules: \"example.com/a\" is in two files");
  files = whole;
  files["leaves/odd.json"] = "{\n\"inputs\": {}\n}\n";
  CHECK_THROWS_WITH(lock::parse("goset.lock", files),
                    "goset.lock/leaves/odd.json: has an unknown key \"inputs\"");
  files = whole;
  files.erase("set.json");
  CHECK_THROWS_WITH(lock::parse("goset.lock", files), "goset.lock/set.json: no such file");
}

TEST_CASE("a record that a track names and the lock does not have is refused") {
  const std::string text = lock::print(tracked_lock());
  CHECK(message_of(edited(text, "[\"example.com/b@v0.1.0\"]", "[\"example.com/b@v0.1.1\"]")) ==
        "goset.lock: tracks: \"held\" names \"example.com/b@v0.1.1\", which is missing");
}

TEST_CASE("licences are kept as they were found, and say nothing where there is none") {
  Lock lock = sample_lock();
  const std::string without = lock::print(lock);
  CHECK(without.find("icense") == std::string::npos);
  License& of_module = lock.set.modules.at("example.com/a").license;
  of_module = {"Apache-2.0 AND MIT", {{"base", "ISC"}}, {"COPYING", "base/LICENSE.old"}};
  License& of_leaf = lock.set.leaves.at("tool").license;
  of_leaf.unknown = {"LICENSE"};
  const std::string text = lock::print(lock);
  const Lock read = lock::parse("goset.lock", text);
  CHECK(read.set.modules.at("example.com/a").license == of_module);
  CHECK(read.set.leaves.at("tool").license == of_leaf);
  CHECK(lock::print(read) == text);
  CHECK_FALSE(read.is_without_licenses);
}

TEST_CASE("a lock of a format without licences says so") {
  const std::string text = lock::print(sample_lock());
  const Lock lock = lock::parse("goset.lock", edited(text, "\"format\": 3", "\"format\": 2"));
  CHECK(lock.is_without_licenses);
  CHECK(lock.set.modules.size() == 2);
}

TEST_CASE("a lock of the first format is read") {
  const std::string text = R"json({
 "format": 1,
 "inputs": { "go": "1.26", "toolchain": "1.26", "platforms": ["linux/amd64"] },
 "leaves": {
  "tool": { "module": "example.com/tool", "path": "tool", "track": "tool",
   "goMod": "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "packages": { ".": ["example.com/b"] } } },
 "modules": {},
 "tracks": {
  "tool": { "reason": "go.mod replaces it", "automatic": true, "modules": {
    "example.com/b": { "version": "v1.0.0", "replace": "example.com/fork@v1.1.0",
     "hash": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
     "sum": "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
     "parts": [{ "packages": { ".": [] } }, { "packages": { "x": [] } }] } },
   "candidates": { "example.com/c": { "version": "v1.0.0", "lacks": ["y"] } } },
  "twin": { "reason": "it does so too", "automatic": true, "modules": {
    "example.com/b": { "version": "v1.0.0", "replace": "example.com/fork@v1.1.0",
     "hash": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
     "sum": "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
     "parts": [{ "packages": { ".": [], "z": [] } }] } } } },
 "candidates": { "example.com/c": { "version": "v1.2.0", "lacks": ["y"] } }
}
)json";
  const Lock lock = lock::parse("goset.lock", text);
  const SetTrack& track = lock.set.tracks.at("tool");
  const SetModule& b = *track.modules.at("example.com/b");
  CHECK(b.version == "v1.0.0");
  CHECK(b.replace == ModuleVersion{"example.com/fork", "v1.1.0"});
  CHECK(track.parts.at("example.com/b") == std::vector<Part>{{"."}, {"x"}});
  // What two tracks have is one record, with what each of them needs.
  const SetTrack& twin = lock.set.tracks.at("twin");
  CHECK(twin.modules.at("example.com/b") == track.modules.at("example.com/b"));
  CHECK(twin.parts.at("example.com/b") == std::vector<Part>{{".", "z"}});
  CHECK(b.packages.size() == 3);
  CHECK(track.candidates == std::set<ModuleVersion>{{"example.com/c", "v1.0.0"}});
  CHECK(lock.set.candidates.at({"example.com/c", "v1.0.0"}).apart);
  CHECK_FALSE(lock.set.candidates.at({"example.com/c", "v1.2.0"}).apart);
  // It is written in the format of today, and read the same.
  const std::string now = lock::print(lock);
  CHECK(now.starts_with("{\n\"format\": 3,"));
  CHECK(lock::print(lock::parse("goset.lock", now)) == now);
}

TEST_CASE("a newer format is refused, whatever else it holds") {
  CHECK(message_of("{\"format\": 4, \"other\": {}}") ==
        "goset.lock: format 4 is unknown to this goset, which knows 3");
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
  CHECK(message_of(edited(good, "\"base\": \"\"", "\"../base\": \"\"")) ==
        "goset.lock: modules: \"example.com/a\" parts: has a bad directory \"../base\"");
  CHECK(message_of(edited(good, "\"linux && cgo\"", "\"linux &&\""))
            .starts_with("goset.lock: modules: \"example.com/b\" has a bad build constraint"));
  CHECK(message_of(edited(good, "\"base\": \"\"", "\"base\": \"x{y\"")) ==
        "goset.lock: modules: \"example.com/a\" parts: has a bad list of imports \"x{y\"");
  CHECK(message_of(edited(good, "\"base\": \"\"", "\"base}\": \"\"")) ==
        "goset.lock: modules: \"example.com/a\" parts: has a bad list of directories \"base}\"");
  CHECK(message_of(edited(good, "\"base\": \"\"", "\"base{,}\": \"\"")) ==
        "goset.lock: modules: \"example.com/a\" parts: has \"base\" twice");
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

TEST_CASE("a package's directory that could not be written again is refused") {
  const std::string text = edited(lock::print(sample_lock()), "\"cmd/api\"", "\"cmd\\u007f/api\"");
  CHECK(message_of(text).find("has a bad directory") != std::string::npos);
}
