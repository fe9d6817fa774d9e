#include "floors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "goset/escape/terminal.hpp"
#include "goset/escape/toml.hpp"
#include "goset/go/semver.hpp"

namespace goset::floors {

namespace {

constexpr std::string_view head =
    "# Minimum versions that `goset update --all` chose. goset writes this file: what\n"
    "# people decide is in [pin] of goset.toml.\n"
    "[pin]\n";

using Lines = std::map<std::string, std::string>;  // by the key in its quotes

std::string key_of(const std::string& path) {
  return TomlText::format("\"{}\"", path).str();
}

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.starts_with('"')) continue;
    const std::size_t quote = std::min(line.find('"', 1), line.size() - 1);
    lines.emplace(line.substr(0, quote + 1), line);
  }
  return lines;
}

std::string text_of(const Lines& lines) {
  if (lines.empty()) return "";
  std::string out(head);
  for (const auto& [key, line] : lines) out.append(line).append("\n");
  return out;
}

}  // namespace

std::string with(std::string_view text, const std::string& path, const std::string& version,
                 std::string_view comment) {
  Lines lines = lines_of(text);
  lines[key_of(path)] =
      fmt::format("{} = {} {}", key_of(path), TomlText::format("\">= {}\"", version).str(),
                  CommentText::format("# {}", comment).str());
  return text_of(lines);
}

std::string without(std::string_view text, const std::string& path) {
  Lines lines = lines_of(text);
  lines.erase(key_of(path));
  return text_of(lines);
}

void add(Pins& pins, const Pins& floors) {
  for (const auto& [path, floor] : floors) {
    const auto [known, is_new] = pins.emplace(path, floor);
    if (is_new || known->second.exact) continue;
    if (semver::compare(floor.version, known->second.version) > 0) known->second = floor;
  }
}

}  // namespace goset::floors
