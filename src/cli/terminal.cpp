#include "terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace goset::cli {

Paint paint_for(const std::string& when, std::FILE* to) {
  if (when != "auto" || isatty(fileno(to)) != 1) return Paint(when == "always");
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool is_dumb = !terminal || std::string_view(terminal) == "dumb";
  return Paint(!is_dumb && (!no_color || *no_color == '\0'));
}

Progress::Progress(bool quiet) : active_(!quiet && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  clear();
}

void Progress::show(const std::string& line) {
  if (!active_) return;
  const std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds(50)) return;
  last_ = now;
  shown_ = true;
  fmt::print(stderr, "\r\x1b[K{}", line.substr(0, 79));
  std::fflush(stderr);
}

std::function<void(const std::string&)> Progress::lines() {
  return [this](const std::string& line) { show(line); };
}

std::function<void(std::size_t, std::size_t)> Progress::lookups() {
  return [this](std::size_t done, std::size_t all) {
    show(fmt::format("looked up {} of {}", done, plural(all, "module")));
  };
}

void Progress::clear() {
  if (!shown_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace goset::cli
