#include "goset/store/lock_places.hpp"

#include "goset/store/lock.hpp"
#include "goset/store/rendered.hpp"
#include "support/catch.hpp"
#include "support/sample.hpp"

using namespace goset;

namespace {

// line_of returns a line of a text, counted from one.
std::string line_of(const std::string& text, std::size_t number) {
  std::size_t begin = 0;
  while (--number > 0) begin = text.find('\n', begin) + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

TEST_CASE("records of a lock are found by the lines that they begin on") {
  const TextFiles lock = rendered::with_record({{"", lock::print(sample_lock())}}, {{"", ""}});
  const LockPlaces places(lock);
  for (const auto& [path, module] : sample_lock().set.modules) {
    const auto place = places.of_module(path, module.version);
    REQUIRE(place);
    CHECK(place->file == "goset.lock");
    CHECK(line_of(lock.at(""), place->line).starts_with(" \"" + path + "\": {"));
  }
  for (const auto& [name, leaf] : sample_lock().set.leaves) {
    const LockPlaces::Place place = places.of_leaf(name);
    CHECK(line_of(lock.at(""), place.line).starts_with(" \"" + name + "\": {"));
  }
  CHECK(line_of(lock.at(""), places.of_inputs().line).starts_with("\"inputs\": {"));
  CHECK_FALSE(places.of_module("example.com/none", "v1.0.0"));
  CHECK(places.of_leaf("none").line == 1);
}

TEST_CASE("records of tracks are found by their version") {
  const TextFiles lock = {{"",
                           "{\n\"format\": 2,\n\"modules\": {\n \"a.b/c\": {},\n \"a.b/d\": {}},\n"
                           "\"versions\": {\n \"a.b/c@v1.0.0\": {},\n"
                           " \"a.b/d@v1.0.0 => a.b/e@v1.0.0\": {} }\n}\n"}};
  const LockPlaces places(lock);
  CHECK(places.of_module("a.b/c", "v1.0.0")->line == 7);
  CHECK(places.of_module("a.b/c", "v1.0.1")->line == 4);
  CHECK(places.of_module("a.b/d", "v1.0.0")->line == 8);
  CHECK(places.of_module("a.b/d", "v1.0.0-rc")->line == 5);
}

TEST_CASE("in a lock of several files a record is in the file of its module") {
  const TextFiles lock = rendered::with_record(lock::print_files(sample_lock()), {{"set.nix", ""}});
  const LockPlaces places(lock);
  const auto& [path, module] = *sample_lock().set.modules.begin();
  const auto place = places.of_module(path, module.version);
  REQUIRE(place);
  CHECK(place->file == "goset.lock/modules/" + path + ".json");
  CHECK(places.of_inputs().file == "goset.lock/set.json");
}

TEST_CASE("no place is found in what is no lock") {
  for (const std::string text : {"", "\n", "\"", "\"a\": ", " \"a\": {", "{\n\"\n \"\n"}) {
    const LockPlaces places(TextFiles{{"", text}});
    CHECK(places.of_inputs().line == 1);
  }
}
