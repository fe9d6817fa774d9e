#include "goset/go/glob.hpp"

#include <optional>

#include "goset/go/unicode.hpp"

namespace goset::glob {

namespace {

// take reads the next character of a pattern, an escaped one for itself; nullopt where there is
// none.
std::optional<char32_t> take(std::string_view& pattern) {
  if (pattern.starts_with('\\')) pattern.remove_prefix(1);
  const unicode::Rune r = unicode::decode(pattern);
  if (r.size == 0) return std::nullopt;
  pattern.remove_prefix(r.size);
  return r.value;
}

// in_class reads "[...]" from behind the bracket; nullopt where it is malformed.
std::optional<bool> in_class(std::string_view& pattern, char32_t value) {
  const bool negated = pattern.starts_with('^');
  if (negated) pattern.remove_prefix(1);
  bool found = false;
  for (bool first = true; first || !pattern.starts_with(']'); first = false) {
    if (pattern.starts_with('-') || pattern.starts_with(']')) return std::nullopt;
    const std::optional<char32_t> low = take(pattern);
    if (!low) return std::nullopt;
    std::optional<char32_t> high = low;
    if (pattern.starts_with('-')) {
      pattern.remove_prefix(1);
      if (pattern.starts_with(']') || pattern.starts_with('-')) return std::nullopt;
      high = take(pattern);
      if (!high) return std::nullopt;
    }
    found = found || (*low <= value && value <= *high);
    if (pattern.empty()) return std::nullopt;
  }
  pattern.remove_prefix(1);
  return found != negated;
}

}  // namespace

bool matches(std::string_view pattern, std::string_view name) {
  while (!pattern.empty()) {
    if (pattern.front() == '*') {
      pattern.remove_prefix(1);
      while (true) {
        if (matches(pattern, name)) return true;
        if (name.empty() || name.front() == '/') return false;
        name.remove_prefix(unicode::decode(name).size);
      }
    }
    const unicode::Rune r = unicode::decode(name);
    if (r.size == 0) return false;
    name.remove_prefix(r.size);
    if (pattern.front() == '?') {
      if (r.value == '/') return false;
      pattern.remove_prefix(1);
    } else if (pattern.front() == '[') {
      pattern.remove_prefix(1);
      if (!in_class(pattern, r.value).value_or(false)) return false;
    } else {
      if (take(pattern) != r.value) return false;
    }
  }
  return name.empty();
}

}  // namespace goset::glob
