#include "parse_toml.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

// toml++ calls itself for each part of a dotted key when it frees the tables, and so do the edits.
// Parts are counted by line, in which a key is whole, and without regard for texts and comments: what
// is in one of these to a parser can't be told without being one. A dot counts if it may part two
// parts of a key, which those of "./..." don't.

namespace goset {

namespace {

bool is_of_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '"' || c == '\'';
}

// next_place returns where the text goes on that is neither blank nor tab.
std::size_t next_place(std::string_view line, std::size_t at) {
  return std::min(line.find_first_not_of(" \t", at), line.size());
}

std::size_t parting_dots(std::string_view line) {
  std::size_t count = 0;
  char before = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '.' && is_of_key(before)) {
      const std::size_t next = next_place(line, at + 1);
      if (next < line.size() && is_of_key(line[next])) ++count;
    }
    if (c != ' ' && c != '\t') before = c;
  }
  return count;
}

[[noreturn]] void refuse(const std::string& why, std::uint32_t line, std::string_view name) {
  const toml::source_position at{line, 1};
  throw toml::parse_error(why.c_str(),
                          toml::source_region{at, at, std::make_shared<const std::string>(name)});
}

}  // namespace

toml::table parse_toml(std::string_view text, std::string_view name) {
  if (text.size() > most_toml_bytes) {
    refuse("this file has more than " + std::to_string(most_toml_bytes >> 20) + " MiB", 1, name);
  }
  std::uint32_t number = 1;
  for (std::string_view rest = text; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    // So many dots take more bytes than that.
    if (end > most_line_dots && parting_dots(rest.substr(0, end)) > most_line_dots) {
      refuse("a key has too many parts", number, name);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return toml::parse(text, name);
}

}  // namespace goset
