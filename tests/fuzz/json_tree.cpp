#include <nlohmann/json.hpp>

#include "goset/store/json_tree.hpp"
#include "target.hpp"

// JSON is taken and refused as another reader does, and has the same values.

namespace goset::fuzz {

namespace {

void compare(const JsonTree& tree, JsonTree::Id node, const nlohmann::json& other);

void compare_members(const JsonTree& tree, JsonTree::Id node, const nlohmann::json& other) {
  JsonTree::Id at = tree.first(node);
  nlohmann::json last;  // of a key that is there twice the other reader keeps the last
  for (std::size_t i = 0; i < tree.count(node); ++i) {
    const std::string key = tree.text(at);
    expect(tree.is(at, key), "a key means what it reads as");
    const JsonTree::Id value = tree.next(at);
    expect(other.contains(key), "an object has the same keys");
    last[key] = value;
    at = tree.next(value);
  }
  expect(last.size() == other.size(), "an object has as many keys");
  for (const auto& [key, value] : last.items()) compare(tree, value, other.at(key));
}

void compare(const JsonTree& tree, JsonTree::Id node, const nlohmann::json& other) {
  using Kind = JsonTree::Kind;
  switch (tree.kind(node)) {
    case Kind::null:
      return expect(other.is_null(), "null is null");
    case Kind::boolean:
      return expect(other.is_boolean() && other.get<bool>() == (tree.raw(node) == "true"),
                    "booleans");
    case Kind::number:
      return expect(other.is_number(), "a number is one");
    case Kind::string:
      expect(other.is_string(), "a string is one");
      return expect_equal(tree.text(node), other.get<std::string>(), "strings mean the same");
    case Kind::array: {
      expect(other.is_array() && other.size() == tree.count(node), "arrays are as long");
      JsonTree::Id at = tree.first(node);
      for (const nlohmann::json& item : other) {
        compare(tree, at, item);
        at = tree.next(at);
      }
      return;
    }
    case Kind::object:
      expect(other.is_object(), "an object is one");
      return compare_members(tree, node, other);
  }
}

const Target target("json_tree", [](std::string_view input) {
  if (input.find('\0') != std::string_view::npos) return;  // the other reader's end of a text
  std::size_t fault = 0;
  const std::optional<JsonTree> tree = JsonTree::parse(input, fault);
  expect(fault <= input.size(), "a fault is in the text");
  // The other reader takes numbers that are too large for a double for a fault.
  const bool is_json = nlohmann::json::accept(input);
  if (!tree && is_json) throw Finding{"the other reader takes it"};
  if (!tree) return;
  const nlohmann::json other = nlohmann::json::parse(input, nullptr, false);
  if (other.is_discarded()) {
    expect(input.find_first_of("eE") != std::string_view::npos || input.size() > 300,
           "the other reader refuses it");
    return;
  }
  constexpr std::size_t deep = 1000;  // the comparison calls itself
  if (input.size() < deep) compare(*tree, 0, other);
});

}  // namespace

}  // namespace goset::fuzz
