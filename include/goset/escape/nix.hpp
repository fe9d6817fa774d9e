#pragma once

#include "goset/escape/text.hpp"

namespace goset::escape {

// Nix is the inside of a quoted string. Its value stays exact, but for bytes that are no UTF-8, which
// become U+FFFD, as in JSON. Nix has no escape for what does not show itself: that is read from JSON,
// `${builtins.fromJSON "\"\\u001b\""}`. Throws Error for a NUL, which no text of Nix has.
struct Nix {
  static void append(std::string& out, std::string_view text);
};

}  // namespace goset::escape

namespace goset {

using NixText = escape::Text<escape::Nix>;

}  // namespace goset
