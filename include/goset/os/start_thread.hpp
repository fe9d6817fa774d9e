#pragma once

#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace goset {

// start_thread starts a thread; nullopt if the system has none to give, because of a limit of processes
// or of memory. The caller then goes on with those it has, or does the work itself.
template <typename Run>
std::optional<std::thread> start_thread(Run run) {
  try {
    return std::thread(std::move(run));
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

}  // namespace goset
