#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "goset/os/interruption.hpp"
#include "goset/report/paint.hpp"
#include "options.hpp"
#include "progress_step.hpp"

namespace goset::cli {

// paint_for paints what goes to a file: `when` is "always", "never" or "auto", which means if it is
// a terminal that has colours and NO_COLOR (https://no-color.org) is not set.
Paint paint_for(const std::string& when, std::FILE* to);

// Progress tells on standard error what is being done: as one changing line on a terminal, which also
// counts the seconds of what takes longer than one, or with --progress json as lines for machines, at
// most five a second and one for each beginning and end (docs/output.md).
class Progress {
 public:
  explicit Progress(const Options& options);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(ProgressStep step);
  void clear();

  // lines shows what a use case says of its progress; lookups how many modules' versions of how
  // many were looked up; parts how many of how many things have been done. The object must outlive
  // them.
  std::function<void(const std::string&)> lines();
  std::function<void(std::size_t, std::size_t)> lookups();
  std::function<void(std::size_t done, std::size_t all)> parts(const std::string& phase,
                                                               const std::string& one);

 private:
  using Clock = std::chrono::steady_clock;
  enum class Form { none, line, json };

  static Form form_of(const Options& options);
  void repeat();
  void print_last();
  void print();

  const Form form_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  std::optional<ProgressStep> step_;
  ProgressStep first_;         // of its phase
  Clock::time_point began_{};  // the phase
  Clock::time_point last_{};   // that something was printed
  bool is_printed_ = false;    // the step, as it is now
  bool is_shown_ = false;
  std::thread repeats_;
};

// NothingWritten says so where Ctrl-C or a signal ends the program while it lives. It must end before
// the first file of the set is written: then a signal that came before that is still told truly.
class NothingWritten {
 public:
  explicit NothingWritten(const Options& options);

 private:
  std::optional<Interruption> interruption_;
};

}  // namespace goset::cli
