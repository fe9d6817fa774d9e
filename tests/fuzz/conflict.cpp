#include "goset/store/conflict.hpp"
#include "target.hpp"

// The sides of a merge have no lines that are not in it; without markers both are the text.

namespace goset::fuzz {

namespace {

const Target target("conflict", [](std::string_view input) {
  const Sides sides = sides_of(input);
  expect(sides.ours.size() <= input.size() + 1 && sides.theirs.size() <= input.size() + 1,
         "a side is no longer than the whole");
  if (!has_conflict(input) && input.find_first_of("<|=>") == std::string_view::npos &&
      (input.empty() || input.ends_with('\n'))) {
    expect_equal(sides.ours, std::string(input), "ours is the text");
    expect_equal(sides.theirs, std::string(input), "theirs is the text");
  }
});

}  // namespace

}  // namespace goset::fuzz
