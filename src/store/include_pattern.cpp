#include "goset/store/include_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "goset/error.hpp"
#include "goset/go/glob.hpp"

namespace goset {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view signs = "*?[\\";

bool is_pattern(std::string_view element) {
  return element.find_first_of(signs) != std::string_view::npos;
}

// names_in returns the entries of a directory that match one element.
std::vector<std::string> names_in(const fs::path& directory, std::string_view element) {
  std::vector<std::string> names;
  std::error_code failure;  // what is no directory has no entries
  for (fs::directory_iterator at(directory, failure), end; !failure && at != end;
       at.increment(failure)) {
    std::string name = at->path().filename().string();
    if (name.front() == '.' && element.front() != '.') continue;
    if (glob::matches(element, name)) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

std::vector<std::string> files_matching(const fs::path& directory, std::string_view pattern) {
  std::vector<fs::path> found{fs::path()};
  for (const fs::path& part : fs::path(pattern)) {
    const std::string element = part.string();
    std::vector<fs::path> next;
    for (const fs::path& place : found) {
      if (!is_pattern(element)) {
        next.push_back(place / element);
        continue;
      }
      for (const std::string& name : names_in(directory / place, element)) {
        next.push_back(place / name);
      }
    }
    found = std::move(next);
  }
  std::vector<std::string> names;
  std::error_code ignored;
  for (const fs::path& place : found) {
    if (fs::is_regular_file(directory / place, ignored)) {
      names.push_back(place.lexically_normal().string());
    } else if (!is_pattern(pattern)) {
      throw Error(fmt::format("{}: no such file", (directory / place).lexically_normal().string()),
                  {"goset.toml includes it"});
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string single_star(std::string_view pattern, std::string_view name) {
  const std::size_t star = pattern.find('*');
  const std::size_t last = pattern.rfind('/');
  const bool fits = star != std::string_view::npos && pattern.find_first_of(signs) == star &&
                    pattern.find_first_of(signs, star + 1) == std::string_view::npos &&
                    (last == std::string_view::npos || last < star);
  if (!fits) return "";
  return fmt::format("{}{}{}", pattern.substr(0, star), name, pattern.substr(star + 1));
}

}  // namespace goset
