#pragma once

#include <functional>
#include <list>

namespace goset {

// Interruption calls a function before Ctrl-C, SIGTERM or SIGHUP ends the program, on a thread of
// its own, while it lives. Signals that are ignored stay so.
class Interruption {
 public:
  explicit Interruption(std::function<void()> clean_up);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

 private:
  std::list<std::function<void()>>::iterator place_;
};

}  // namespace goset
