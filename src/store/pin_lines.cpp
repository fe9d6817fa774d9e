#include <toml++/toml.h>

#include <algorithm>
#include <optional>

#include "goset/store/edit.hpp"
#include "parse_toml.hpp"

// What is asked of [pin] before it is edited.

namespace goset::manifest {

namespace {

// line_at returns a line of a text, from 1.
std::string_view line_at(std::string_view text, std::size_t number) {
  while (--number > 0) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

bool is_comment(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin != std::string_view::npos && line[begin] == '#';
}

// Found is a pin, and the line that it ends in.
struct Found {
  std::string value;
  std::size_t line;
};

std::optional<Found> pin_at(std::string_view text, std::string_view path) {
  const toml::table root = parse_toml(text);
  const toml::table* const pins = root["pin"].as_table();
  const toml::node* const node = pins ? pins->get(path) : nullptr;
  if (!node) return std::nullopt;
  return Found{node->value_or(std::string()), node->source().end.line};
}

}  // namespace

bool has_pin(std::string_view text, std::string_view path) {
  return pin_at(text, path).has_value();
}

bool has_bare_floor(std::string_view text, std::string_view path) {
  const std::optional<Found> pin = pin_at(text, path);
  if (!pin || !pin->value.starts_with(">=")) return false;
  const bool has_before = pin->line > 1 && is_comment(line_at(text, pin->line - 1));
  return !has_before && line_at(text, pin->line).find('#') == std::string_view::npos;
}

}  // namespace goset::manifest
