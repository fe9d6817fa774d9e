#include "goset/escape/toml.hpp"

#include "visible.hpp"

namespace goset::escape {

void Toml::append(std::string& out, std::string_view text) {
  each_rune(text, [&](const unicode::Rune& rune, std::string_view rest) {
    const auto value = static_cast<unsigned>(rune.value);
    if (!rune.valid) {
      unicode::append(out, unicode::replacement);
    } else if (!is_visible(rune)) {
      out += value < 0x10000 ? fmt::format("\\u{:04X}", value) : fmt::format("\\U{:08X}", value);
    } else {
      if (value == '"' || value == '\\') out += '\\';
      out += rest.substr(0, rune.size);
    }
  });
}

}  // namespace goset::escape
