#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace goset::cli {

// Progress shows one changing line on standard error while it is a terminal, and nothing otherwise.
class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress();
  void show(const std::string& line);
  void clear();

 private:
  bool active_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

// plural writes "1 module" or "3 modules".
std::string plural(std::size_t n, std::string_view one);

}  // namespace goset::cli
