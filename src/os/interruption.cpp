#include "goset/os/interruption.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <mutex>
#include <thread>

#include "goset/os/start_thread.hpp"

namespace goset {

namespace {

constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};

// Through this pipe a signal's handler, which may do next to nothing itself, tells its number.
std::array<int, 2> told{-1, -1};

extern "C" void tell(int signal_number) {
  const int before = errno;
  const char byte = static_cast<char>(signal_number);
  [[maybe_unused]] const ssize_t n = write(told[1], &byte, 1);
  errno = before;
}

// Watch is what all Interruptions share: it is set up for the first and taken down with the last.
struct Watch {
  std::mutex mutex;
  std::list<std::function<void()>> clean_ups;
  std::array<struct sigaction, signals.size()> before{};
  std::thread thread;

  void begin() {
    if (pipe(told.data()) != 0) return;  // then signals just end the program
    for (const int end : told) fcntl(end, F_SETFD, FD_CLOEXEC);
    if (auto started = start_thread([this] { wait(); })) {
      thread = std::move(*started);
    } else {
      for (const int descriptor : told) close(descriptor);
      return;
    }
    for (std::size_t i = 0; i < signals.size(); ++i) {
      struct sigaction action {};
      action.sa_handler = &tell;
      action.sa_flags = SA_RESTART;
      sigaction(signals[i], nullptr, &before[i]);
      if (before[i].sa_handler != SIG_IGN) sigaction(signals[i], &action, nullptr);
    }
  }

  void wait() {
    char byte = 0;
    while (read(told[0], &byte, 1) < 0 && errno == EINTR) {
    }
    if (byte == 0) return;  // end() wrote it
    const std::lock_guard lock(mutex);
    for (const std::function<void()>& clean_up : clean_ups) clean_up();
    signal(byte, SIG_DFL);
    kill(getpid(), byte);
  }

  void end() {
    if (!thread.joinable()) return;
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &before[i], nullptr);
    const char byte = 0;
    [[maybe_unused]] const ssize_t n = write(told[1], &byte, 1);
    thread.join();
    for (const int descriptor : told) close(descriptor);
  }
};

Watch& watch() {
  static Watch the_one;
  return the_one;
}

}  // namespace

Interruption::Interruption(std::function<void()> clean_up) {
  const std::lock_guard lock(watch().mutex);
  if (watch().clean_ups.empty()) watch().begin();
  place_ = watch().clean_ups.insert(watch().clean_ups.end(), std::move(clean_up));
}

Interruption::~Interruption() {
  bool is_last = false;
  {
    const std::lock_guard lock(watch().mutex);
    watch().clean_ups.erase(place_);
    is_last = watch().clean_ups.empty();
  }
  if (is_last) watch().end();
}

}  // namespace goset
