#pragma once

#include "goset/escape/text.hpp"

namespace goset::escape {

// Toml is the inside of a basic string. Its value stays exact, but for bytes that are no UTF-8, which
// become U+FFFD; what would not show itself is written as `\u202E`.
struct Toml {
  static void append(std::string& out, std::string_view text);
};

}  // namespace goset::escape

namespace goset {

using TomlText = escape::Text<escape::Toml>;

}  // namespace goset
