#include "goset/go/toolchain_version.hpp"

#include <charconv>
#include <cstddef>
#include <optional>

namespace goset::toolchain_version {
namespace {

// Parts are the decimal numbers as written, so that none can overflow.
struct Parts {
  std::string_view major;
  std::string_view minor;
  std::string_view patch;  // empty in a language version such as 1.21, and in 1.21rc1
  std::string_view kind;   // "alpha", "beta", "rc" or any other word
  std::string_view pre;    // the number after it
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<std::string_view> take_number(std::string_view& rest) {
  std::size_t size = 0;
  while (size < rest.size() && is_digit(rest[size])) ++size;
  const std::string_view number = rest.substr(0, size);
  if (number.empty() || (size > 1 && number.front() == '0')) return std::nullopt;
  rest.remove_prefix(size);
  return number;
}

std::string_view take_word(std::string_view& rest) {
  std::size_t size = 0;
  while (size < rest.size() && rest[size] >= 'a' && rest[size] <= 'z') ++size;
  const std::string_view word = rest.substr(0, size);
  rest.remove_prefix(size);
  return word;
}

int compare_numbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  const int order = a.compare(b);
  return (order > 0) - (order < 0);
}

// parse_patch reads ".P"; a prerelease of a patch release does not exist.
std::optional<Parts> parse_patch(Parts parts, std::string_view rest) {
  rest.remove_prefix(1);
  const std::optional<std::string_view> patch = take_number(rest);
  if (!patch || !rest.empty()) return std::nullopt;
  parts.patch = *patch;
  return parts;
}

std::optional<Parts> parse_prerelease(Parts parts, std::string_view rest) {
  parts.kind = take_word(rest);
  if (parts.kind.empty()) return std::nullopt;
  if (rest.empty()) return parts;
  const std::optional<std::string_view> pre = take_number(rest);
  if (!pre || !rest.empty()) return std::nullopt;
  parts.pre = *pre;
  return parts;
}

std::optional<Parts> parse(std::string_view rest) {
  Parts parts;
  const std::optional<std::string_view> major = take_number(rest);
  if (!major) return std::nullopt;
  parts.major = *major;
  if (rest.empty()) {
    parts.minor = parts.patch = "0";
    return parts;
  }
  if (rest.front() != '.') return std::nullopt;
  rest.remove_prefix(1);
  const std::optional<std::string_view> minor = take_number(rest);
  if (!minor) return std::nullopt;
  parts.minor = *minor;
  if (rest.empty()) {
    // Before 1.21, "1.N" was the name of the first release as well as of the language.
    if (compare_numbers(parts.minor, "21") < 0) parts.patch = "0";
    return parts;
  }
  return rest.front() == '.' ? parse_patch(parts, rest) : parse_prerelease(parts, rest);
}

}  // namespace

bool is_valid(std::string_view v) {
  return parse(v).has_value();
}

int compare(std::string_view a, std::string_view b) {
  const std::optional<Parts> x = parse(a);
  const std::optional<Parts> y = parse(b);
  if (!x || !y) return static_cast<int>(x.has_value()) - static_cast<int>(y.has_value());
  if (const int order = compare_numbers(x->major, y->major); order != 0) return order;
  if (const int order = compare_numbers(x->minor, y->minor); order != 0) return order;
  if (const int order = compare_numbers(x->patch, y->patch); order != 0) return order;
  // Bytewise is the order wanted here: "" < alpha < beta < rc.
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  return compare_numbers(x->pre, y->pre);
}

std::string language(std::string_view v) {
  const std::optional<Parts> parts = parse(v);
  if (!parts) return "";
  if (parts->major == "1" && parts->minor == "0") return "1";
  return std::string(parts->major) + "." + std::string(parts->minor);
}

bool exceeds(std::string_view go, std::string_view ceiling) {
  const bool has_patch = language(ceiling) != ceiling;
  return compare(has_patch ? std::string(go) : language(go), ceiling) > 0;
}

int minor(std::string_view v) {
  const std::optional<Parts> parts = parse(v);
  int n = 0;
  if (parts) std::from_chars(parts->minor.data(), parts->minor.data() + parts->minor.size(), n);
  return n;
}

std::string from_toolchain(std::string_view name) {
  if (name.substr(0, 2) != "go" || name.find_first_of("\\/") != std::string_view::npos) return "";
  name.remove_prefix(2);
  const std::string_view version = name.substr(0, name.find_first_of(" \t-"));
  return is_valid(version) ? std::string(version) : "";
}

}  // namespace goset::toolchain_version
