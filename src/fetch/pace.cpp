#include "pace.hpp"

#include <fmt/format.h>

namespace goset {

namespace {

std::string shown(std::chrono::milliseconds time) {
  if (time < std::chrono::seconds(1)) return fmt::format("{} ms", time.count());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  if (seconds % 60 == 0 && seconds > 60) return fmt::format("{} minutes", seconds / 60);
  return fmt::format("{} s", seconds);
}

}  // namespace

std::string Pace::fault(Clock::time_point now, std::uint64_t received,
                        const CurlOptions::Speed& speed) {
  if (received == 0) {
    return now - begun_ < speed.patience ? ""
                                         : fmt::format("no answer in {}", shown(speed.patience));
  }
  if (now - begun_ >= speed.longest()) {
    return fmt::format("not complete after {}", shown(speed.longest()));
  }
  if (now - window_ < speed.patience) return "";
  const double seconds = std::chrono::duration<double>(now - window_).count();
  const double rate = static_cast<double>(received - before_window_) / seconds;
  window_ = now;
  before_window_ = received;
  if (rate >= speed.slowest) return "";
  return fmt::format("slower than {} bytes a second for {}", speed.slowest, shown(speed.patience));
}

}  // namespace goset
