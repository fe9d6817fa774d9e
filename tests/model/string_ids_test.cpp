#include "goset/model/string_ids.hpp"

#include <string>

#include "goset/model/text_store.hpp"
#include "support/catch.hpp"

using goset::StringIds;
using goset::TextStore;

TEST_CASE("texts are numbered in the order in which they come") {
  TextStore texts;
  StringIds ids;
  CHECK(ids.find("0") == StringIds::none);
  for (StringIds::Id i = 0; i < 1000; ++i) CHECK(ids.add(texts.add(std::to_string(i))) == i);
  for (StringIds::Id i = 0; i < 1000; ++i) CHECK(ids.add(std::to_string(i)) == i);
  CHECK(ids.size() == 1000);
  CHECK(ids.find("999") == 999);
  CHECK(ids.at(999) == "999");
  CHECK(ids.find("1000") == StringIds::none);
}

TEST_CASE("kept texts stay where they are, long ones too") {
  TextStore texts;
  const std::string long_text(100'000, 'x');
  const std::string_view first = texts.add("first");
  const std::string_view second = texts.add(long_text);
  for (int i = 0; i < 100'000; ++i) texts.add("another");
  const TextStore moved = std::move(texts);
  CHECK(first == "first");
  CHECK(second == long_text);
}
