#include "goset/set/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "goset/go/toolchain_version.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/set/rebuilds.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

namespace {

using Modules = std::map<std::string, const SetModule*>;

Modules modules_of(const std::map<std::string, SetModule>& set) {
  Modules result;
  for (const auto& [path, module] : set) result.emplace_hint(result.end(), path, &module);
  return result;
}

Modules modules_of(const SetTrack& track) {
  Modules result;
  for (const auto& [path, module] : track.modules) {
    result.emplace_hint(result.end(), path, module.get());
  }
  return result;
}

class Comparison {
 public:
  Comparison(const GoSet& before, const Lock& after, const SetGraph& graph,
             const SetChange::Reasons& reasons)
      : before_(before), lock_(after), after_(after.set), graph_(graph), reasons_(reasons) {}

  SetChange run() {
    compare_modules("", modules_of(before_.modules), modules_of(after_.modules), graph_.base);
    compare_tracks();
    note_moves();
    for (auto& [change, module] : own_changes_) result_.modules.push_back(std::move(module));
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
                       const SetGraph::View& view) {
    std::set<std::string> paths;
    for (const Modules* modules : {&before, &after}) {
      for (const auto& [path, module] : *modules) paths.insert(path);
    }
    for (const std::string& path : paths) {
      const auto old = before.find(path);
      const auto now = after.find(path);
      SetChange::Module change{path, track, "", "", "", {}};
      if (old != before.end()) change.before = old->second->version;
      if (now != after.end()) change.after = now->second->version;
      if (change.before == change.after) continue;
      if (const auto cause = reasons_.causes.find(path);
          track.empty() && cause != reasons_.causes.end()) {
        change.cause = cause->second;
      }
      if (const auto users = view.users.find(path); users != view.users.end()) {
        for (const std::string& leaf : users->second) {
          if (before_.leaves.contains(leaf)) change.affected.push_back(leaf);
        }
      }
      result_.modules.push_back(std::move(change));
    }
  }

  void compare_tracks() {
    std::set<std::string> names;
    for (const GoSet* set : {&before_, &after_}) {
      for (const auto& [name, track] : set->tracks) names.insert(name);
    }
    const SetTrack none;
    const SetGraph::View unused;
    for (const std::string& name : names) {
      const auto old = before_.tracks.find(name);
      const auto now = after_.tracks.find(name);
      const SetTrack& before = old == before_.tracks.end() ? none : old->second;
      const SetTrack& after = now == after_.tracks.end() ? none : now->second;
      if (before.own && after.own) {
        compare_own(name, before, after);
        continue;
      }
      const auto view = graph_.tracks.find(name);
      compare_modules(name, before.own ? Modules() : modules_of(before),
                      after.own ? Modules() : modules_of(after),
                      view == graph_.tracks.end() ? unused : view->second);
    }
  }

  // note_moves joins what went from one place with what came to another: leaves took it with them.
  void note_moves() {
    std::map<std::string, std::vector<SetChange::Module*>> gone;  // by path
    for (SetChange::Module& module : result_.modules) {
      if (module.after.empty()) gone[module.path].push_back(&module);
    }
    std::set<const SetChange::Module*> joined;
    for (SetChange::Module& module : result_.modules) {
      if (!module.before.empty()) continue;
      const auto places = gone.find(module.path);
      if (places != gone.end() && !places->second.empty()) {
        std::vector<SetChange::Module*>& from = places->second;
        const auto same = std::find_if(
            from.begin(), from.end(), [&](const auto* one) { return one->before == module.after; });
        const auto one = same == from.end() ? from.begin() : same;
        move(module, (*one)->track, (*one)->before);
        joined.insert(*one);
        from.erase(one);
      } else {
        note_move_from_own(module);
      }
    }
    for (const auto& [path, places] : gone) {
      for (SetChange::Module* const module : places) note_move_to_own(*module);
    }
    std::vector<SetChange::Module> kept;
    for (SetChange::Module& module : result_.modules) {
      if (!joined.contains(&module)) kept.push_back(std::move(module));
    }
    result_.modules = std::move(kept);
  }

