#include "goset/report/paint.hpp"

#include <fmt/format.h>

namespace goset {

std::string Paint::painted(std::string_view code, std::string_view text) const {
  return has_colors_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::string plural(std::size_t n, std::string_view one) {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
}

}  // namespace goset
