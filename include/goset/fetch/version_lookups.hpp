#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "goset/fetch/version_query.hpp"

namespace goset {

// VersionLookups asks about many modules at once, over one exchange.
class VersionLookups {
 public:
  // A Task asks its query and keeps what it learned. It is begun anew each time that a file which
  // it lacked has come, until it returns: so it must change nothing before its last question is
  // answered, and let VersionQuery::Pending through.
  using Task = std::function<void(VersionQuery&)>;

  explicit VersionLookups(Goproxy& proxy) : proxy_(proxy) {}
  VersionLookups(const VersionLookups&) = delete;
  VersionLookups& operator=(const VersionLookups&) = delete;

  // add throws Error for a module path that is none. Tasks of one module share its files.
  void add(const std::string& module_path, Task task);

  // run returns when all tasks have; `progress` hears how many modules of how many are done. What a
  // task throws ends it.
  void run(const std::function<void(std::size_t, std::size_t)>& progress);

 private:
  struct Module {
    VersionQuery query;
    std::vector<Task> open;
  };
  void go_on(Module& module);

  Goproxy& proxy_;
  std::map<std::string, Module> modules_;
  // Modules whose files have come. Answers that come after this is gone still find it.
  std::shared_ptr<std::deque<std::string>> ready_ = std::make_shared<std::deque<std::string>>();
};

}  // namespace goset