  static void move(SetChange::Module& module, const std::string& from, const std::string& before) {
    module.moved_from = from;
    module.before = before;
    module.cause.clear();
  }

  // What came may be what a leaf had that no longer keeps its own versions.
  void note_move_from_own(SetChange::Module& module) const {
    for (const auto& [leaf, track] : before_.tracks) {
      const auto old = track.modules.find(module.path);
      if (!track.own || after_.keeps_own(leaf) || old == track.modules.end()) continue;
      return move(module, leaf, old->second->version);
    }
  }

  // What went may be what leaves have now that keep their own versions.
  void note_move_to_own(SetChange::Module& module) const {
    for (const auto& [leaf, track] : after_.tracks) {
      const auto now = track.modules.find(module.path);
      if (!track.own || before_.keeps_own(leaf) || now == track.modules.end()) continue;
      if (!module.after.empty() && module.after != now->second->version) continue;
      module.after = now->second->version;
      module.owners.push_back(leaf);
    }
    if (module.owners.empty()) return;
    move(module, module.track, module.before);
    module.track.clear();
    module.affected = module.owners;
  }

  // compare_own finds what a leaf with its own versions has at another one.
  void compare_own(const std::string& leaf, const SetTrack& before, const SetTrack& after) {
    std::set<std::string> paths;
    for (const SetTrack* const track : {&before, &after}) {
      for (const auto& [path, module] : track->modules) paths.insert(path);
    }
    for (const std::string& path : paths) {
      const SetModule* const old = before_.module(leaf, path);
      const SetModule* const now = after_.module(leaf, path);
      if (!old || !now || old->version == now->version || !uses(leaf, path)) continue;
      SetChange::Module& change = own_changes_[{path, old->version, now->version}];
      change.path = path;
      change.before = old->version;
      change.after = now->version;
      const auto pin = lock_.pins.find(path);
      if (pin != lock_.pins.end() && pin->second.version == now->version) change.cause = pin_cause;
      change.affected.push_back(leaf);
      change.owners.push_back(leaf);
    }
  }

  bool uses(const std::string& leaf, const std::string& path) const {
    for (const SetGraph::View* const view : {&graph_.base, &graph_.tracks.at(leaf)}) {
      const auto users = view->users.find(path);
      if (users != view->users.end() && users->second.contains(leaf)) return true;
    }
    return false;
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
    const std::size_t count = graph_.modules_twice(name).size();
    return fmt::format("in {}, which builds {} module{} more",
                       after_.tracks.at(name).automatic ? "a separate track" : "track " + name,
                       count, count == 1 ? "" : "s");
  }

  void note_exceptions() {
    const SetLeaf none;
    for (const auto& [name, leaf] : after_.leaves) {
      const auto before = before_.leaves.find(name);
      const SetLeaf& old = before == before_.leaves.end() ? none : before->second;
      if (leaf.track != old.track && !leaf.track.empty() && !after_.keeps_own(leaf.track)) {
        result_.exceptions.push_back(
            {name, in_track(leaf.track), after_.tracks.at(leaf.track).reason});
      }
      for (const TagChoice& choice : tag_choice::all(leaf.optional_tags)) {
        if (!choice.empty() && !leaf.unsupported_with.contains(choice)) continue;
        const std::string with = choice.empty() ? "" : " with " + tag_choice::text(choice);
        for (const auto& [term, reason] : leaf.unsupported_by(choice)) {
          if (old.unsupported_by(choice).contains(term)) continue;
          result_.exceptions.push_back({name, "not supported on " + term + with, reason});
        }
      }
    }
  }

  void count_rebuilds() {
    const SetGraph graph = set_graph::of(before_, Configurations::of(lock_));
    const Rebuilds rebuilds = Rebuilds::of({before_, graph}, {after_, graph_});
    result_.rebuilt_parts = rebuilds.parts.size();
    result_.parts = graph_.part_count();
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
  // What leaves with their own versions have at another one, by path and both versions.
  std::map<std::tuple<std::string, std::string, std::string>, SetChange::Module> own_changes_;
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
