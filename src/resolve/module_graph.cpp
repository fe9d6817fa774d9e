#include "goset/resolve/module_graph.hpp"

#include <algorithm>
#include <utility>

#include "goset/go/semver.hpp"

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

ModuleGraph::ModuleGraph(MainModules mains, std::shared_ptr<ModuleIndex> index)
    : mains_(std::move(mains)),
      index_(std::move(index)),
      mode_(mains_.workspace                  ? Mode::workspace
            : mains_.modules.front().pruned() ? Mode::pruned
                                              : Mode::unpruned) {
  number_mains();
  set_roots();
  start();
  drain();
}

void ModuleGraph::number_mains() {
  for (const MainModule& main : mains_.modules) {
    main_paths_.push_back(index_->path_id(main.path));
    ModuleIndex::GoMod& mod = main_mods_[index_->id({main.path, ""})];
    mod.pruned = main.pruned();
    for (const ModuleVersion& m : main.require) mod.require.push_back(index_->id(m));
    for (const ModuleVersion& m : main.exclude) exclude_.insert(index_->id(m));
  }
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
  const auto found = waiting_.find(index_->id(m));
  if (found == waiting_.end()) return;
  const std::vector<Job> jobs = std::move(found->second);
  waiting_.erase(found);
  queue_.insert(queue_.end(), jobs.begin(), jobs.end());
  drain();
}

void ModuleGraph::start() {
  newest_.clear();
  seen_.clear();
  expanded_.clear();
  for (const ModuleVersion& root : roots_) {
    const Id m = index_->id(root);
    mention(m);
    enqueue(m, mode_);
  }
}

void ModuleGraph::mention(Id m) {
  const Id path = index_->path_id(m);
  if (is_main_path(path)) return;
  if (path >= newest_.size()) newest_.resize(path + 1, ModuleIndex::none);
  Id& newest = newest_[path];
  if (newest == ModuleIndex::none || index_->is_higher(m, newest)) newest = m;
}

bool ModuleGraph::is_main_path(Id path) const {
  return std::find(main_paths_.begin(), main_paths_.end(), path) != main_paths_.end();
}

void ModuleGraph::enqueue(Id m, Mode mode) {
  if (m >= seen_.size()) seen_.resize(m + 1);
  const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(mode));
  if ((seen_[m] & bit) != 0) return;
  seen_[m] |= bit;
  queue_.push_back({m, mode});
}

// drain works the queue off as far as go.mod files are known, again and again while the finished
// graph asks for more.
void ModuleGraph::drain() {
  do {
    while (!queue_.empty()) {
      const Job job = queue_.front();
      queue_.pop_front();
      if (go_mod(job.module)) {
        expand(job);
        continue;
      }
      std::vector<Job>& jobs = waiting_[job.module];
      if (jobs.empty()) wanted_.push_back(index_->module(job.module));
      jobs.push_back(job);
    }
  } while (complete() && (mode_ == Mode::workspace ? reload_raised() : raise_roots()));
  if (complete()) list_selected();
}

void ModuleGraph::expand(const Job& job) {
  if (job.module >= expanded_.size()) expanded_.resize(job.module + 1);
  expanded_[job.module] = true;
  const ModuleIndex::GoMod& mod = *go_mod(job.module);
  const bool below = job.mode != Mode::pruned || !mod.pruned;
  const Mode next = job.mode == Mode::unpruned || !mod.pruned ? Mode::unpruned : Mode::pruned;
  for (const Id r : mod.require) {
    if (exclude_.contains(r)) continue;
    mention(r);
    if (below) enqueue(r, next);
  }
}

// go_mod returns the go.mod of a main module or of any other; null while that is not known.
const ModuleIndex::GoMod* ModuleGraph::go_mod(Id m) const {
  const auto main = main_mods_.find(m);
  return main == main_mods_.end() ? index_->go_mod(m) : &main->second;
}

// requirements returns what the go.mod of a known module lists, less what is excluded.
std::vector<ModuleGraph::Id> ModuleGraph::requirements(Id m) const {
  std::vector<Id> result = go_mod(m)->require;
  std::erase_if(result, [this](Id r) { return exclude_.contains(r); });
  return result;
}

ModuleGraph::Id ModuleGraph::selected_at(Id path) const {
  return path < newest_.size() ? newest_[path] : ModuleIndex::none;
}

void ModuleGraph::list_selected() {
  selected_.clear();
  for (const Id m : newest_) {
    if (m == ModuleIndex::none) continue;
    const ModuleVersion& module = index_->module(m);
    selected_.emplace(module.path, module.version);
  }
}

// raise_roots begins anew from higher roots; false if all roots are at their selected versions.
bool ModuleGraph::raise_roots() {
  if (mode_ != Mode::pruned) return false;
  std::set<ModuleVersion> raised;
  for (const ModuleVersion& m : roots_) {
    raised.insert(index_->module(selected_at(index_->path_id(m.path))));
  }
  if (raised == roots_) return false;
  roots_ = std::move(raised);
  start();
  return true;
}

// reload_raised reads the dependencies of main modules, and of what it read before, where they
// stand above what is asked for there; false if there is nothing new.
bool ModuleGraph::reload_raised() {
  // A main module stands for all versions of its path.
  const auto at = [this](Id path) {
    const auto main = std::find(main_paths_.begin(), main_paths_.end(), path);
    if (main == main_paths_.end()) return selected_at(path);
    return index_->id({mains_.modules[main - main_paths_.begin()].path, ""});
  };
  for (const Id path : main_paths_) reload_paths_.insert(path);
  std::set<Id> raised;
  for (const Id path : reload_paths_) {
    const Id m = at(path);
    if (!reloaded_.contains(m)) {
      raised.insert(m);
      continue;
    }
    for (const Id r : requirements(m)) {
      const Id s = at(index_->path_id(r));
      if (index_->is_higher(s, r) && !reloaded_.contains(s)) raised.insert(s);
    }
  }
  for (const Id m : raised) {
    reloaded_.insert(m);
    reload_paths_.insert(index_->path_id(m));
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
    const Id id = index_->id(m);
    if (!is_expanded(id)) continue;
    std::set<ModuleVersion> requires_;
    for (const Id r : requirements(id)) requires_.insert(index_->module(r));
    for (const ModuleVersion& r : requires_) visit(r, m);
  }
  return {};
}

}  // namespace goset
