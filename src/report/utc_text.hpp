#pragma once

#include <fmt/chrono.h>

#include <chrono>
#include <string>

namespace goset {

// utc_text writes a time as RFC 3339 has it: 2026-11-27T19:20:00Z.
inline std::string utc_text(std::chrono::sys_seconds time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(time.time_since_epoch().count()));
}

}  // namespace goset
