#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// UTF-8 and the few character classes that Go's formats are defined by: what may stand in a file
// name, a build tag or a go.mod token. Tables: Unicode 15.0, which Go 1.21 to 1.26 use.
namespace goset::unicode {

// replacement is what an invalid byte decodes to.
inline constexpr char32_t replacement = 0xFFFD;

struct Rune {
  char32_t value = 0;
  std::size_t size = 0;  // bytes; 0 at the end of the text
  bool valid = true;     // false: one byte that is not UTF-8, `value` is `replacement`
};

// decode reads the first character of `text`.
Rune decode(std::string_view text);
void append(std::string& out, char32_t value);
bool is_valid_utf8(std::string_view text);

bool is_letter(char32_t r);     // categories L*
bool is_digit(char32_t r);      // category Nd
bool is_printable(char32_t r);  // categories L*, M*, N*, P*, S*, and the ASCII space
bool is_space(char32_t r);      // property White_Space

// trim drops white space at both ends; fields splits around runs of it.
std::string_view trim(std::string_view text);
std::vector<std::string_view> fields(std::string_view text);

}  // namespace goset::unicode
