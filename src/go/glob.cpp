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

// match_one takes a character of the name and what the pattern has for it; false where they differ.
bool match_one(std::string_view& pattern, std::string_view& name) {
  const unicode::Rune r = unicode::decode(name);
  if (r.size == 0) return false;
  name.remove_prefix(r.size);
  if (pattern.starts_with('?')) {
    pattern.remove_prefix(1);
    return r.value != '/';
  }
  if (pattern.starts_with('[')) {
    pattern.remove_prefix(1);
    return in_class(pattern, r.value).value_or(false);
  }
  return take(pattern) == r.value;
}

}  // namespace

// Where something differs, the last star takes one character more. An earlier one need not: as no star
// crosses a slash, what it took leaves the later ones the most to choose from.
bool matches(std::string_view pattern, std::string_view name) {
  struct Star {
    std::string_view pattern;  // behind it
    std::string_view name;     // behind what it takes
  };
  std::optional<Star> star;
  while (true) {
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      star = {pattern, name};
      continue;
    }
    if (pattern.empty() && name.empty()) return true;
    if (!pattern.empty() && match_one(pattern, name)) continue;
    if (!star || star->name.empty() || star->name.front() == '/') return false;
    star->name.remove_prefix(unicode::decode(star->name).size);
    pattern = star->pattern;
    name = star->name;
  }
}

}  // namespace goset::glob
