#pragma once

#include <optional>
#include <string>
#include <string_view>

// Go's string literals, interpreted ("a\n") and raw (`a`), as import declarations and go.mod files
// hold them. Specification: https://go.dev/ref/spec#String_literals.
namespace goset::string_literal {

// unquote returns the value of `literal`, quotes included in it; nullopt if it is not exactly one
// string literal. Bytes that are not UTF-8 become U+FFFD in the interpreted form.
std::optional<std::string> unquote(std::string_view literal);

// quote returns an interpreted literal whose value is `text`, fit for a terminal: nothing
// unprintable is left in it.
std::string quote(std::string_view text);

}  // namespace goset::string_literal
