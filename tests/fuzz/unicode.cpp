#include "goset/go/unicode.hpp"
#include "target.hpp"

// Text decodes piece by piece to its end; what is valid comes back, and fields have no space in them.

namespace goset::fuzz {

namespace {

const Target target("unicode", [](std::string_view input) {
  std::string again;
  bool valid = true;
  for (std::string_view rest = input; !rest.empty();) {
    const unicode::Rune rune = unicode::decode(rest);
    expect(rune.size > 0 && rune.size <= rest.size(), "a character has a size");
    valid = valid && rune.valid;
    unicode::append(again, rune.value);
    rest.remove_prefix(rune.size);
  }
  expect(valid == unicode::is_valid_utf8(input), "a text is valid if each character is");
  if (valid) expect_equal(again, std::string(input), "decoded and encoded again");
  expect(unicode::is_valid_utf8(again), "what is encoded is valid");
  for (const std::string_view field : unicode::fields(input)) {
    expect(!field.empty() && unicode::trim(field) == field, "a field has no space around it");
  }
});

}  // namespace

}  // namespace goset::fuzz
