#include "goset/go/string_literal.hpp"
#include "goset/go/unicode.hpp"
#include "target.hpp"

// Any text that is UTF-8 comes back from its quoted form, which has nothing unprintable in it; the
// value of a literal does too.

namespace goset::fuzz {

namespace {

void check_quoted(const std::string& text) {
  const std::string quoted = string_literal::quote(text);
  for (std::string_view rest = quoted; !rest.empty();) {
    const unicode::Rune rune = unicode::decode(rest);
    expect(rune.valid && unicode::is_printable(rune.value), "a quoted text is printable");
    rest.remove_prefix(rune.size);
  }
  const std::optional<std::string> back = string_literal::unquote(quoted);
  expect(back.has_value(), "a quoted text is a literal");
  expect_equal(*back, text, "quoted and read again");
}

const Target target("string_literal", [](std::string_view input) {
  if (unicode::is_valid_utf8(input)) check_quoted(std::string(input));
  if (const std::optional<std::string> value = string_literal::unquote(input)) {
    if (unicode::is_valid_utf8(*value)) check_quoted(*value);
  }
});

}  // namespace

}  // namespace goset::fuzz
