#include "support/txtar.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace goset {
namespace {

std::string_view trim(std::string_view s) {
  constexpr std::string_view space = " \t\r";
  s.remove_prefix(std::min(s.find_first_not_of(space), s.size()));
  return s.substr(0, s.find_last_not_of(space) + 1);
}

// file_name returns NAME of a line `-- NAME --`.
std::optional<std::string_view> file_name(std::string_view line) {
  constexpr std::string_view open = "-- ";
  constexpr std::string_view close = " --";
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (!line.starts_with(open) || !line.ends_with(close)) return std::nullopt;
  if (line.size() < open.size() + close.size()) return std::nullopt;
  line.remove_prefix(open.size());
  line.remove_suffix(close.size());
  const std::string_view name = trim(line);
  if (name.empty()) return std::nullopt;
  return name;
}

}  // namespace

Txtar txtar::parse(std::string_view text) {
  Txtar out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (const std::optional<std::string_view> name = file_name(line)) {
      out.files.push_back({std::string(*name), ""});
      continue;
    }
    std::string& part = out.files.empty() ? out.comment : out.files.back().data;
    part += line;
    part += '\n';
  }
  return out;
}

}  // namespace goset
