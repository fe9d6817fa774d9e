#include <optional>

#include "goset/error.hpp"
#include "goset/go/build_constraint.hpp"
#include "target.hpp"

// A constraint reads back as it is printed; folding some of its tags and then deciding the others is
// deciding all; De Morgan's rule holds.

namespace goset::fuzz {

namespace {

// What the tags are, for a seed.
bool holds(std::string_view tag, std::size_t seed) {
  std::size_t sum = seed;
  for (const char c : tag) sum = sum * 31 + static_cast<unsigned char>(c);
  return sum % 3 == 0;
}

void check(const BuildConstraint& constraint) {
  const std::string text = constraint.str();
  expect_equal(BuildConstraint::parse(text).str(), text, "printed and read again");
  for (std::size_t seed = 0; seed < 4; ++seed) {
    const auto has_tag = [&](std::string_view tag) { return holds(tag, seed); };
    const bool value = constraint.eval(has_tag);
    expect((!constraint).eval(has_tag) == !value, "a negation is the opposite");
    const BuildConstraint folded = constraint.fold([&](std::string_view tag) {
      return tag.size() % 2 == 0 ? std::optional(has_tag(tag)) : std::nullopt;
    });
    expect(folded.eval(has_tag) == value, "folding changes no value");
    const BuildConstraint other = BuildConstraint::tag("other");
    const bool both = (constraint && other).eval(has_tag);
    expect((!(!constraint || !other)).eval(has_tag) == both, "De Morgan's rule holds");
  }
  for (const std::string& tag : constraint.tags()) {
    expect(BuildConstraint::is_tag(tag), "what is listed as a tag is one");
  }
}

const Target target("constraint", [](std::string_view input) {
  constexpr std::size_t most_operands = 1000;  // as a header may have
  try {
    check(BuildConstraint::parse(input, most_operands));
  } catch (const Error&) {
    return;
  }
});

}  // namespace

}  // namespace goset::fuzz
