#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// find_program looks a program up in PATH, as a shell does; nullopt if there is none.
std::optional<std::filesystem::path> find_program(const std::string& name);

// ChildProcesses runs other programs. Each has a session of its own, so that it can't ask for
// anything on the terminal and ends together with all that it started itself.
class ChildProcesses {
 public:
  struct Start {
    std::filesystem::path program;
    std::vector<std::string> arguments;              // without the program; passed on as they are
    std::map<std::string, std::string> environment;  // beside what goset itself was given
    std::filesystem::path directory;                 // empty: goset's own
    std::filesystem::path input = {};  // a file for its standard input; empty: nothing
    // Takes what it writes to standard output, piece by piece, instead of Result::out. May throw: then
    // the program is ended.
    std::function<void(std::string_view)> hear = {};
  };
  struct Result {
    int code = 0;     // 128 + N where signal N ended it
    std::string out;  // standard output
    std::string err;  // standard error
  };

  ~ChildProcesses() { stop(); }

  // run waits for a program's end; several threads may run some at once. Throws Error if it can't
  // be started, or after stop().
  Result run(const Start& start);

  // stop ends what runs, at once, and returns when all of it has ended.
  void stop();
  bool is_stopped() const { return stopped_; }

 private:
  pid_t begin(const Start& start, int out, int err);
  int await(pid_t pid);

  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<pid_t> running_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace goset
