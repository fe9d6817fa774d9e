#pragma once

#include "goset/escape/text.hpp"

namespace goset::escape {

// Json is the inside of a string of JSON. Its value stays exact, but for bytes that are no UTF-8,
// which become U+FFFD; what would not show itself is written as `\u202e`.
struct Json {
  static void append(std::string& out, std::string_view text);
};

}  // namespace goset::escape

namespace goset {

using JsonText = escape::Text<escape::Json>;

// json_document takes valid JSON, in which strings may have characters that do not show themselves,
// and writes these as `\u202e`. Line breaks and tabs between values stay.
JsonText json_document(std::string_view json);

}  // namespace goset
