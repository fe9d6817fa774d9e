#pragma once

#include <string>
#include <string_view>

#include "goset/go/unicode.hpp"

namespace goset::escape {

// is_visible reports whether a character shows itself and moves nothing else: it is no control, no
// format character such as those that turn the direction of what follows, no blank but the ASCII
// one, and none of the letters and marks that have no picture.
bool is_visible(const unicode::Rune& rune);

// append_visibly spells a character that does not: `\n`, `\x1b`, `\u{202e}`. `bytes` is how it is
// written.
void append_visibly(std::string& out, const unicode::Rune& rune, std::string_view bytes);

// each_rune calls `use` with each character of a text and with the rest of the text that it begins.
template <typename Use>
void each_rune(std::string_view text, const Use& use) {
  while (!text.empty()) {
    const unicode::Rune rune = unicode::decode(text);
    use(rune, text);
    text.remove_prefix(rune.size);
  }
}

}  // namespace goset::escape
