#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>

#include "goset/report/paint.hpp"

namespace goset::cli {

// paint_for paints what goes to a file: `when` is "always", "never" or "auto", which means if it is
// a terminal that has colours and NO_COLOR (https://no-color.org) is not set.
Paint paint_for(const std::string& when, std::FILE* to);

// Progress shows one changing line on standard error while it is a terminal, and nothing otherwise.
class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress();
  void show(const std::string& line);
  void clear();

  // lines shows what a use case says of its progress; lookups how many modules' versions of how
  // many were looked up. The object must outlive both.
  std::function<void(const std::string&)> lines();
  std::function<void(std::size_t done, std::size_t all)> lookups();
  // parts shows how many of how many have been done, and how long the rest will take if it goes on
  // as fast as since its first call.
  std::function<void(std::size_t done, std::size_t all)> parts(const std::string& one);

 private:
  bool active_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace goset::cli
