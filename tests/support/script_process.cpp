#include "support/script_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fs = std::filesystem;

namespace {

constexpr int nobody = 65534;

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

void set_limits(const Process::Limits& limits) {
  if (limits.file_size != 0) {
    // Ignored, the signal becomes an error of the write.
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{limits.file_size, limits.file_size};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  if (limits.nobody && geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0)) _exit(125);
}

void redirect(int from, const char* to, int flags) {
  const int descriptor = open(to, flags, 0644);
  if (descriptor < 0 || dup2(descriptor, from) < 0) _exit(126);
}

}  // namespace

Process::Process(const Start& start) : output_(start.output) {
  std::vector<std::string> arguments{start.program.filename().string()};
  arguments.insert(arguments.end(), start.arguments.begin(), start.arguments.end());
  std::vector<std::string> variables;
  for (const auto& [name, value] : start.environment) variables.push_back(name + "=" + value);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(variables);
  const std::string out = output_.string() + ".out";
  const std::string err = output_.string() + ".err";
  // Opened before the user changes: nobody need not reach the build directory.
  const int program = open(start.program.c_str(), O_RDONLY | O_CLOEXEC);
  if (program < 0) throw std::runtime_error("cannot open " + start.program.string());
  pid_ = fork();
  if (pid_ == 0) {
    redirect(0, "/dev/null", O_RDONLY);
    redirect(1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
    redirect(2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
    if (chdir(start.directory.c_str()) != 0) _exit(126);
    set_limits(start.limits);
    ::signal(SIGPIPE, SIG_DFL);  // the test's own server ignores it
    fexecve(program, argv.data(), envp.data());
    _exit(127);
  }
  close(program);
  if (pid_ < 0) throw std::runtime_error("cannot fork");
}

void Process::signal(int number) const {
  ::kill(pid_, number);
}

Process::Result Process::wait() const {
  int status = 0;
  waitpid(pid_, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          read_text(output_.string() + ".out"), read_text(output_.string() + ".err")};
}
