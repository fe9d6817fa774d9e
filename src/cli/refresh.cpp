#include "refresh.hpp"

#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "drift.hpp"
#include "goset/emit/nix_set.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/manifest/manifest.hpp"
#include "goset/resolve/rebuilds.hpp"
#include "goset/resolve/set_graph.hpp"
#include "relock.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

using Clock = std::chrono::steady_clock;

// why_not spells out a reason for which something was not verified.
std::string why_not(const std::string& reason) {
  return reason == "GONOSUMDB" ? "named in GONOSUMDB or GOPRIVATE" : reason;
}

std::string leaves(std::size_t count) {
  return count == 1 ? "1 leaf" : fmt::format("{} leaves", count);
}

// Report tells on standard error what a new lock changes.
class Report {
 public:
  Report(const std::optional<Lock>& before, const Relocked& after)
      : before_(before ? before->set : GoSet{}),
        after_(after.lock.set),
        relocked_(after),
        configurations_(after.lock.platforms, toolchain_version::minor(after.lock.toolchain)),
        graph_(set_graph::of(after_, configurations_)) {}

  void added_leaf(const std::string& name) const {
    const SetLeaf& leaf = after_.leaves.at(name);
    std::size_t modules = 0;
    std::size_t packages = 0;
    std::size_t fresh = 0;
    std::set<std::string> needed;
    for (const set_graph::Needed& package :
         set_graph::needed_packages(after_, configurations_, name)) {
      if (package.own) continue;
      ++packages;
      if (!needed.insert(package.module).second) continue;
      ++modules;
      if (!before_.modules.contains(package.module)) ++fresh;
    }
    const std::string from = !leaf.version.empty() ? leaf.version
                             : !leaf.path.empty()  ? leaf.path
                                                   : leaf.archive;
    fmt::print(stderr, "{} {}: {}, {}, {} new to the set\n", name, from, plural(modules, "module"),
               plural(packages, "package"), fresh);
  }

  // exceptions tells of leaves that have not all that the others have, where that is new.
  void exceptions() const {
    for (const auto& [name, leaf] : after_.leaves) {
      const auto before = before_.leaves.find(name);
      const SetLeaf old = before == before_.leaves.end() ? SetLeaf{} : before->second;
      if (leaf.track != old.track && !leaf.track.empty()) {
        const SetTrack& track = after_.tracks.at(leaf.track);
        fmt::print(stderr, "leaf {} is in {}\n  {}\n", name,
                   track.automatic ? "a track of its own" : "track " + leaf.track, track.reason);
      }
      for (const auto& [term, reason] : leaf.unsupported) {
        if (old.unsupported.contains(term)) continue;
        fmt::print(stderr, "leaf {} is not supported on {}\n  {}\n", name, term, reason);
      }
    }
  }

  void changes() const {
    std::size_t width = 0;
    const auto differs = [&](const std::string& path) {
      const auto old = before_.modules.find(path);
      const auto now = after_.modules.find(path);
      return old == before_.modules.end() || now == after_.modules.end() ||
             old->second.version != now->second.version;
    };
    std::set<std::string> paths;
    for (const GoSet* set : {&before_, &after_}) {
      for (const auto& [path, module] : set->modules) {
        if (differs(path)) paths.insert(path);
      }
    }
    for (const std::string& path : paths) width = std::max(width, path.size());
    width = std::min<std::size_t>(width, 44);
    // Who reads this wants the changes; a new set's hundreds of modules are in the lock.
    constexpr std::size_t most_added = 24;
    std::size_t added = 0;
    for (const std::string& path : paths) {
      if (before_.modules.contains(path) || ++added <= most_added) change(path, width);
    }
    if (added > most_added) fmt::print(stderr, "  + {} more\n", added - most_added);
  }

  // compacted says what merged parts cost, before it is written.
  void compacted() const {
    const Rebuilds rebuilds = Rebuilds::of(before_, after_, configurations_);
    const std::size_t before = parts_in(before_);
    const std::size_t after = parts_in(after_);
    if (before == after && rebuilds.parts.empty()) return;
    fmt::print(stderr, "{} -> {} parts; {} and {} are compiled again\n", before, after,
               plural(rebuilds.parts.size(), "part"), leaves(rebuilds.leaves.size()));
  }

