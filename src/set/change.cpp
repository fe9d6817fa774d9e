#include "goset/set/change.hpp"

#include <fmt/format.h>

#include <set>

#include "goset/go/toolchain_version.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/set/rebuilds.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

namespace {

using Modules = std::map<std::string, SetModule>;

class Comparison {
 public:
  Comparison(const GoSet& before, const Lock& after, const SetGraph& graph,
             const SetChange::Reasons& reasons)
      : before_(before), lock_(after), after_(after.set), graph_(graph), reasons_(reasons) {}

  SetChange run() {
    const Modules none;
    compare_modules("", before_.modules, after_.modules, graph_.base);
    for (const auto& [name, track] : after_.tracks) {
      const auto old = before_.tracks.find(name);
      compare_modules(name, old == before_.tracks.end() ? none : old->second.modules, track.modules,
                      graph_.tracks.at(name));
    }
    std::stable_sort(result_.modules.begin(), result_.modules.end(),
                     [](const auto& a, const auto& b) { return a.path < b.path; });
    compare_leaves();
    note_exceptions();
    count_rebuilds();
    compare_go();
    return std::move(result_);
  }

 private:
  void compare_modules(const std::string& track, const Modules& before, const Modules& after,
                       const SetGraph::Layer& layer) {
    std::set<std::string> paths;
    for (const Modules* modules : {&before, &after}) {
      for (const auto& [path, module] : *modules) paths.insert(path);
    }
    for (const std::string& path : paths) {
      const auto old = before.find(path);
      const auto now = after.find(path);
      SetChange::Module change{path, track, "", "", "", {}};
      if (old != before.end()) change.before = old->second.version;
      if (now != after.end()) change.after = now->second.version;
      if (change.before == change.after) continue;
      if (const auto cause = reasons_.causes.find(path);
          track.empty() && cause != reasons_.causes.end()) {
        change.cause = cause->second;
      }
      if (const auto users = layer.users.find(path); users != layer.users.end()) {
        for (const std::string& leaf : users->second) {
          if (before_.leaves.contains(leaf)) change.affected.push_back(leaf);
        }
      }
      result_.modules.push_back(std::move(change));
    }
  }

  void compare_leaves() {
    std::set<std::string> names;
    for (const GoSet* set : {&before_, &after_}) {
      for (const auto& [name, leaf] : set->leaves) names.insert(name);
    }
    for (const std::string& name : names) {
      const auto old = before_.leaves.find(name);
      const auto now = after_.leaves.find(name);
      SetChange::Leaf change{name, "", ""};
      if (old != before_.leaves.end()) change.before = origin(old->second);
      if (now != after_.leaves.end()) change.after = origin(now->second);
      if (change.before != change.after) result_.leaves.push_back(std::move(change));
    }
  }

  // in_track says what a track costs, too.
  std::string in_track(const std::string& name) const {
    const std::size_t count = set_graph::built_in(graph_.tracks.at(name)).size();
    return fmt::format("in {}, which builds {} module{} more",
                       after_.tracks.at(name).automatic ? "a track of its own" : "track " + name,
                       count, count == 1 ? "" : "s");
  }

  void note_exceptions() {
    const SetLeaf none;
    for (const auto& [name, leaf] : after_.leaves) {
      const auto before = before_.leaves.find(name);
      const SetLeaf& old = before == before_.leaves.end() ? none : before->second;
      if (leaf.track != old.track && !leaf.track.empty()) {
        result_.exceptions.push_back(
            {name, in_track(leaf.track), after_.tracks.at(leaf.track).reason});
      }
      for (const auto& [term, reason] : leaf.unsupported) {
        if (old.unsupported.contains(term)) continue;
        result_.exceptions.push_back({name, "not supported on " + term, reason});
      }
    }
  }

  void count_rebuilds() {
    const SetGraph graph = set_graph::of(before_, Configurations::of(lock_));
    const Rebuilds rebuilds = Rebuilds::of({before_, graph}, {after_, graph_});
    result_.rebuilt_parts = rebuilds.parts.size();
    result_.parts = graph_.base.parts.size();
    for (const auto& [name, track] : graph_.tracks) result_.parts += track.parts.size();
    for (const auto& [name, variant] : graph_.variants) result_.parts += variant.parts.size();
    for (const auto& [name, leaf] : after_.leaves) {
      if (!before_.leaves.contains(name)) continue;
      (rebuilds.leaves.contains(name) ? result_.rebuilt_leaves : result_.untouched_leaves)
          .push_back(name);
    }
  }

  void compare_go() {
    const GoFloor old = GoFloor::of(before_);
    const GoFloor now = GoFloor::of(after_);
    if (before_.leaves.empty() || toolchain_version::compare(now.go, old.go) <= 0) return;
    result_.go = {old.go, now.go, now.who, reasons_.go_chain};
  }

  const GoSet& before_;
  const Lock& lock_;
  const GoSet& after_;
  const SetGraph& graph_;
  const SetChange::Reasons& reasons_;
  SetChange result_;
};

}  // namespace

std::string origin(const SetLeaf& leaf) {
  if (!leaf.version.empty()) return leaf.version;
  return leaf.path.empty() ? leaf.archive : leaf.path;
}

SetChange SetChange::of(const std::optional<Lock>& before, const Lock& after, const SetGraph& graph,
                        const Reasons& reasons) {
  const GoSet none;
  return Comparison(before ? before->set : none, after, graph, reasons).run();
}

}  // namespace goset
