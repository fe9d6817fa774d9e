#include "goset/go/sum_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/error.hpp"
#include "goset/go/unicode.hpp"

namespace goset {
namespace {

// The end of a line with the h1: of an empty go.mod. Go 1.11 wrote it into the go.sum of non-modules by mistake, and Go
// has dropped such lines since.
constexpr std::string_view empty_mod = " h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";

// is_plain reports whether a line is three words of ASCII with one space between, as Go writes it.
bool is_plain(std::string_view line) {
  std::size_t others = 0;
  for (const char c : line) others += c > ' ' && c < 0x7F ? 0 : 1;
  if (others != 2) return false;
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  return second != std::string_view::npos && first > 0 && second > first + 1 &&
         second + 1 < line.size();
}

}  // namespace

SumLines SumLines::parse(std::string_view file_name, std::string text) {
  SumLines out;
  out.texts_.push_back(std::make_unique<const std::string>(std::move(text)));
  std::string_view left = *out.texts_.back();
  for (int number = 1; !left.empty(); ++number) {
    std::string_view line = left.substr(0, left.find('\n'));
    left.remove_prefix(std::min(line.size() + 1, left.size()));
    if (!is_plain(line)) {
      const std::vector<std::string_view> fields = unicode::fields(line);
      if (fields.empty()) continue;
      if (fields.size() != 3) {
        throw Error(fmt::format("{}:{}: malformed go.sum: wrong number of fields {}", file_name,
                                number, fields.size()));
      }
      out.texts_.push_back(
          std::make_unique<const std::string>(fmt::format("{}", fmt::join(fields, " "))));
      line = *out.texts_.back();
    }
    if (!line.ends_with(empty_mod)) out.lines_.push_back(line);
  }
  return out;
}

}  // namespace goset