  // verified says who vouched for the modules and leaves, and what nobody vouched for.
  void verified(Clock::duration took) const {
    std::size_t total = 0;
    std::vector<std::string> by;
    for (const auto& [witness, count] : relocked_.verified) {
      total += count;
      by.push_back(fmt::format("{} by {}", count, witness));
    }
    if (total > 0) {
      fmt::print(stderr, "verified {} ({}), {:.1f} MB in {:.1f} s\n", plural(total, "module"),
                 fmt::join(by, ", "), static_cast<double>(relocked_.bytes) / 1e6,
                 std::chrono::duration<double>(took).count());
    }
    for (const auto& [reason, count] : relocked_.unverified) {
      fmt::print(stderr, "not verified: {} ({})\n", plural(count, "module"), why_not(reason));
    }
    if (relocked_.new_archives > 0) {
      fmt::print(stderr, "not verified: {} (new; later runs compare with the lock)\n",
                 plural(relocked_.new_archives, "source archive"));
    }
    for (const auto& [reason, mods] : relocked_.lock.unverified) {
      fmt::print(stderr, "not verified: {} ({})\n", plural(mods.size(), "go.mod file"),
                 why_not(reason));
    }
  }

 private:
  static std::size_t parts_in(const GoSet& set) {
    std::size_t count = 0;
    const auto add = [&](const std::map<std::string, SetModule>& modules) {
      for (const auto& [path, module] : modules) count += module.parts.size();
    };
    add(set.modules);
    for (const auto& [name, track] : set.tracks) add(track.modules);
    return count;
  }

  void change(const std::string& path, std::size_t width) const {
    const auto old = before_.modules.find(path);
    const auto now = after_.modules.find(path);
    if (old == before_.modules.end()) {
      fmt::print(stderr, "  + {:<{}}  {}\n", path, width, now->second.version);
    } else if (now == after_.modules.end()) {
      fmt::print(stderr, "  - {:<{}}  {}\n", path, width, old->second.version);
    } else {
      fmt::print(stderr, "    {:<{}}  {} -> {}{}\n", path, width, old->second.version,
                 now->second.version, rebuilds(path));
    }
  }

  // rebuilds names the leaves that were there before and use a module.
  std::string rebuilds(const std::string& path) const {
    std::vector<std::string> names;
    for (const std::string& name : graph_.base.users.at(path)) {
      if (before_.leaves.contains(name)) names.push_back(name);
    }
    return names.empty() ? "" : fmt::format("  rebuilds: {}", fmt::join(names, ", "));
  }

  const GoSet before_;
  const GoSet& after_;
  const Relocked& relocked_;
  const Configurations configurations_;
  const SetGraph graph_;
};

void say_written(const Folder& folder, const Changes& changes) {
  std::vector<std::string> names;
  // In the order of the data flow, not of the alphabet.
  for (const char* name : {Folder::manifest_name, Folder::lock_name, Folder::packages_name}) {
    if (changes.planned().contains(name)) names.push_back(folder.shown(name));
  }
  fmt::print(stderr, "wrote {}\n", fmt::join(names, ", "));
}

void say_current(const Folder& folder, const GoSet& set) {
  fmt::print(stderr, "{} is up to date: {}, {}\n", folder.shown(Folder::lock_name),
             leaves(set.leaves.size()), plural(set.modules.size(), "module"));
}

}  // namespace

int refresh(const Options& options, const Folder& folder, const SetText& set,
            const std::optional<std::string>& added, bool compact) {
  const Clock::time_point start = Clock::now();
  const Manifest wanted = manifest::parse(folder.shown(Folder::manifest_name), set.text);
  const std::optional<Lock> old = read_lock(folder);
  Changes changes(folder);
  if (set.implied.empty()) changes.set(Folder::manifest_name, set.text);
  if (!compact && changes.planned().empty() && find_drift(folder, wanted, old).empty()) {
    if (!options.quiet) say_current(folder, old->set);
    return exit_ok;
  }
  if (!set.implied.empty() && !options.quiet) {
    fmt::print(stderr, "no {}: the set is the program here, {}\n",
               folder.shown(Folder::manifest_name), set.implied);
  }
  Downloads downloads(options);
  Progress progress(options.quiet);
  const Relocked relocked = relock(
      wanted, folder.directory(), old, downloads,
      [&](const std::string& line) { progress.show(line); }, compact);
  progress.clear();
  changes.set(Folder::lock_name, lock::print(relocked.lock));
  changes.set(Folder::packages_name, nix_set::render(relocked.lock));
  if (compact && changes.planned().empty()) {
    if (!options.quiet) say_current(folder, relocked.lock.set);
    return exit_ok;
  }
  if (!options.quiet) {
    const Report report(old, relocked);
    if (added) report.added_leaf(*added);
    report.changes();
    report.exceptions();
    if (compact) report.compacted();
    report.verified(Clock::now() - start);
  }
  changes.commit();
  if (!options.quiet) say_written(folder, changes);
  return exit_ok;
}

}  // namespace goset::cli
