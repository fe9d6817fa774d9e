#include "build_list.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

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

namespace goset::resolve {

namespace {

constexpr std::uint8_t expanded_bit = 0x80;
constexpr std::uint8_t mentioned_bit = 0x40;

template <typename T>
bool has(const std::vector<T>& sorted, T value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

}  // namespace

VersionId BuildList::at(PathId path) const {
  const auto found = std::lower_bound(paths.begin(), paths.end(), path);
  if (found == paths.end() || *found != path) return no_version;
  return versions[static_cast<std::size_t>(found - paths.begin())];
}

bool BuildList::is_root(PathId path) const {
  return has(roots, path);
}

BuildList BuildLists::of(Requirements requirements, const GoMods& go_mods,
                         std::vector<VersionId>& missing) {
  load(requirements, go_mods);
  missing.insert(missing.end(), missing_.begin(), missing_.end());
  BuildList result;
  result.ordered = mode_ != Mode::unpruned;
  if (mode_ != Mode::workspace) {
    for (const VersionId root : roots_) result.roots.push_back(universe_.path_of(root));
    std::sort(result.roots.begin(), result.roots.end());
  }
  std::sort(mentioned_.begin(), mentioned_.end());
  result.paths = mentioned_;
  result.versions.reserve(result.paths.size());
  for (const PathId path : result.paths) result.versions.push_back(newest_[path]);
  for (const VersionId m : touched_) {
    if ((seen_[m] & expanded_bit) != 0 && !main(universe_.path_of(m))) result.read.push_back(m);
  }
  std::sort(result.read.begin(), result.read.end());
  forget();
  result.requirements = std::move(requirements);
  return result;
}

void BuildLists::load(const Requirements& requirements, const GoMods& go_mods) {
  requirements_ = &requirements;
  go_mods_ = &go_mods;
  mode_ = requirements.workspace              ? Mode::workspace
          : requirements.mains.front().pruned ? Mode::pruned
                                              : Mode::unpruned;
  only_main_ =
      requirements.mains.size() == 1 ? universe_.path_of(requirements.mains.front().self) : no_path;
  reloaded_.clear();
  reload_paths_.clear();
  exclude_.clear();
  for (const MainRequirements& main : requirements.mains) {
    exclude_.insert(exclude_.end(), main.exclude.begin(), main.exclude.end());
  }
  std::sort(exclude_.begin(), exclude_.end());
  set_roots(requirements);
  start();
  do {
    work_off();
  } while (missing_.empty() && (mode_ == Mode::workspace ? reload_raised() : raise_roots()));
}

void BuildLists::set_roots(const Requirements& requirements) {
  roots_.clear();
  const MainRequirements& first = requirements.mains.front();
  switch (mode_) {
    case Mode::workspace:
      for (const MainRequirements& main : requirements.mains) roots_.push_back(main.self);
      break;
    case Mode::unpruned:
      roots_ = first.require;
      break;
    case Mode::pruned: {
      std::map<PathId, VersionId> highest;
      for (const VersionId m : first.require) {
        const PathId path = universe_.path_of(m);
        if (path == universe_.path_of(first.self)) continue;
        const auto [entry, is_new] = highest.emplace(path, m);
        if (!is_new && universe_.is_higher(m, entry->second)) entry->second = m;
      }
      for (const auto& [path, m] : highest) roots_.push_back(m);
      break;
    }
  }
  std::sort(roots_.begin(), roots_.end());
  roots_.erase(std::unique(roots_.begin(), roots_.end()), roots_.end());
}

void BuildLists::forget() {
  for (const PathId path : mentioned_) newest_[path] = no_version;
  for (const VersionId m : touched_) seen_[m] = 0;
  mentioned_.clear();
  touched_.clear();
  queue_.clear();
  missing_.clear();
  next_ = 0;
}

void BuildLists::start() {
  forget();
  for (const VersionId root : roots_) {
    mention(root);
    enqueue(root, mode_);
  }
}

void BuildLists::mention(VersionId m) {
  std::uint8_t& seen = this->seen(m);
  if ((seen & mentioned_bit) != 0) return;
  if (seen == 0) touched_.push_back(m);
  seen |= mentioned_bit;
  const PathId path = universe_.path_of(m);
  if (main(path)) return;
  if (index(path) >= newest_.size()) newest_.grow(universe_.path_count(), no_version);
  VersionId& newest = newest_[path];
  if (newest == no_version) {
    newest = m;
    mentioned_.push_back(path);
  } else if (universe_.is_higher(m, newest)) {
    newest = m;
  }
}

const MainRequirements* BuildLists::main(PathId path) const {
  if (path != only_main_ && only_main_ != no_path) return nullptr;
  for (const MainRequirements& main : requirements_->mains) {
    if (universe_.path_of(main.self) == path) return &main;
  }
  return nullptr;
}

std::uint8_t& BuildLists::seen(VersionId m) {
  if (index(m) >= seen_.size()) seen_.grow(universe_.version_count());
  return seen_[m];
}

void BuildLists::enqueue(VersionId m, Mode mode) {
  std::uint8_t& seen = this->seen(m);
  const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(mode));
  if ((seen & bit) != 0) return;
  if (seen == 0) touched_.push_back(m);
  seen |= bit;
  queue_.push_back({m, mode});
}

void BuildLists::work_off() {
  for (; next_ < queue_.size(); ++next_) expand(Job(queue_[next_]));
}

void BuildLists::expand(const Job& job) {
  const std::optional<Listed> mod = listed(job.module);
  if (!mod) {
    if (std::find(missing_.begin(), missing_.end(), job.module) == missing_.end()) {
      missing_.push_back(job.module);
    }
    return;
  }
  seen(job.module) |= expanded_bit;
  const bool below = job.mode != Mode::pruned || !mod->pruned;
  const Mode next = job.mode == Mode::unpruned || !mod->pruned ? Mode::unpruned : Mode::pruned;
  for (const VersionId r : *mod->require) {
    if (is_excluded(r)) continue;
    mention(r);
    if (below) enqueue(r, next);
  }
}

bool BuildLists::is_excluded(VersionId m) const {
  return !exclude_.empty() && has(exclude_, m);
}

// listed returns the go.mod of a main module or of any other; nullopt while that is not known.
std::optional<BuildLists::Listed> BuildLists::listed(VersionId m) const {
  if (const MainRequirements* const main = this->main(universe_.path_of(m));
      main && main->self == m) {
    return Listed{main->pruned, &main->require};
  }
  const GoMod* const mod = (*go_mods_)(m);
  if (!mod) return std::nullopt;
  return Listed{mod->pruned, &mod->require};
}

VersionId BuildLists::selected(PathId path) const {
  return index(path) < newest_.size() ? newest_[path] : no_version;
}

// raise_roots begins anew from higher roots; false if all roots are at their selected versions.
bool BuildLists::raise_roots() {
  if (mode_ != Mode::pruned) return false;
  std::vector<VersionId> raised;
  for (const VersionId m : roots_) raised.push_back(selected(universe_.path_of(m)));
  std::sort(raised.begin(), raised.end());
  if (raised == roots_) return false;
  roots_ = std::move(raised);
  start();
  return true;
}

// reload_raised reads the dependencies of main modules, and of what it read before, where they
// stand above what is asked for there; false if there is nothing new.
bool BuildLists::reload_raised() {
  // A main module stands for all versions of its path.
  const auto at = [this](PathId path) {
    const MainRequirements* const main = this->main(path);
    return main ? main->self : selected(path);
  };
  std::set<PathId> paths(reload_paths_.begin(), reload_paths_.end());
  for (const MainRequirements& main : requirements_->mains) {
    paths.insert(universe_.path_of(main.self));
  }
  std::set<VersionId> raised;
  const auto is_reloaded = [this](VersionId m) {
    return std::find(reloaded_.begin(), reloaded_.end(), m) != reloaded_.end();
  };
  for (const PathId path : paths) {
    const VersionId m = at(path);
    if (!is_reloaded(m)) {
      raised.insert(m);
      continue;
    }
    for (const VersionId r : *listed(m)->require) {
      if (is_excluded(r)) continue;
      const VersionId s = at(universe_.path_of(r));
      if (universe_.is_higher(s, r) && !is_reloaded(s)) raised.insert(s);
    }
  }
  for (const VersionId m : raised) {
    reloaded_.push_back(m);
    paths.insert(universe_.path_of(m));
    enqueue(m, Mode::workspace);
  }
  reload_paths_.assign(paths.begin(), paths.end());
  return !raised.empty();
}

// --- who requires it ----------------------------------------------------------------------------

std::size_t BuildLists::distance(const Requirements& requirements, const GoMods& go_mods,
                                 VersionId target) {
  load(requirements, go_mods);
  std::vector<VersionId> level(roots_.begin(), roots_.end());
  std::set<VersionId> seen(level.begin(), level.end());
  std::size_t length = 1;
  std::size_t result = 0;
  while (!level.empty()) {
    if (std::find(level.begin(), level.end(), target) != level.end()) {
      result = length;
      break;
    }
    std::vector<VersionId> next;
    for (const VersionId m : level) {
      if ((this->seen(m) & expanded_bit) == 0) continue;
      for (const VersionId r : *listed(m)->require) {
        if (!is_excluded(r) && seen.insert(r).second) next.push_back(r);
      }
    }
    level = std::move(next);
    ++length;
  }
  forget();
  return result;
}

std::vector<VersionId> BuildLists::chain(const Requirements& requirements, const GoMods& go_mods,
                                         VersionId target) {
  load(requirements, go_mods);
  const auto by_name = [this](VersionId a, VersionId b) {
    return universe_.module(a) < universe_.module(b);
  };
  std::map<VersionId, VersionId> parent;
  std::deque<VersionId> queue;
  const auto visit = [&](std::vector<VersionId> modules, VersionId from) {
    std::sort(modules.begin(), modules.end(), by_name);
    for (const VersionId m : modules) {
      if (parent.emplace(m, from).second) queue.push_back(m);
    }
  };
  visit(roots_, no_version);
  std::vector<VersionId> line;
  while (!queue.empty()) {
    const VersionId m = queue.front();
    queue.pop_front();
    if (m == target) {
      for (VersionId at = m; at != no_version; at = parent.at(at)) line.push_back(at);
      std::reverse(line.begin(), line.end());
      break;
    }
    if ((seen(m) & expanded_bit) == 0) continue;
    std::vector<VersionId> below = *listed(m)->require;
    std::erase_if(below, [this](VersionId r) { return is_excluded(r); });
    visit(std::move(below), m);
  }
  forget();
  return line;
}

}  // namespace goset::resolve
