#include "goset/licenses/expression.hpp"
#include "target.hpp"

// Whoever allows all that an expression names can meet it, and with nothing allowed none can be met.

namespace goset::fuzz {

namespace {

const Target target("license_expression", [](std::string_view input) {
  const std::string text(input);
  const licenses::Terms terms = licenses::terms_of(text);
  if (!licenses::is_expression(text)) return;
  expect(!terms.empty(), "an expression names a licence");
  expect(licenses::is_allowed(text, terms), "what allows all its licences allows it");
  expect(!licenses::is_allowed(text, {}), "nothing is allowed by nothing");
  const std::string all = licenses::all_of({text, "MIT"});
  expect(licenses::is_expression(all), "of several one is made");
  licenses::Terms more = terms;
  more.insert("MIT");
  expect(licenses::is_allowed(all, more), "which is met by the licences of both");
  for (const std::string& term : terms) {
    expect(licenses::is_expression(term), "a term is an expression");
  }
});

}  // namespace

}  // namespace goset::fuzz
