#include "goset/report/paint.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

namespace goset {

Paint::Paint(const std::string& when, std::FILE* to) : on_(when == "always") {
  if (when != "auto" || isatty(fileno(to)) != 1) return;
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool is_dumb = !terminal || std::string_view(terminal) == "dumb";
  on_ = !is_dumb && (!no_color || *no_color == '\0');
}

std::string Paint::painted(std::string_view code, std::string_view text) const {
  return on_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::string plural(std::size_t n, std::string_view one) {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
}

}  // namespace goset
