#pragma once

#include <set>
#include <string>
#include <string_view>

// SPDX licence expressions: identifiers, `WITH` an exception, `AND`, `OR` and parentheses.
// Source: https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
namespace goset::licenses {

// is_expression reports whether a text is one. Identifiers are not looked up: they are letters, digits,
// "-" and ".", with a "+" at the end or not.
bool is_expression(std::string_view text);

// Terms are the identifiers of an expression, each with its exception if it has one: "MIT",
// "Apache-2.0 WITH LLVM-exception".
using Terms = std::set<std::string>;
Terms terms_of(std::string_view expression);

// all_of returns the expression that asks for each of several: sorted, each once. Empty ones are left out.
std::string all_of(const std::set<std::string>& expressions);

// is_allowed reports whether an expression can be met with these licences alone: of `OR` one side, of
// `AND` both. An exception only adds permissions, so allowing a licence allows it with any. Letter
// case does not count. Of no expression nothing is allowed.
bool is_allowed(std::string_view expression, const Terms& allowed);

}  // namespace goset::licenses
