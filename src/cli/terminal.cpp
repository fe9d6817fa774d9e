#include "terminal.hpp"
#include "goset/escape/print.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace goset::cli {

Paint paint_for(const std::string& when, std::FILE* to) {
  if (when != "auto" || isatty(fileno(to)) != 1) return Paint(when == "always");
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool is_dumb = !terminal || std::string_view(terminal) == "dumb";
  return Paint(!is_dumb && (!no_color || *no_color == '\0'));
}

namespace {

// progress_columns returns how long a line may be that does not wrap: a terminal may be narrow.
std::size_t progress_columns() {
  constexpr std::size_t most = 79;
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2) return most;
  return std::min<std::size_t>(most, size.ws_col - 1U);
}

}  // namespace

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
  escape::say(stderr, "\r\x1b[K{}", shortened(line, progress_columns()));
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

std::function<void(std::size_t, std::size_t)> Progress::parts(const std::string& one) {
  using Clock = std::chrono::steady_clock;
  struct Start {
    Clock::time_point time;
    std::size_t done;
  };
  return [this, one, start = std::optional<Start>()](std::size_t done, std::size_t all) mutable {
    if (!start) start = {Clock::now(), done};
    const std::chrono::duration<double> spent = Clock::now() - start->time;
    std::string line = fmt::format("{} of {}", done, plural(all, one));
    if (spent.count() > 1 && done > start->done) {
      const double each = spent.count() / static_cast<double>(done - start->done);
      const auto left = std::chrono::seconds(std::lround(each * static_cast<double>(all - done)));
      line += fmt::format(", about {}:{:02} left", left.count() / 60, left.count() % 60);
    }
    show(line);
  };
}

void Progress::clear() {
  if (!shown_) return;
  escape::say(stderr, "\r\x1b[K");
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace goset::cli
