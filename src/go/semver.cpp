#include "goset/go/semver.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace goset::semver {
namespace {

// Parts are views into the version. What a shorthand leaves out is "0"; `missing` counts it.
struct Parts {
  std::string_view major;
  std::string_view minor = "0";
  std::string_view patch = "0";
  std::string_view prerelease;  // with its "-"
  std::string_view build;       // with its "+"
  int missing = 0;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_identifier_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool is_number(std::string_view s) {
  return std::all_of(s.begin(), s.end(), is_digit);
}

// take_number cuts a decimal number without leading zeros off the front.
std::optional<std::string_view> take_number(std::string_view& rest) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
  const std::string_view number = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  if (number.empty() || (number.size() > 1 && number.front() == '0')) return std::nullopt;
  rest.remove_prefix(number.size());
  return number;
}

bool take_dot(std::string_view& rest) {
  if (rest.empty() || rest.front() != '.') return false;
  rest.remove_prefix(1);
  return true;
}

// cut_identifier cuts the text before the next "." off the front, and the "." with it.
std::string_view cut_identifier(std::string_view& rest) {
  const std::size_t dot = std::min(rest.find('.'), rest.size());
  const std::string_view identifier = rest.substr(0, dot);
  rest.remove_prefix(std::min(dot + 1, rest.size()));
  return identifier;
}

// is_identifier_list checks `list`, identifiers joined by dots. Numeric ones of a prerelease have
// no leading zeros.
bool is_identifier_list(std::string_view list, bool leading_zeros) {
  if (list.empty() || list.back() == '.') return false;
  while (!list.empty()) {
    const std::string_view identifier = cut_identifier(list);
    if (identifier.empty()) return false;
    if (!std::all_of(identifier.begin(), identifier.end(), is_identifier_char)) return false;
    if (!leading_zeros && identifier.size() > 1 && identifier.front() == '0' &&
        is_number(identifier)) {
      return false;
    }
  }
  return true;
}

std::optional<Parts> parse(std::string_view v) {
  if (v.empty() || v.front() != 'v') return std::nullopt;
  std::string_view rest = v.substr(1);
  Parts parts;
  std::string_view* const numbers[] = {&parts.major, &parts.minor, &parts.patch};
  for (int i = 0; i < 3; ++i) {
    if (i > 0 && rest.empty()) {
      parts.missing = 3 - i;
      return parts;
    }
    if (i > 0 && !take_dot(rest)) return std::nullopt;
    const std::optional<std::string_view> number = take_number(rest);
    if (!number) return std::nullopt;
    *numbers[i] = *number;
  }

  const std::size_t plus = std::min(rest.find('+'), rest.size());
  parts.prerelease = rest.substr(0, plus);
  parts.build = rest.substr(plus);
  if (!parts.prerelease.empty() &&
      (parts.prerelease.front() != '-' || !is_identifier_list(parts.prerelease.substr(1), false))) {
    return std::nullopt;
  }
  if (!parts.build.empty() && !is_identifier_list(parts.build.substr(1), true)) return std::nullopt;
  return parts;
}

int sign(int order) {
  return (order > 0) - (order < 0);
}

// compare_numbers compares decimal numbers of any length.
int compare_numbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return sign(a.compare(b));
}

int compare_identifiers(std::string_view a, std::string_view b) {
  const bool a_is_number = is_number(a);
  if (a_is_number != is_number(b)) return a_is_number ? -1 : 1;
  return a_is_number ? compare_numbers(a, b) : sign(a.compare(b));
}

int compare_prereleases(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (a.empty()) return 1;
  if (b.empty()) return -1;
  a.remove_prefix(1);
  b.remove_prefix(1);
  while (!a.empty() && !b.empty()) {
    const int order = compare_identifiers(cut_identifier(a), cut_identifier(b));
    if (order != 0) return order;
  }
  return a.empty() ? -1 : 1;
}

}  // namespace

bool is_valid(std::string_view v) {
  return parse(v).has_value();
}

std::string canonical(std::string_view v) {
  const std::optional<Parts> parts = parse(v);
  if (!parts) return "";
  std::string out(v.substr(0, v.size() - parts->build.size()));
  for (int i = 0; i < parts->missing; ++i) out += ".0";
  return out;
}

std::string_view major(std::string_view v) {
  const std::optional<Parts> parts = parse(v);
  return parts ? v.substr(0, 1 + parts->major.size()) : std::string_view();
}

std::string major_minor(std::string_view v) {
  const std::optional<Parts> parts = parse(v);
  if (!parts) return "";
  return "v" + std::string(parts->major) + "." + std::string(parts->minor);
}

std::string_view prerelease(std::string_view v) {
  const std::optional<Parts> parts = parse(v);
  return parts ? parts->prerelease : std::string_view();
}

std::string_view build(std::string_view v) {
  const std::optional<Parts> parts = parse(v);
  return parts ? parts->build : std::string_view();
}

int compare(std::string_view a, std::string_view b) {
  const std::optional<Parts> x = parse(a);
  const std::optional<Parts> y = parse(b);
  if (!x || !y) return static_cast<int>(x.has_value()) - static_cast<int>(y.has_value());
  if (const int order = compare_numbers(x->major, y->major); order != 0) return order;
  if (const int order = compare_numbers(x->minor, y->minor); order != 0) return order;
  if (const int order = compare_numbers(x->patch, y->patch); order != 0) return order;
  return compare_prereleases(x->prerelease, y->prerelease);
}

std::string_view max(std::string_view a, std::string_view b) {
  return compare(a, b) < 0 ? b : a;
}

}  // namespace goset::semver
