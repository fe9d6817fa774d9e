#include "goset/go/glob.hpp"
#include "goset/store/include_pattern.hpp"
#include "target.hpp"

// A name without signs is its own pattern. Two pieces: the pattern and the name.

namespace goset::fuzz {

namespace {

const Target target("glob", [](std::string_view input) {
  Pieces pieces(input);
  std::string_view pattern = pieces.next();
  if (pattern.ends_with('\n')) pattern.remove_suffix(1);
  const std::string_view name = pieces.rest();
  glob::matches(pattern, name);
  if (pattern.find_first_of("*?[\\") == std::string_view::npos) {
    expect(glob::matches(pattern, pattern), "a plain pattern matches itself");
    expect(glob::matches(pattern, name) == (pattern == name), "and nothing else");
  }
  if (name.find('/') == std::string_view::npos) {
    expect(glob::matches("*", name), "a star matches every element");
  }
  single_star(pattern, name);
});

}  // namespace

}  // namespace goset::fuzz
