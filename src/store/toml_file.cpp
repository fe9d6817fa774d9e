#include "toml_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/store/suggestion.hpp"
#include "parse_toml.hpp"

namespace goset {

TomlFile::TomlFile(std::string_view name, std::string_view text) : name_(name) {
  try {
    root_ = parse_toml(text, name_);
  } catch (const toml::parse_error& error) {
    if (text.starts_with("<<<<<<< ") || text.find("\n<<<<<<< ") != std::string_view::npos) {
      fail(error.source(), "this file contains merge conflict markers",
           {"keep what both sides want; then run `goset lock`, which resolves the lock"});
    }
    fail(error.source(), std::string(error.description()));
  }
}

void TomlFile::fail(const toml::source_region& region, const std::string& message,
                    std::vector<std::string> notes) const {
  throw Error(fmt::format("{}:{}: {}", name_, region.begin.line, message), std::move(notes));
}

void TomlFile::fail(const toml::node& node, const std::string& message,
                    std::vector<std::string> notes) const {
  fail(node.source(), message, std::move(notes));
}

void TomlFile::check_keys(const toml::table& table, std::span<const std::string_view> known) const {
  for (const auto& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    Error error(fmt::format("unknown key \"{}\"", key.str()));
    add_suggestion(error, key.str(), known);
    fail(key.source(), error.message(), error.notes());
  }
}

std::string TomlFile::text(const toml::table& table, std::string_view key) const {
  const toml::node* node = table.get(key);
  if (!node) return "";
  if (!node->is_string()) fail(*node, fmt::format("\"{}\" must be a string", key));
  return node->ref<std::string>();
}

std::vector<std::string> TomlFile::texts(const toml::table& table, std::string_view key) const {
  std::vector<std::string> result;
  const toml::node* node = table.get(key);
  if (!node) return result;
  const toml::array* array = node->as_array();
  if (!array) fail(*node, fmt::format("\"{}\" must be an array of strings", key));
  for (const toml::node& item : *array) {
    if (!item.is_string()) fail(item, fmt::format("\"{}\" must be an array of strings", key));
    result.push_back(item.ref<std::string>());
  }
  return result;
}

bool TomlFile::flag(const toml::table& table, std::string_view key) const {
  const toml::node* node = table.get(key);
  if (!node) return false;
  if (!node->is_boolean()) fail(*node, fmt::format("\"{}\" must be true or false", key));
  return node->ref<bool>();
}

const toml::table* TomlFile::sub_table(const toml::table& table, std::string_view key,
                                       std::string_view usage) const {
  const toml::node* const node = table.get(key);
  if (!node) return nullptr;
  if (!node->is_table()) fail(*node, fmt::format("\"{}\" must be a table: {}", key, usage));
  return node->as_table();
}

}  // namespace goset
