#pragma once

#include <signal.h>

#include <array>
#include <functional>
#include <thread>

namespace goset::cli {

// Interruption calls a function before Ctrl-C, SIGTERM or SIGHUP ends the program, on a thread of
// its own, while it lives. There may be one at a time. Signals that are ignored stay so.
class Interruption {
 public:
  explicit Interruption(std::function<void()> clean_up);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

 private:
  static constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, 3> before_{};
  std::thread thread_;
};

}  // namespace goset::cli
