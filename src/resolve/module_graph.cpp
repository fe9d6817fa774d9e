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
// In a workspace the roots are the main modules, each read with its own pruning. Their dependencies
// may have been raised above what they list by one another, and then nobody has read what the
// raised version requires: reload_raised() reads that, and one level further, until nothing moves.
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

ModSummary ModSummary::of(const ModFile& file) {
  ModSummary summary{file.module_path, file.go, {}};
  for (const ModFile::Require& require : file.require) summary.require.push_back(require.mod);
  return summary;
}

void ModSummary::check(const std::string& path, const ModuleVersion& actual) const {
  if (declared.empty()) throw Error(fmt::format("{}: its go.mod has no module line", actual.str()));
  if (declared == path || declared == actual.path) return;
  throw Error(fmt::format("{}: its go.mod declares its path as {}", actual.str(), declared),
              {fmt::format("but it was required as {}", path)});
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

bool MainModules::contains(const std::string& path) const {
  return std::any_of(modules.begin(), modules.end(),
                     [&](const MainModule& main) { return main.path == path; });
}

ModuleGraph::ModuleGraph(MainModules mains, ModSummaries summaries)
    : mains_(std::move(mains)),
      summaries_(std::move(summaries)),
      mode_(mains_.workspace                  ? Mode::workspace
            : mains_.modules.front().pruned() ? Mode::pruned
                                              : Mode::unpruned) {
  for (const MainModule& main : mains_.modules) {
    exclude_.insert(main.exclude.begin(), main.exclude.end());
  }
  set_roots();
  start();
  drain();
}

void ModuleGraph::set_roots() {
  if (mode_ == Mode::workspace) {
    for (const MainModule& main : mains_.modules) roots_.insert({main.path, ""});
    return;
  }
  const MainModule& main = mains_.modules.front();
  if (mode_ == Mode::unpruned) {
    roots_.insert(main.require.begin(), main.require.end());
    return;
  }
  std::map<std::string, std::string> highest;
  for (const ModuleVersion& m : main.require) {
    if (m.path == main.path) continue;
    std::string& version = highest[m.path];
    version = semver::max(version, m.version);
  }
  for (const auto& [path, version] : highest) roots_.insert({path, version});
}

bool ModuleGraph::is_root(const std::string& path) const {
  if (mode_ == Mode::workspace) return false;
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
    enqueue(m, mode_);
  }
}

void ModuleGraph::mention(const ModuleVersion& m) {
  if (mains_.contains(m.path)) return;
  std::string& version = selected_[m.path];
  version = semver::max(version, m.version);
}

void ModuleGraph::enqueue(const ModuleVersion& m, Mode mode) {
  if (Job job{m, mode}; seen_.insert(job).second) queue_.push_back(std::move(job));
}

// drain works the queue off as far as go.mod files are known, again and again while the finished
// graph asks for more.
void ModuleGraph::drain() {
  do {
    while (!queue_.empty()) {
      const Job job = std::move(queue_.front());
      queue_.pop_front();
      if (main(job.module) || summaries_(job.module)) {
        expand(job);
        continue;
      }
      std::vector<Job>& jobs = waiting_[job.module];
      if (jobs.empty()) wanted_.push_back(job.module);
      jobs.push_back(job);
    }
  } while (complete() && (mode_ == Mode::workspace ? reload_raised() : raise_roots()));
}

void ModuleGraph::expand(const Job& job) {
  expanded_.insert(job.module);
  const bool pruned = is_pruned(job.module);
  const bool below = job.mode != Mode::pruned || !pruned;
  const Mode next = job.mode == Mode::unpruned || !pruned ? Mode::unpruned : Mode::pruned;
  for (const ModuleVersion& r : requirements(job.module)) {
    mention(r);
    if (below) enqueue(r, next);
  }
}

// main returns the main module that `m` is; null for a version of a module, even of the same path.
const MainModule* ModuleGraph::main(const ModuleVersion& m) const {
  if (!m.version.empty()) return nullptr;
  for (const MainModule& main : mains_.modules) {
    if (main.path == m.path) return &main;
  }
  return nullptr;
}

bool ModuleGraph::is_pruned(const ModuleVersion& m) const {
  const MainModule* const own = main(m);
  return own ? own->pruned() : summaries_(m)->pruned();
}

// requirements returns what the go.mod of a known module lists, less what is excluded.
std::vector<ModuleVersion> ModuleGraph::requirements(const ModuleVersion& m) const {
  const MainModule* const own = main(m);
  std::vector<ModuleVersion> result = own ? own->require : summaries_(m)->require;
  if (!exclude_.empty()) {
    std::erase_if(result, [this](const ModuleVersion& r) { return exclude_.contains(r); });
  }
  return result;
}

// raise_roots begins anew from higher roots; false if all roots are at their selected versions.
bool ModuleGraph::raise_roots() {
  if (mode_ != Mode::pruned) return false;
  std::set<ModuleVersion> raised;
  for (const ModuleVersion& m : roots_) raised.insert({m.path, selected_.at(m.path)});
  if (raised == roots_) return false;
  roots_ = std::move(raised);
  start();
  return true;
}

// reload_raised reads the dependencies of main modules, and of what it read before, where they
// stand above what is asked for there; false if there is nothing new.
bool ModuleGraph::reload_raised() {
  const auto at = [this](const std::string& path) {
    const auto found = selected_.find(path);
    return ModuleVersion{path, found == selected_.end() ? "" : found->second};
  };
  for (const ModuleVersion& m : roots_) reload_paths_.insert(m.path);
  std::set<ModuleVersion> raised;
  for (const std::string& path : reload_paths_) {
    const ModuleVersion m = at(path);
    if (!reloaded_.contains(m)) {
      raised.insert(m);
      continue;
    }
    for (const ModuleVersion& r : requirements(m)) {
      const ModuleVersion s = at(r.path);
      if (semver::compare(s.version, r.version) > 0 && !reloaded_.contains(s)) raised.insert(s);
    }
  }
  for (const ModuleVersion& m : raised) {
    reloaded_.insert(m);
    reload_paths_.insert(m.path);
    enqueue(m, Mode::workspace);
  }
  return !raised.empty();
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
    std::vector<ModuleVersion> requires_ = requirements(m);
    std::sort(requires_.begin(), requires_.end());
    for (const ModuleVersion& r : requires_) visit(r, m);
  }
  return {};
}

}  // namespace goset
