#include "version.hpp"

#include <algorithm>
#include <array>

namespace goset::build {
namespace {

// cut returns what is before the first `mark`, and takes it and the mark off `text`.
std::string_view cut(std::string_view& text, char mark) {
  const std::size_t at = std::min(text.find(mark), text.size());
  const std::string_view head = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return head;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// compare_numbers takes digits without leading zeros: so numbers may be of any size.
int compare_numbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

// compare_identifiers: a number is below what is none.
int compare_identifiers(std::string_view a, std::string_view b) {
  if (is_number(a) && is_number(b)) return compare_numbers(a, b);
  if (is_number(a) != is_number(b)) return is_number(a) ? -1 : 1;
  return a.compare(b);
}

// compare_prereleases: a version without one is above those with one, and the longer of two that are
// equal as far as the shorter goes is above it.
int compare_prereleases(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return static_cast<int>(a.empty()) - static_cast<int>(b.empty());
  while (!a.empty() && !b.empty()) {
    if (const int order = compare_identifiers(cut(a, '.'), cut(b, '.')); order != 0) return order;
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

struct Version {
  std::array<std::string_view, 3> numbers;
  std::string_view prerelease;
};

Version parse(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  text = text.substr(0, text.find('+'));
  Version version;
  std::string_view core = cut(text, '-');
  version.prerelease = text;
  for (std::string_view& number : version.numbers) number = cut(core, '.');
  return version;
}

}  // namespace

bool is_newer(std::string_view a, std::string_view b) {
  const Version left = parse(a);
  const Version right = parse(b);
  for (std::size_t i = 0; i < left.numbers.size(); ++i) {
    if (const int order = compare_numbers(left.numbers[i], right.numbers[i]); order != 0) {
      return order > 0;
    }
  }
  return compare_prereleases(left.prerelease, right.prerelease) > 0;
}

}  // namespace goset::build
