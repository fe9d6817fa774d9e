#include "goset/store/json_tree.hpp"

#include <nlohmann/json.hpp>
#include <random>

#include "goset/store/lock.hpp"
#include "support/catch.hpp"
#include "support/sample.hpp"

using goset::JsonTree;
using nlohmann::ordered_json;

namespace {

ordered_json value_of(const JsonTree& tree, JsonTree::Id node) {
  switch (tree.kind(node)) {
    case JsonTree::Kind::string:
      return tree.text(node);
    case JsonTree::Kind::array: {
      ordered_json result = ordered_json::array();
      JsonTree::Id at = tree.first(node);
      for (std::size_t i = 0; i < tree.count(node); ++i, at = tree.next(at)) {
        result.push_back(value_of(tree, at));
      }
      return result;
    }
    case JsonTree::Kind::object: {
      ordered_json result = ordered_json::object();
      JsonTree::Id at = tree.first(node);
      for (std::size_t i = 0; i < tree.count(node); ++i, at = tree.next(tree.next(at))) {
        result[tree.text(at)] = value_of(tree, tree.next(at));
      }
      return result;
    }
    default:
      return ordered_json::parse(tree.raw(node));
  }
}

// check compares with another parser.
void check(const std::string& text) {
  INFO(text);
  std::size_t fault = 0;
  const std::optional<JsonTree> tree = JsonTree::parse(text, fault);
  REQUIRE(tree.has_value() == ordered_json::accept(text));
  if (tree) CHECK(value_of(*tree, 0) == ordered_json::parse(text));
}

// JSON and what looks like it.
const char* const texts[] = {"",
                             " ",
                             "0",
                             "-0",
                             "01",
                             "-",
                             "1.",
                             "1.5",
                             ".5",
                             "1e",
                             "1e+5",
                             "1E-2",
                             "+1",
                             "true",
                             "tru",
                             "truer",
                             "null",
                             "[]",
                             "[ ]",
                             "[,]",
                             "[1,]",
                             "[1 2]",
                             "[1,2",
                             "{}",
                             "{,}",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1}",
                             "{\"a\":1,}",
                             "{a:1}",
                             "{1:1}",
                             "[[[[]]]]",
                             "[}",
                             "{]",
                             "[]]",
                             "\"",
                             "\"a",
                             "\"\\\"",
                             "\"\\n\\t\\b\\f\\r\\/\\\\\\\"\"",
                             "\"\\x\"",
                             "\"\\u00e9\"",
                             "\"\\u12\"",
                             "\"\\ud83d\\ude00\"",
                             "\"\\ud83d\"",
                             "\"\\ude00\"",
                             "\"\\ud83dx\"",
                             "\"\\ud83d\\u0041\"",
                             "\"\xc3\xa9\"",
                             "\"\xc3\"",
                             "\"\xff\"",
                             "\"\xed\xa0\x80\"",
                             "\"\n\"",
                             "\"\t\"",
                             "\xef\xbb\xbf[]",
                             "[1]//",
                             "{\"a\\u0062\":{\"c\":[null,false]}}"};

}  // namespace

TEST_CASE("JSON is what another parser takes for it, and means the same") {
  for (const char* const text : texts) {
    check(text);
  }
}

TEST_CASE("a lock with a few bytes changed is JSON where another parser says so") {
  const std::string good = goset::lock::print(sample_lock());
  constexpr std::string_view bytes = "{}[]\",:\\u0e-. \n\x80tn";
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string text = good.substr(0, 1 + random() % good.size());
    text = round % 2 == 0 ? good : text + "]}";
    for (std::size_t n = random() % 3; n > 0; --n) {
      text[random() % text.size()] = bytes[random() % bytes.size()];
    }
    check(text);
  }
}

TEST_CASE("the place of what is wrong is told") {
  std::size_t fault = 0;
  CHECK_FALSE(JsonTree::parse("{\"a\": 1 x}", fault));
  CHECK(fault == 8);
}
