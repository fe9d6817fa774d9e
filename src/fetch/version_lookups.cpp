#include "goset/fetch/version_lookups.hpp"

#include <utility>

// A query is a function of the files of a module, and which file it needs next follows from those
// before. So instead of waiting it is given up, and asked again when the file is there: at most as
// many times as it needs files, which are few and small.

namespace goset {

void VersionLookups::add(const std::string& module_path, Task task) {
  auto found = modules_.find(module_path);
  if (found == modules_.end()) {
    const auto arrived = [ready = ready_, module_path] { ready->push_back(module_path); };
    found =
        modules_.emplace(module_path, Module{VersionQuery(proxy_, module_path, arrived), {}}).first;
  }
  found->second.open.push_back(std::move(task));
}

void VersionLookups::run(const std::function<void(std::size_t, std::size_t)>& progress) {
  std::size_t done = 0;
  const auto visit = [&](Module& module) {
    if (module.open.empty()) return;
    go_on(module);
    if (module.open.empty()) progress(++done, modules_.size());
  };
  for (auto& [path, module] : modules_) visit(module);
  while (done < modules_.size()) {
    while (ready_->empty()) proxy_.exchange().turn();
    visit(modules_.at(std::exchange(ready_->front(), {})));
    ready_->pop_front();
  }
}

// go_on begins each open task of a module; those that come to their end are done.
void VersionLookups::go_on(Module& module) {
  std::vector<Task> left;
  for (Task& task : std::exchange(module.open, {})) {
    try {
      task(module.query);
    } catch (const VersionQuery::Pending&) {
      left.push_back(std::move(task));
    }
  }
  module.open = std::move(left);
}

}  // namespace goset
