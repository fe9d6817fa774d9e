#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/os/scratch_processes.hpp"

namespace goset {

// VersionControl asks version control by an installed go command, a few questions at a time on threads of
// its own. The command has a module cache of its own, which is gone at the end, so that nothing an
// earlier run left there is believed; it checks no checksums, since goset does. Credentials are
// Git's, GOAUTH's and netrc's as the go command finds them; nobody is asked for one.
class VersionControl : public DirectSource {
 public:
  // Answers go through `exchange`, which must outlive the object.
  explicit VersionControl(Exchange& exchange) : exchange_(exchange) {}
  ~VersionControl() override;

  // get understands @v/list, @v/VERSION.info, .mod and .zip, and @latest; VERSION may be a branch
  // or commit for .info.
  void get(const std::string& module_path, const std::string& suffix,
           const std::filesystem::path& to_file, std::function<void(Answer)> then) override;

 private:
  struct Job {
    std::string module_path;
    std::string suffix;
    std::filesystem::path to_file;
    std::function<void(Answer)> then;
  };
  void work();
  Answer answer(const Job& job) const;
  ChildProcesses::Result go(std::vector<std::string> arguments) const;
  static Answer file_answer(const Job& job, const std::filesystem::path& file);
  Answer failure(const std::string& subject, std::string text) const;

  Exchange& exchange_;
  std::optional<std::filesystem::path> program_;
  std::unique_ptr<ScratchProcesses> scratch_;  // from the first question on
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<Job> jobs_;
  std::size_t idle_ = 0;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace goset
