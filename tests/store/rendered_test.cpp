#include "goset/store/rendered.hpp"

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/hash/sha256.hpp"
#include "support/catch.hpp"
#include "support/sample.hpp"

using namespace goset;

namespace {

TextFiles one(std::string_view text) {
  return {{"", std::string(text)}};
}

std::string with_record(const std::string& lock, std::string_view packages) {
  return rendered::with_record(one(lock), one(packages)).at("");
}

bool is_recorded(std::string_view lock, std::string_view packages) {
  return rendered::is_recorded(one(lock), one(packages));
}

bool is_as_written(std::string_view lock) {
  return rendered::is_as_written(one(lock));
}

}  // namespace

TEST_CASE("a lock records what was rendered from it in its third line") {
  const std::string plain = lock::print(sample_lock());
  const std::string text = with_record(plain, "{ }\n");
  const std::size_t line = text.find('\n', text.find('\n') + 1) + 1;
  const std::size_t end = text.find('\n', line) + 1;
  CHECK(text.substr(line, end - line) == "\"rendered\": { \"by\": 5, \"lock\": \"" +
                                             encoding::sri(sha256(plain)) + "\", \"packages\": \"" +
                                             encoding::sri(sha256("{ }\n")) + "\" },\n");
  CHECK(text.substr(0, line) + text.substr(end) == plain);
  CHECK(lock::print(lock::parse("goset.lock", text)) == plain);
}

TEST_CASE("only the lock and the packages that were recorded are") {
  const std::string plain = lock::print(sample_lock());
  const std::string text = with_record(plain, "{ }\n");
  CHECK(is_recorded(text, "{ }\n"));
  CHECK_FALSE(is_recorded(text, "{ } \n"));
  CHECK_FALSE(is_recorded(plain, "{ }\n"));
  CHECK(is_as_written(text));
  CHECK_FALSE(is_as_written(plain));
  std::string edited = text;
  edited.replace(edited.find("v1.2.0"), 6, "v1.2.1");
  CHECK(rendered::edited_files(one(edited)) == std::set<std::string>{""});
  CHECK(rendered::edited_files(one(plain)).empty());
  CHECK(rendered::edited_files(one(text)).empty());
  CHECK_FALSE(is_recorded(edited, "{ }\n"));
  CHECK_FALSE(is_as_written(edited));
  std::string other = text;
  other.replace(other.find("\"by\": 5"), 7, "\"by\": 0");
  CHECK_FALSE(is_recorded(other, "{ }\n"));
  for (const std::string odd : {"", "\n", "{", "{\n \"format\": 1,", "{\n\n\"rendered\": {"}) {
    CHECK_FALSE(is_recorded(odd, ""));
    CHECK_FALSE(is_as_written(odd));
  }
}

TEST_CASE("a record with something else in it is refused") {
  const std::string text = with_record(lock::print(sample_lock()), "");
  for (const auto& [part, by] : {std::pair("\"by\": 5", "\"by\": \"1\""),
                                 {"\"packages\": \"sha", "\"packages\": \"shy"},
                                 {"\"lock\": ", "\"log\": "}}) {
    std::string edited = text;
    edited.replace(edited.find(part), std::string_view(part).size(), by);
    CHECK_THROWS_AS(lock::parse("goset.lock", edited), Error);
  }
}

TEST_CASE("a lock of several files has the record in the name of an empty one") {
  const TextFiles plain = lock::print_files(sample_lock());
  const TextFiles packages = {{"set.nix", "{ }\n"}};
  const TextFiles lock = rendered::with_record(plain, packages);
  REQUIRE(lock.size() == plain.size() + 1);
  const std::string name = lock.lower_bound("rendered/")->first;
  CHECK(rendered::is_record(name));
  CHECK(name.size() == std::string("rendered/5--").size() + 64);
  CHECK(lock.at(name).empty());
  CHECK(rendered::with_record(lock, packages) == lock);
  CHECK(rendered::is_recorded(lock, packages));
  CHECK(rendered::is_as_written(lock));
  CHECK_FALSE(rendered::is_recorded(plain, packages));
  CHECK_FALSE(rendered::is_as_written(plain));
  CHECK_FALSE(rendered::is_recorded(lock, {{"set.nix", "{  }\n"}}));
  CHECK(rendered::edited_files(lock).empty());
  CHECK(rendered::edited_files(plain).empty());
  // The text of one file is not that of another, though it is what goset wrote.
  TextFiles moved = lock;
  moved["leaves/tool.json"].swap(moved["leaves/api.json"]);
  CHECK_FALSE(rendered::is_as_written(moved));
  CHECK(rendered::edited_files(moved).empty());
  TextFiles edited = lock;
  edited["leaves/tool.json"] += "\n";
  edited["leaves/new.json"] = "{\n}\n";
  CHECK(rendered::edited_files(edited) ==
        std::set<std::string>{"leaves/new.json", "leaves/tool.json"});
  // Of two branches both names are there, and none is of what was merged.
  TextFiles merged = lock;
  merged.merge(rendered::with_record({{"set.json", "{}"}}, packages));
  CHECK(rendered::is_as_written(merged));
  merged["leaves/new.json"] = "{}";
  CHECK_FALSE(rendered::is_as_written(merged));
  CHECK(lock::print(lock::parse("goset.lock", lock)) == lock::print(sample_lock()));
}
