#include "goset/os/child_processes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "goset/error.hpp"
#include "goset/os/descriptor.hpp"

extern char** environ;

namespace goset {

namespace fs = std::filesystem;

namespace {

// Pipe is one that programs do not inherit by themselves.
struct Pipe {
  Descriptor read;
  Descriptor write;

  Pipe() {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw Error(fmt::format("pipe: {}", std::strerror(errno)));
    read = Descriptor(ends[0]);
    write = Descriptor(ends[1]);
    for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  }
};

std::vector<std::string> joined_environment(const std::map<std::string, std::string>& own) {
  std::vector<std::string> result;
  for (char** variable = environ; *variable; ++variable) {
    const std::string_view text = *variable;
    if (!own.contains(std::string(text.substr(0, text.find('='))))) result.emplace_back(text);
  }
  for (const auto& [name, value] : own) result.push_back(name + "=" + value);
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

using Hear = std::function<void(std::string_view)>;

// read_both reads two pipes to their ends, whichever has something.
void read_both(int first, const Hear& hear_first, int second, const Hear& hear_second) {
  std::array<pollfd, 2> polled{{{first, POLLIN, 0}, {second, POLLIN, 0}}};
  const std::array<const Hear*, 2> hear{&hear_first, &hear_second};
  std::array<char, 65536> block{};
  while (polled[0].fd >= 0 || polled[1].fd >= 0) {
    if (poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < polled.size(); ++i) {
      if (polled[i].fd < 0 || polled[i].revents == 0) continue;
      const ssize_t n = read(polled[i].fd, block.data(), block.size());
      if (n > 0) (*hear[i])({block.data(), static_cast<std::size_t>(n)});
      if (n == 0 || (n < 0 && errno != EINTR)) polled[i].fd = -1;
    }
  }
}

}  // namespace

std::optional<fs::path> find_program(const std::string& name) {
  const char* const variable = std::getenv("PATH");
  std::string_view path = variable ? variable : "";
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const fs::path file = fs::path(path.substr(0, end)) / name;
    path.remove_prefix(std::min(end + 1, path.size()));
    std::error_code ignored;
    if (fs::is_regular_file(file, ignored) && access(file.c_str(), X_OK) == 0) {
      return fs::absolute(file);
    }
  }
  return std::nullopt;
}

ChildProcesses::Result ChildProcesses::run(const Start& start) {
  std::optional<Pipe> out;
  std::optional<Pipe> err;
  {
    // No other thread may start a program before these are closed for it: it would hold them open.
    const std::lock_guard lock(mutex_);
    out.emplace();
    err.emplace();
  }
  const pid_t pid = begin(start, out->write.number(), err->write.number());
  out->write.close();
  err->write.close();
  Result result;
  const auto append_to = [](std::string& text) {
    return [&text](std::string_view piece) { text.append(piece); };
  };
  try {
    read_both(out->read.number(), start.hear ? start.hear : append_to(result.out),
              err->read.number(), append_to(result.err));
  } catch (...) {
    kill(-pid, SIGKILL);
    await(pid);
    throw;
  }
  result.code = await(pid);
  return result;
}

pid_t ChildProcesses::begin(const Start& start, int out, int err) {
  // All memory is got before the fork: another thread may hold the allocator's lock in it.
  std::vector<std::string> words{start.program.string()};
  words.insert(words.end(), start.arguments.begin(), start.arguments.end());
  std::map<std::string, std::string> own = start.environment;
  if (!start.directory.empty()) own["PWD"] = start.directory.string();
  std::vector<std::string> variables = joined_environment(own);
  const std::vector<char*> argv = pointers(words);
  const std::vector<char*> envp = pointers(variables);
  const std::string input = start.input.empty() ? "/dev/null" : start.input.string();

  const std::lock_guard lock(mutex_);
  if (stopped_) throw Error(fmt::format("{}: not started any more", start.program.string()));
  const pid_t pid = fork();
  if (pid < 0) {
    throw Error(fmt::format("{}: {}", start.program.string(), std::strerror(errno)));
  }
  if (pid == 0) {
    setsid();
    signal(SIGXFSZ, SIG_DFL);  // which goset itself ignores
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // where goset is killed and can't end it
#endif
    const int in = open(input.c_str(), O_RDONLY);
    const bool ready = dup2(in, 0) == 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2 &&
                       (start.directory.empty() || chdir(start.directory.c_str()) == 0);
    if (ready) execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  running_.insert(pid);
  return pid;
}

int ChildProcesses::await(pid_t pid) {
  // It stays a zombie until it is no longer in running_: stop() must not signal a number that
  // means another process by then.
  siginfo_t info{};
  while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  const std::lock_guard lock(mutex_);
  kill(-pid, SIGKILL);  // what it left behind
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  running_.erase(pid);
  ended_.notify_all();
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void ChildProcesses::stop() {
  std::unique_lock lock(mutex_);
  stopped_ = true;
  for (const pid_t pid : running_) {
    kill(-pid, SIGKILL);
    kill(pid, SIGKILL);  // where it has no session yet
  }
  ended_.wait(lock, [this] { return running_.empty(); });
}

}  // namespace goset
