#include "goset/escape/json.hpp"

#include "visible.hpp"

namespace goset {

namespace {

// append_unit writes one unit of UTF-16.
void append_unit(std::string& out, char32_t unit) {
  out += fmt::format("\\u{:04x}", static_cast<unsigned>(unit));
}

void append_spelled(std::string& out, char32_t value) {
  if (value < 0x10000) return append_unit(out, value);
  append_unit(out, 0xD800 + ((value - 0x10000) >> 10));
  append_unit(out, 0xDC00 + ((value - 0x10000) & 0x3FF));
}

// short_form returns the letter that stands for a control in JSON, or 0.
char short_form(char32_t value) {
  switch (value) {
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    default:
      return '\0';
  }
}

}  // namespace

void escape::Json::append(std::string& out, std::string_view text) {
  each_rune(text, [&](const unicode::Rune& rune, std::string_view rest) {
    if (const char letter = short_form(rune.value)) {
      out.append("\\").append(1, letter);
    } else if (rune.value == '"' || rune.value == '\\') {
      out.append("\\").append(rest.substr(0, 1));
    } else if (!rune.valid) {
      unicode::append(out, unicode::replacement);
    } else if (is_visible(rune)) {
      out += rest.substr(0, rune.size);
    } else {
      append_spelled(out, rune.value);
    }
  });
}

JsonText json_document(std::string_view json) {
  std::string out;
  escape::each_rune(json, [&](const unicode::Rune& rune, std::string_view rest) {
    const bool is_between = rune.value == '\n' || rune.value == '\r' || rune.value == '\t';
    if (is_between || escape::is_visible(rune)) {
      out += rest.substr(0, rune.size);
    } else {
      append_spelled(out, rune.value);
    }
  });
  return JsonText::trusted(std::move(out));
}

}  // namespace goset
