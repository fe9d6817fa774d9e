#include "terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "goset/escape/print.hpp"
#include "goset/os/start_thread.hpp"

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

// Progress lines follow each other by at least as much, and one that takes longer is shown again.
std::chrono::milliseconds least_gap(bool is_json) {
  return std::chrono::milliseconds(is_json ? 200 : 50);
}
constexpr std::chrono::milliseconds repeat_after(1000);

}  // namespace

Progress::Form Progress::form_of(const Options& options) {
  if (options.progress == "json") return Form::json;
  const bool is_shown = options.progress == "text" && !options.quiet;
  return is_shown && isatty(STDERR_FILENO) == 1 ? Form::line : Form::none;
}

Progress::Progress(const Options& options) : form_(form_of(options)) {
  if (form_ == Form::none) return;
  if (std::optional<std::thread> thread = start_thread([this] { repeat(); })) {
    repeats_ = std::move(*thread);
  }
}

Progress::~Progress() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
  }
  ended_.notify_all();
  if (repeats_.joinable()) repeats_.join();
  clear();
}

// repeat shows what takes long once more, with the time that it took.
void Progress::repeat() {
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, repeat_after / 4, [this] { return is_ended_; })) {
    if (step_ && Clock::now() - last_ >= repeat_after) print();
  }
}

void Progress::show(ProgressStep step) {
  if (form_ == Form::none) return;
  const std::lock_guard lock(mutex_);
  const bool is_new = !step_ || step_->phase != step.phase;
  if (is_new) print_last();
  step_ = std::move(step);
  is_printed_ = false;
  if (is_new) {
    first_ = *step_;
    began_ = Clock::now();
  }
  const bool is_due = Clock::now() - last_ >= least_gap(form_ == Form::json);
  if (is_due || (form_ == Form::json && is_new)) print();
}

// print_last prints for machines how a phase ended.
void Progress::print_last() {
  if (form_ == Form::json && step_ && !is_printed_) print();
}

void Progress::print() {
  last_ = Clock::now();
  is_printed_ = true;
  const std::chrono::duration<double> spent = last_ - began_;
  if (form_ == Form::json) {
    escape::print(stderr, step_->json(first_, spent));
  } else {
    is_shown_ = true;
    escape::say(stderr, "\r\x1b[K{}", shortened(step_->text(first_, spent), progress_columns()));
  }
  std::fflush(stderr);
}

std::function<void(const std::string&)> Progress::lines() {
  return [this](const std::string& line) {
    if (form_ != Form::none) show(ProgressStep::parse(line));
  };
}

std::function<void(std::size_t, std::size_t)> Progress::lookups() {
  return parts("looking up versions", "module");
}

std::function<void(std::size_t, std::size_t)> Progress::parts(const std::string& phase,
                                                              const std::string& one) {
  return [this, phase, one](std::size_t done, std::size_t all) {
    show({phase, "", done, all, all == 1 ? one : one + "s"});
  };
}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  print_last();
  step_.reset();
  if (!is_shown_) return;
  escape::say(stderr, "\r\x1b[K");
  std::fflush(stderr);
  is_shown_ = false;
}

NothingWritten::NothingWritten(const Options& options) {
  if (options.quiet) return;
  interruption_.emplace([] {
    if (isatty(STDERR_FILENO) == 1) escape::say(stderr, "\r\x1b[K");
    escape::say(stderr, "interrupted: nothing was written\n");
    std::fflush(stderr);
  });
}

}  // namespace goset::cli
