#include "interruption.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace goset::cli {

namespace {

// What a signal handler can reach: a pipe through which it tells the thread the signal's number.
std::array<int, 2> told{-1, -1};

extern "C" void tell(int signal_number) {
  const int before = errno;
  const char byte = static_cast<char>(signal_number);
  [[maybe_unused]] const ssize_t n = write(told[1], &byte, 1);
  errno = before;
}

}  // namespace

Interruption::Interruption(std::function<void()> clean_up) {
  if (pipe(told.data()) != 0) return;  // then signals just end the program
  for (const int end : told) fcntl(end, F_SETFD, FD_CLOEXEC);
  thread_ = std::thread([clean_up = std::move(clean_up)] {
    char byte = 0;
    while (read(told[0], &byte, 1) < 0 && errno == EINTR) {
    }
    if (byte == 0) return;  // the object's end
    clean_up();
    signal(byte, SIG_DFL);
    kill(getpid(), byte);
  });
  for (std::size_t i = 0; i < signals.size(); ++i) {
    struct sigaction action {};
    action.sa_handler = &tell;
    action.sa_flags = SA_RESTART;
    sigaction(signals[i], nullptr, &before_[i]);
    if (before_[i].sa_handler != SIG_IGN) sigaction(signals[i], &action, nullptr);
  }
}

Interruption::~Interruption() {
  if (!thread_.joinable()) return;
  for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &before_[i], nullptr);
  const char end = 0;
  [[maybe_unused]] const ssize_t n = write(told[1], &end, 1);
  thread_.join();
  for (int& descriptor : told) {
    close(descriptor);
    descriptor = -1;
  }
}

}  // namespace goset::cli
