#include "goset/store/rendered.hpp"

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/hash/sha256.hpp"
#include "support/catch.hpp"
#include "support/sample.hpp"

using namespace goset;

TEST_CASE("a lock records what was rendered from it in its third line") {
  const std::string plain = lock::print(sample_lock());
  const std::string text = rendered::with_record(plain, "{ }\n");
  const std::size_t line = text.find('\n', text.find('\n') + 1) + 1;
  const std::size_t end = text.find('\n', line) + 1;
  CHECK(text.substr(line, end - line) == "\"rendered\": { \"by\": 4, \"lock\": \"" +
                                             encoding::sri(sha256(plain)) + "\", \"packages\": \"" +
                                             encoding::sri(sha256("{ }\n")) + "\" },\n");
  CHECK(text.substr(0, line) + text.substr(end) == plain);
  CHECK(lock::print(lock::parse("goset.lock", text)) == plain);
}

TEST_CASE("only the lock and the packages that were recorded are") {
  const std::string plain = lock::print(sample_lock());
  const std::string text = rendered::with_record(plain, "{ }\n");
  CHECK(rendered::is_recorded(text, "{ }\n"));
  CHECK_FALSE(rendered::is_recorded(text, "{ } \n"));
  CHECK_FALSE(rendered::is_recorded(plain, "{ }\n"));
  CHECK(rendered::is_as_written(text));
  CHECK_FALSE(rendered::is_as_written(plain));
  std::string edited = text;
  edited.replace(edited.find("v1.2.0"), 6, "v1.2.1");
  CHECK_FALSE(rendered::is_recorded(edited, "{ }\n"));
  CHECK_FALSE(rendered::is_as_written(edited));
  std::string other = text;
  other.replace(other.find("\"by\": 4"), 7, "\"by\": 0");
  CHECK_FALSE(rendered::is_recorded(other, "{ }\n"));
  for (const std::string odd : {"", "\n", "{", "{\n \"format\": 1,", "{\n\n\"rendered\": {"}) {
    CHECK_FALSE(rendered::is_recorded(odd, ""));
    CHECK_FALSE(rendered::is_as_written(odd));
  }
}

TEST_CASE("a record with something else in it is refused") {
  const std::string text = rendered::with_record(lock::print(sample_lock()), "");
  for (const auto& [part, by] : {std::pair("\"by\": 4", "\"by\": \"1\""),
                                 {"\"packages\": \"sha", "\"packages\": \"shy"},
                                 {"\"lock\": ", "\"log\": "}}) {
    std::string edited = text;
    edited.replace(edited.find(part), std::string_view(part).size(), by);
    CHECK_THROWS_AS(lock::parse("goset.lock", edited), Error);
  }
}
