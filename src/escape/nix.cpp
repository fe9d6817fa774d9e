#include "goset/escape/nix.hpp"

#include "goset/error.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"
#include "visible.hpp"

namespace goset::escape {

namespace {

// backslashed writes a text so that Nix and JSON, each in its string, take it literally.
std::string backslashed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

bool is_plain(const unicode::Rune& rune) {
  return is_visible(rune) || !rune.valid || rune.value == '\n' || rune.value == '\r' ||
         rune.value == '\t';
}

// unseen returns the characters that a text begins with and that do not show themselves.
std::string_view unseen(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    const unicode::Rune rune = unicode::decode(text.substr(size));
    if (is_plain(rune)) break;
    size += rune.size;
  }
  return text.substr(0, size);
}

void append_plain(std::string& out, const unicode::Rune& rune, std::string_view rest) {
  // `$${` would be no interpolation.
  const bool is_dollar =
      rune.value == '$' && (rest.substr(1).starts_with('{') || !unseen(rest.substr(1)).empty());
  if (!rune.valid) {
    unicode::append(out, unicode::replacement);
  } else if (!is_visible(rune)) {
    append_visibly(out, rune, rest);  // as Nix writes it
  } else {
    if (is_dollar || rune.value == '"' || rune.value == '\\') out += '\\';
    out += rest.substr(0, rune.size);
  }
}

}  // namespace

void Nix::append(std::string& out, std::string_view text) {
  if (text.find('\0') != text.npos) {
    throw Error("a text has a NUL byte, which Nix cannot have", {std::string(text)});
  }
  while (!text.empty()) {
    const std::string_view odd = unseen(text);
    if (odd.empty()) {
      const unicode::Rune rune = unicode::decode(text);
      append_plain(out, rune, text);
      text.remove_prefix(rune.size);
      continue;
    }
    const std::string json = JsonText::format("\"{}\"", odd).str();
    out += fmt::format("${{builtins.fromJSON \"{}\"}}", backslashed(json));
    text.remove_prefix(odd.size());
  }
}

}  // namespace goset::escape
