#include "goset/escape/print.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include "goset/escape/fitted.hpp"

namespace goset::escape {

void write_all(std::FILE* to, std::string_view text) {
  fmt::print(to, "{}", text);
}

void print(std::FILE* to, const TerminalText& text) {
  constexpr unsigned short fewest = 20;  // fewer, or none, is a terminal that does not tell
  winsize size{};
  const bool has_width =
      isatty(fileno(to)) == 1 && ioctl(fileno(to), TIOCGWINSZ, &size) == 0 && size.ws_col >= fewest;
  write_all(to, has_width ? fitted(text, size.ws_col).str() : text.str());
}

}  // namespace goset::escape
