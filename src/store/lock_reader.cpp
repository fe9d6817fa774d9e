#include "lock_reader.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/hash/encoding.hpp"

namespace goset::lock {

std::string shown(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Reader::Reader(const Value& value, std::string where) : value_(value), where_(std::move(where)) {
  if (value_.kind() != Value::Kind::object) fail("is not an object");
  is_read_.resize(value_.size());
}

void Reader::fail(std::string_view what) const {
  throw Error(fmt::format("{} {}", where_, what));
}

std::string Reader::place(std::string_view key) const {
  return fmt::format("{} {}:", where_, key);
}

std::optional<Value> Reader::find(std::string_view key) {
  const JsonTree& tree = value_.source->tree;
  JsonTree::Id at = tree.first(value_.node);
  for (std::size_t i = 0; i < is_read_.size(); ++i) {
    const Value value{value_.source, tree.next(at)};
    if (tree.is(at, key)) {
      is_read_[i] = true;
      return value;
    }
    at = tree.next(value.node);
  }
  return std::nullopt;
}

Value Reader::need(std::string_view key) {
  const std::optional<Value> found = find(key);
  if (!found) fail(fmt::format("has no \"{}\"", key));
  return *found;
}

std::optional<Value> Reader::find(std::string_view key, Value::Kind kind) {
  std::optional<Value> found = find(key);
  if (found) check(*found, key, kind);
  return found;
}

Value Reader::need(std::string_view key, Value::Kind kind) {
  const Value value = need(key);
  check(value, key, kind);
  return value;
}

void Reader::check(const Value& value, std::string_view key, Value::Kind kind) const {
  if (value.kind() == kind) return;
  fail(fmt::format("has \"{}\" that is not an {}", key,
                   kind == Value::Kind::object ? "object" : "array"));
}

std::vector<std::string> Reader::keys() const {
  std::vector<std::string> result;
  value_.each_member([&](std::string key, const Value&) { result.push_back(std::move(key)); });
  return result;
}

std::string Reader::text(std::string_view key) {
  const std::optional<Value> found = find(key);
  return found ? string_of(*found, key) : "";
}

std::string Reader::need_text(std::string_view key) {
  return string_of(need(key), key);
}

std::vector<std::string> Reader::texts(std::string_view key) {
  std::vector<std::string> result;
  const std::optional<Value> found = find(key, Value::Kind::array);
  if (!found) return result;
  found->each_item([&](const Value& item) { result.push_back(string_of(item, key)); });
  return result;
}

std::string Reader::sri(std::string_view key) {
  std::string value = text(key);
  if (!value.empty() && !encoding::from_sri(value)) bad(key, value);
  return value;
}

std::string Reader::h1(std::string_view key) {
  std::string value = text(key);
  if (value.empty()) return value;
  const std::optional<std::vector<std::uint8_t>> digest =
      value.starts_with("h1:") ? encoding::from_base64(value.substr(3)) : std::nullopt;
  if (!digest || digest->size() != std::tuple_size_v<Sha256Digest>) bad(key, value);
  return value;
}

std::optional<std::string> Reader::go(std::string_view key) {
  std::string value = text(key);
  if (value.empty()) return std::nullopt;
  if (!toolchain_version::is_valid(value)) bad(key, value);
  return value;
}

std::string Reader::version(std::string_view key) {
  std::string value = text(key);
  if (!value.empty() && !semver::is_valid(value)) bad(key, value);
  return value;
}

void Reader::bad(std::string_view key, const std::string& value) const {
  fail(fmt::format("has a bad \"{}\": {}", key, shown(value)));
}

void Reader::done() const {
  std::size_t i = 0;
  value_.each_member([&](const std::string& key, const Value&) {
    if (!is_read_[i++]) fail(fmt::format("has an unknown key \"{}\"", key));
  });
}

std::string Reader::string_of(const Value& value, std::string_view key) const {
  if (value.kind() != Value::Kind::string) {
    fail(fmt::format("has a \"{}\" that is not a string", key));
  }
  return value.text();
}

}  // namespace goset::lock
