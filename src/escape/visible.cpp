#include "visible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace goset::escape {

namespace {

struct Span {
  char32_t low, high;
};

// Letters, marks and signs without a picture of their own (Default_Ignorable_Code_Point, and the
// blank one of Braille).
constexpr Span unseen[] = {{0x034F, 0x034F}, {0x115F, 0x1160},  {0x17B4, 0x17B5}, {0x180B, 0x180F},
                           {0x2800, 0x2800}, {0x3164, 0x3164},  {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0},
                           {0xFFFC, 0xFFFC}, {0xE0000, 0xE0FFF}};

}  // namespace

bool is_visible(const unicode::Rune& rune) {
  const char32_t value = rune.value;
  return rune.valid && unicode::is_printable(value) &&
         std::none_of(std::begin(unseen), std::end(unseen),
                      [&](Span span) { return value >= span.low && value <= span.high; });
}

void append_visibly(std::string& out, const unicode::Rune& rune, std::string_view bytes) {
  const auto value = static_cast<unsigned>(rune.value);
  if (!rune.valid) {
    out += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes.front()));
  } else if (value == '\n') {
    out += "\\n";
  } else if (value == '\r') {
    out += "\\r";
  } else if (value == '\t') {
    out += "\\t";
  } else if (value < 0x80) {
    out += fmt::format("\\x{:02x}", value);
  } else {
    out += fmt::format("\\u{{{:x}}}", value);
  }
}

}  // namespace goset::escape
