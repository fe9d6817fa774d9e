#include "goset/app/list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/app/relock.hpp"
#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"

namespace goset::listing {

namespace {

ConfigMask mask_of(const Configurations& configurations, const Scope& scope) {
  if (scope.platform.empty()) return configurations.all();
  const ConfigMask mask = configurations.bit(Platform::parse(scope.platform), scope.cgo);
  if (mask == 0) throw Error(fmt::format("{} is not a platform of this set", scope.platform));
  return mask;
}

// because says why a module is built once more for a track.
std::string because(const GoSet& set, const std::string& path, const SetModule& module) {
  if (!module.replace.path.empty()) return "by " + module.replace.str();
  const auto base = set.modules.find(path);
  if (base == set.modules.end()) return "only here";
  if (base->second.version != module.version) return "the set has " + base->second.version;
  return "for what it requires";
}

}  // namespace

std::set<Package> packages(const Lock& lock, const Scope& scope) {
  const Configurations configurations = Configurations::of(lock);
  const ConfigMask mask = mask_of(configurations, scope);
  std::set<Package> result;
  const auto add = [&](const std::string& name, const std::vector<set_graph::Needed>& all) {
    const std::string& track = lock.set.leaves.at(name).track;
    for (const set_graph::Needed& needed : all) {
      if ((needed.mask & mask) == 0) continue;
      ModuleVersion m{needed.module, ""};
      if (!needed.own) m.version = lock.set.module(track, m.path)->version;
      result.insert({package_facts::import_path(m.path, needed.directory), m});
    }
  };
  if (scope.leaf.empty()) {
    set_graph::each_needed(lock.set, configurations, add);
  } else {
    add(scope.leaf, set_graph::needed_packages(lock.set, configurations, scope.leaf));
  }
  return result;
}

std::vector<Module> modules(const Lock& lock, bool with_leaves) {
  return modules(lock,
                 with_leaves ? set_graph::of(lock.set, Configurations::of(lock)) : SetGraph());
}

std::vector<Module> modules(const Lock& lock, const SetGraph& graph) {
  std::vector<Module> result;
  const auto users = [](const SetGraph::View& view, const std::string& path) {
    const auto found = view.users.find(path);
    return found == view.users.end() ? std::set<std::string>() : found->second;
  };
  for (const auto& [path, record] : lock.set.modules) {
    result.push_back({path, "", &record, users(graph.base, path)});
  }
  std::map<const SetModule*, std::size_t> own;  // of programs with their own versions
  for (const auto& [name, track] : lock.set.tracks) {
    const auto view = graph.tracks.find(name);
    for (const auto& [path, record] : track.modules) {
      std::set<std::string> leaves;
      if (view != graph.tracks.end()) leaves = users(view->second, path);
      if (track.own) {
        const auto [known, is_new] = own.try_emplace(record.get(), result.size());
        if (!is_new) {
          result[known->second].leaves.merge(leaves);
          continue;
        }
      }
      result.push_back({path, track.own ? "" : name, record.get(), std::move(leaves)});
    }
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Module& a, const Module& b) { return a.path < b.path; });
  return result;
}

std::vector<Program> programs(const Lock& lock) {
  std::vector<Program> result;
  for (const auto& [name, leaf] : lock.set.leaves) {
    const std::string& place = leaf.archive.empty() ? leaf.path : leaf.archive;
    const std::string track = lock.set.keeps_own(leaf.track) ? "own" : leaf.track;
    result.push_back({name, leaf.version, place.empty() ? leaf.module : place, track});
  }
  return result;
}

std::vector<Program> programs(const Lock& lock, const Outdated& outdated) {
  std::vector<Program> result = programs(lock);
  for (const Newest& one : outdated.all) {
    if (one.fault) continue;
    for (Program& program : result) {
      if (program.name == one.leaf) program.newest = one.newest;
    }
  }
  return result;
}

std::vector<Track> tracks(const Lock& lock) {
  return tracks(lock, set_graph::of(lock.set, Configurations::of(lock)));
}

std::vector<Track> tracks(const Lock& lock, const SetGraph& graph) {
  std::vector<Track> result;
  for (const auto& [name, track] : lock.set.tracks) {
    if (track.own) continue;
    Track one{name, track.reason, {}, {}};
    for (const auto& [leaf, record] : lock.set.leaves) {
      if (record.track == name) one.leaves.push_back(leaf);
    }
    const std::set<std::string> twice = graph.modules_twice(name);
    for (const std::string& path : graph.modules_apart(name)) {
      const SetModule& module = *lock.set.module(name, path);
      one.builds.push_back(
          {path, module.version, because(lock.set, path, module), twice.contains(path)});
    }
    result.push_back(std::move(one));
  }
  return result;
}

std::size_t Track::twice() const {
  return static_cast<std::size_t>(
      std::count_if(builds.begin(), builds.end(), [](const Build& one) { return one.is_twice; }));
}

BuildList build_list(const Folder& folder, const std::string& leaf, Session& session) {
  const Manifest manifest = read_manifest(folder);
  need_leaf(folder, manifest, leaf);
  return own_build_list(manifest, folder.directory(), read_lock(folder), session, leaf);
}

}  // namespace goset::listing
