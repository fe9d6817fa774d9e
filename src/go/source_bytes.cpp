#include "source_bytes.hpp"

#include <string_view>

namespace goset::source_bytes {
namespace {

// after returns what follows the next `text`; `end` where there is none.
const char* after(const char* p, const char* end, std::string_view text) {
  const std::string_view rest(p, static_cast<std::size_t>(end - p));
  const std::size_t found = rest.find(text);
  return found == std::string_view::npos ? end : p + found + text.size();
}

// skip_quoted passes over a literal that ends in its first byte, or with the line.
const char* skip_quoted(const char* p, const char* end) {
  const char quote = *p;
  for (++p; p < end && *p != '\n'; ++p) {
    if (*p == quote) return p + 1;
    if (*p == '\\' && ++p == end) return end;
  }
  return p;
}

}  // namespace

const char* skip_token(const char* p, const char* end) {
  switch (*p) {
    case '"':
    case '\'':
      return skip_quoted(p, end);
    case '`':
      return after(p + 1, end, "`");
    case '/':
      if (!is_comment(p, end)) return p + 1;
      return p[1] == '/' ? line_end(p, end) : after(p + 2, end, "*/");
    default:
      break;
  }
  if (kind(*p) != Kind::digit) return p + 1;
  while (p < end && (is_word_byte(*p) || *p == '.')) ++p;
  return p;
}

}  // namespace goset::source_bytes
