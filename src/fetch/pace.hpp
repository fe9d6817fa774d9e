#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "goset/fetch/transport.hpp"

namespace goset {

// Pace watches over the speed of one transfer, from when its request was sent on. A server that
// keeps a connection alive with a byte now and then would otherwise keep a run for ever.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Pace(Clock::time_point begun) : begun_(begun), window_(begun) {}

  // fault returns why a transfer that has received so many bytes of its body until `now` is to be
  // given up; empty where it may go on. Calls come in the order of time.
  std::string fault(Clock::time_point now, std::uint64_t received, const CurlOptions::Speed& speed);

 private:
  Clock::time_point begun_;
  Clock::time_point window_;  // where the stretch that is measured begins
  std::uint64_t before_window_ = 0;
};

}  // namespace goset
