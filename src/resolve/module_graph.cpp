#include "goset/resolve/module_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"

// Minimal version selection over a pruned module graph.
//
// The graph holds the roots (what the main module's go.mod lists) and what the go.mod of each root
// lists. It goes on below a module only where pruning is not possible: the main module or that
// module says a go version before 1.17, or such a module leads to it. The selected version of a
// path is the highest one that is mentioned anywhere in the graph; of the main module's own path
// that is the main module itself, but what an older version of it requires counts like all else.
//
// A pruned main module must list every module that provides a package to it, each once and at the
// selected version. Where it does not, a root stands below the selected version and the
// requirements of the selected one have not been seen; the go command then raises the root and
// loads again, and so does raise_roots(). Of a path that is listed twice only the higher version
// counts, and a root that is the main module itself is dropped. For an unpruned main module the
// graph has everything from the start, also what the lower one of two versions requires.
//
// Rules: https://go.dev/ref/mod#graph-pruning; cmd/go/internal/modload: readModGraph, expandGraph
// and, for what an inconsistent go.mod means, updateRoots (as with -mod=mod).

namespace goset {

namespace {

bool supports_pruning(const std::optional<std::string>& go) {
  return go && toolchain_version::compare(*go, "1.17") >= 0;
}

}  // namespace

bool ModSummary::pruned() const {
  return supports_pruning(go);
}
bool MainModule::pruned() const {
  return supports_pruning(go);
}

ModSummary ModSummary::of(const ModuleVersion& m, const ModFile& file) {
  if (file.module_path.empty()) {
    throw Error(fmt::format("{}: its go.mod has no module line", m.str()));
  }
  if (file.module_path != m.path) {
    throw Error(fmt::format("{}: its go.mod says it is {}", m.str(), file.module_path),
                {fmt::format("it was required as {}", m.path)});
  }
  ModSummary summary{file.module_path, file.go, {}};
  for (const ModFile::Require& require : file.require) summary.require.push_back(require.mod);
  return summary;
}

MainModule MainModule::of(const ModFile& file) {
  MainModule main;
  main.path = file.module_path;
  main.go = file.go;
  main.exclude.insert(file.exclude.begin(), file.exclude.end());
  for (const ModFile::Require& require : file.require) {
    if (!main.exclude.contains(require.mod)) main.require.push_back(require.mod);
  }
  return main;
}

ModuleGraph::ModuleGraph(MainModule main, ModSummaries summaries)
    : main_(std::move(main)), summaries_(std::move(summaries)) {
  if (main_.pruned()) {
    std::map<std::string, std::string> highest;
    for (const ModuleVersion& m : main_.require) {
      if (m.path == main_.path) continue;
      std::string& version = highest[m.path];
      version = semver::max(version, m.version);
    }
    for (const auto& [path, version] : highest) roots_.insert({path, version});
  } else {
    roots_.insert(main_.require.begin(), main_.require.end());
  }
  start();
  drain();
}

bool ModuleGraph::is_root(const std::string& path) const {
  const auto found = roots_.lower_bound({path, ""});
  return found != roots_.end() && found->path == path;
}

std::vector<ModuleVersion> ModuleGraph::take_wanted() {
  return std::exchange(wanted_, {});
}

void ModuleGraph::provide(const ModuleVersion& m) {
  const auto found = waiting_.find(m);
  if (found == waiting_.end()) return;
  const std::vector<Job> jobs = std::move(found->second);
  waiting_.erase(found);
  queue_.insert(queue_.end(), jobs.begin(), jobs.end());
  drain();
}

void ModuleGraph::start() {
  selected_.clear();
  seen_.clear();
  expanded_.clear();
  for (const ModuleVersion& m : roots_) {
    mention(m);
    enqueue(m, !main_.pruned());
  }
}

void ModuleGraph::mention(const ModuleVersion& m) {
  if (m.path == main_.path) return;
  std::string& version = selected_[m.path];
  version = semver::max(version, m.version);
}

void ModuleGraph::enqueue(const ModuleVersion& m, bool unpruned) {
  if (Job job{m, unpruned}; seen_.insert(job).second) queue_.push_back(std::move(job));
}

// drain works the queue off as far as go.mod files are known, again and again while the finished
// graph asks for higher roots.
void ModuleGraph::drain() {
  do {
    while (!queue_.empty()) {
      const Job job = std::move(queue_.front());
      queue_.pop_front();
      if (const ModSummary* summary = summaries_(job.module)) {
        expand(job, *summary);
        continue;
      }
      std::vector<Job>& jobs = waiting_[job.module];
      if (jobs.empty()) wanted_.push_back(job.module);
      jobs.push_back(job);
    }
  } while (complete() && raise_roots());
}

void ModuleGraph::expand(const Job& job, const ModSummary& summary) {
  expanded_.insert(job.module);
  const bool below = job.unpruned || !summary.pruned();
  for (const ModuleVersion& r : summary.require) {
    if (main_.exclude.contains(r)) continue;
    mention(r);
    if (below) enqueue(r, true);
  }
}

// raise_roots begins anew from higher roots; false if all roots are at their selected versions.
bool ModuleGraph::raise_roots() {
  if (!main_.pruned()) return false;
  std::set<ModuleVersion> raised;
  for (const ModuleVersion& m : roots_) raised.insert({m.path, selected_.at(m.path)});
  if (raised == roots_) return false;
  roots_ = std::move(raised);
  start();
  return true;
}

std::vector<ModuleVersion> ModuleGraph::chain(const ModuleVersion& target) const {
  std::map<ModuleVersion, ModuleVersion> parent;
  std::deque<ModuleVersion> queue;
  const auto visit = [&](const ModuleVersion& m, const ModuleVersion& from) {
    if (parent.emplace(m, from).second) queue.push_back(m);
  };
  for (const ModuleVersion& m : roots_) visit(m, {});
  while (!queue.empty()) {
    const ModuleVersion m = queue.front();
    queue.pop_front();
    if (m == target) {
      std::vector<ModuleVersion> line;
      for (ModuleVersion at = m; !at.path.empty(); at = parent.at(at)) line.push_back(at);
      std::reverse(line.begin(), line.end());
      return line;
    }
    if (!expanded_.contains(m)) continue;
    std::vector<ModuleVersion> requires_ = summaries_(m)->require;
    std::sort(requires_.begin(), requires_.end());
    for (const ModuleVersion& r : requires_) {
      if (!main_.exclude.contains(r)) visit(r, m);
    }
  }
  return {};
}

}  // namespace goset
