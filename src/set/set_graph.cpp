#include "goset/set/set_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "goset/model/directory.hpp"
#include "goset/set/instance_table.hpp"
#include "goset/set/set_layers.hpp"

// A leaf is walked over the set as it sees it: the modules of its track before those of the set.
// What the walks of all leaves need of a part, and what that part imports then, is put together.
//
// What a leaf with build tags needs is walked with these. Where files of a part ask for one of
// them, the leaf gets a variant: a layer like a track's, at the versions that the leaf has anyway.
//
// A leaf with optional tags is walked with each choice of them: then it is several leaves.
//
// A program with its own versions has nothing of others: its parts are what it needs itself. What it
// has in common with others are instances that came out equal.
//
// All of this is done in numbers, and the names are put in at the end.

namespace goset {

namespace {

using Id = SetNumbers::Id;

// variant_name names the variant that a leaf of a track needs for these tags; empty: none. No track
// has an "@" in its name.
std::string variant_name(const std::string& track, const std::set<std::string>& tags) {
  return tags.empty() ? "" : fmt::format("{}@{}", track, fmt::join(tags, "@"));
}

class GraphBuilder {
 public:
  GraphBuilder(const GoSet& set, const Configurations& configurations, const SetNumbers& numbers)
      : set_(set),
        numbers_(numbers),
        keys_(set, numbers_),
        view_(set, numbers_),
        walk_(configurations, numbers_),
        parts_(numbers_, keys_),
        users_(numbers_.records.size()) {}

  SetGraph build() {
    std::map<std::string, std::vector<std::size_t>> by_track;
    for (LeafChoice& choice : LeafChoice::each(set_)) {
      by_track[choice.leaf->track].push_back(leaves_.size());
      leaves_.push_back({std::move(choice), {}, {}, {}});
    }
    for (const auto& [track, places] : by_track) {
      view_.enter_track(track);
      keys_.enter_track(track);
      for (const std::size_t leaf : places) add_leaf(leaf, track);
      for (auto& [name, scope] : scopes_) add_groups(scope);
    }
    divide();
    for (const auto& [track, places] : by_track) {
      for (const std::size_t leaf : places) finish(leaves_[leaf]);
    }
    name_instances();
    name_users();
    return std::move(graph_);
  }

 private:
  using Groups = std::map<const ConstraintMasks::Masks*, std::vector<LeafWalk::Needed>>;
  // Scope is what leaves have that see the same: the set, a track, or a variant.
  struct Scope {
    std::string track;
    Layer layer;
    Groups groups;
    std::map<Id, std::set<std::string>> tags;  // by key, those that files of the part ask for
    InstanceTable::Scope table = {};
  };
  // Leaf is what is not known by name yet.
  struct Leaf {
    LeafChoice choice;
    std::string scope;
    PartUnit::Masks dependencies;     // by key, then by instance
    std::vector<Id> private_modules;  // paths, then instances with their sources
  };

  void add_leaf(std::size_t place, const std::string& track) {
    const LeafChoice& choice = leaves_[place].choice;
    view_.enter_leaf(choice.place);
    walk_.run(choice, view_);
    SetGraph::Leaf& unit = graph_.leaves[choice.name];
    describe(unit, leaves_[place]);
    std::map<Id, std::set<std::string>> asked;  // by key
    std::set<std::string> tags;
    if (!walk_.tags().empty()) {
      for (const LeafWalk::Needed& needed : walk_.needed()) {
        if (walk_.in_leaf(needed.package)) continue;
        const std::set<std::string> own = walk_.tags_of(needed.package);
        if (own.empty()) continue;
        asked[key_of(needed.package)].insert(own.begin(), own.end());
        tags.insert(own.begin(), own.end());
      }
    }
    const std::string variant = set_.keeps_own(track) ? choice.name : variant_name(track, tags);
    leaves_[place].scope = variant.empty() ? track : variant;
    Scope& scope = scopes_[leaves_[place].scope];
    scope.track = track;
    for (auto& [key, own] : asked) {
      scope.layer.asking.insert(key);
      scope.tags[key].merge(own);
    }
    add_users(place);
    add_needs(scope);
    view_.leave_leaf();
  }

  // key_of returns the key of the part that a package is in, or of its module if it is in none.
  Id key_of(Id package) const {
    const Id key = keys_.of(package);
    if (key != SetNumbers::none) return key;
    return keys_.first(numbers_.records[numbers_.packages[package].record].path);
  }

  // describe says what is compiled in the leaf, and what that imports.
  void describe(SetGraph::Leaf& unit, Leaf& leaf) const {
    PartUnit::Masks all;  // by key, in any order, also more than once
    std::map<std::string, Id> private_modules;
    for (const LeafWalk::Needed& needed : walk_.needed()) {
      if (!walk_.in_leaf(needed.package)) continue;
      const SetNumbers::Package& package = numbers_.packages[needed.package];
      const SetNumbers::Record& record = numbers_.records[package.record];
      for (const SetNumbers::Import& import : numbers_.imports_of(needed.package)) {
        const ConfigMask mask = needed.mask & walk_.constraints()[import.when];
        const Id target = mask == 0 ? SetNumbers::none : view_.target(import.path);
        if (target == SetNumbers::none || walk_.in_leaf(target)) continue;
        all.emplace_back(key_of(target), mask);
      }
      const ConfigMask where = walk_.has_files(needed);
      if (where == 0) continue;
      if (record.shared) {
        const std::string path(numbers_.module_paths.at(record.path));
        unit.private_packages[path][*package.directory] |= where;
        private_modules[path] = record.path;
      } else if (walk_.is_asked_for(needed.package)) {
        unit.packages[directory::joined(*record.directory, *package.directory)] |= where;
      }
    }
    for (const auto& [path, id] : private_modules) leaf.private_modules.push_back(id);
    std::sort(all.begin(), all.end());
    for (const auto& [key, mask] : all) {
      if (leaf.dependencies.empty() || leaf.dependencies.back().first != key) {
        leaf.dependencies.emplace_back(key, 0);
      }
      leaf.dependencies.back().second |= mask;
    }
  }

  // add_users notes which modules the leaf needs, and counts their packages.
  void add_users(std::size_t place) {
    const LeafChoice& choice = leaves_[place].choice;
    const bool has_choices = !choice.leaf->optional_tags.empty();
    if (choice.tags.empty()) counted_.clear();
    SetGraph::Leaf& unit = graph_.leaves.at(*choice.of);
    for (const LeafWalk::Needed& needed : walk_.needed()) {
      if (numbers_.is_own(needed.package)) continue;
      if (!has_choices || counted_.insert(needed.package).second) ++unit.needed;
      const Id record = numbers_.packages[needed.package].record;
      if (!users_[record].empty() && users_[record].back() == place) continue;
      users_[record].push_back(place);
    }
  }

  void add_needs(Scope& scope) {
    std::vector<LeafWalk::Needed> odd;
    std::vector<LeafWalk::Needed>& to = view_.is_odd() ? odd : scope.groups[&walk_.constraints()];
    for (const LeafWalk::Needed& needed : walk_.needed()) {
      if (!walk_.in_leaf(needed.package)) to.push_back(needed);
    }
    if (!odd.empty()) parts_.add(scope.layer.parts, {&walk_.constraints(), std::move(odd)}, view_);
  }

  // add_groups makes parts of what the leaves of a track need, as long as the view is that track's.
  void add_groups(Scope& scope) {
    for (auto& [constraints, needed] : std::exchange(scope.groups, {})) {
      parts_.add(scope.layer.parts, {constraints, std::move(needed)}, view_);
    }
  }

  // divide leaves in each scope what is built apart from the set, and numbers the instances.
  void divide() {
    Layering layering(numbers_, keys_, std::move(scopes_[""].layer.parts));
    for (auto& [name, scope] : scopes_) {
      if (name.empty()) continue;
      for (auto& [key, tags] : scope.tags) scope.layer.parts.at(key).tags = std::move(tags);
      spread_tags(scope.layer.parts);
      if (set_.keeps_own(scope.track)) continue;
      if (const auto track = set_.tracks.find(scope.track); track != set_.tracks.end()) {
        for (const auto& [path, module] : track->second.modules) add_differing(scope, path);
        for (const auto& [path, parts] : track->second.parts) add_differing(scope, path);
      }
      layering.share(scope.layer);
    }
    for (auto& [name, scope] : scopes_) {
      if (!name.empty() && !set_.keeps_own(scope.track)) layering.keep_apart(scope.layer);
    }
    base_ = std::move(layering).base();
    table_.emplace(numbers_, keys_, InstanceTable::Scope{&base_, true, numbers_.set_records});
    for (auto& [name, scope] : scopes_) {
      if (name.empty()) continue;
      scope.table = {&scope.layer.parts, set_.keeps_own(scope.track), numbers_.set_records};
      if (!scope.track.empty()) {
        for (const Id record : numbers_.track_records.at(scope.track)) {
          scope.table.records[numbers_.records[record].path] = record;
        }
      }
      for (const auto& [key, unit] : scope.layer.parts) table_->of(scope.table, key);
    }
  }

  void add_differing(Scope& scope, const std::string& path) const {
    scope.layer.differing.push_back(numbers_.module_paths.find(path));
  }

  // finish finds the instances that a leaf is built from.
  void finish(Leaf& leaf) {
    Scope& scope = scopes_.at(leaf.scope);
    const bool is_set = leaf.scope.empty();
    for (auto& [id, mask] : leaf.dependencies) {
      id = is_set ? table_->of_set(id) : table_->of(scope.table, id);
    }
    for (Id& id : leaf.private_modules) {
      id = is_set ? table_->source_of_set(id) : table_->source_of(scope.table, id);
    }
  }

  void name_instances() {
    const std::vector<std::string> names = table_->names();
    std::vector<const std::string*> tracks(numbers_.records.size());  // by record, the first
    for (const auto& [name, records] : numbers_.track_records) {
      for (const Id record : records) {
        if (!tracks[record]) tracks[record] = &name;
      }
    }
    const auto name_masks = [&](const PartUnit::Masks& masks) {
      std::map<std::string, ConfigMask> result;
      for (const auto& [instance, mask] : masks) result[names[instance]] |= mask;
      return result;
    };
    for (std::size_t i = 0; i < names.size(); ++i) {
      const InstanceTable::Instance& instance = table_->instances()[i];
      SetGraph::Instance& named = graph_.instances[names[i]];
      named.path = numbers_.module_paths.at(keys_.module_path(instance.key));
      named.part = keys_.index(instance.key);
      if (tracks[instance.record]) named.track = *tracks[instance.record];
      for (const auto& [package, mask] : instance.unit.packages) {
        named.packages.emplace_hint(named.packages.end(), *numbers_.packages[package].directory,
                                    mask);
      }
      named.dependencies = name_masks(instance.unit.dependencies);
      named.tags = instance.unit.tags;
      named.is_source = instance.is_source;
    }
    for (const Leaf& leaf : leaves_) {
      SetGraph::Leaf& unit = graph_.leaves.at(leaf.choice.name);
      unit.dependencies = name_masks(leaf.dependencies);
      for (const Id instance : leaf.private_modules) {
        unit.private_sources.push_back(names[instance]);
      }
    }
    for (const auto& [name, track] : set_.tracks) graph_.tracks[name];
    for (const auto& [name, scope] : scopes_) {
      SetGraph::View& view = scope.track.empty() ? graph_.base : graph_.tracks.at(scope.track);
      for (const auto& [key, number] : scope.table.known) {
        if (!table_->instances()[number].of_set) view.apart.insert(names[number]);
      }
    }
  }

  void name_users() {
    for (Id record = 0; record < users_.size(); ++record) {
      if (users_[record].empty()) continue;
      const std::string path(numbers_.module_paths.at(numbers_.records[record].path));
      const bool is_set = numbers_.set_records[numbers_.records[record].path] == record;
      for (const std::size_t place : users_[record]) {
        const std::string& name = *leaves_[place].choice.of;
        SetGraph::View& view = is_set ? graph_.base : graph_.tracks.at(set_.leaves.at(name).track);
        view.users[path].insert(name);
      }
    }
  }

  const GoSet& set_;
  const SetNumbers& numbers_;
  PartKeys keys_;
  SetView view_;
  LeafWalk walk_;
  LayerParts parts_;
  std::vector<Leaf> leaves_;
  std::map<std::string, Scope> scopes_;  // by track or variant
  PartUnits base_;
  std::optional<InstanceTable> table_;
  std::vector<std::vector<std::size_t>> users_;  // leaves, by record
  std::set<Id> counted_;  // packages of the leaf at hand, with any choice of tags so far
  SetGraph graph_;
};

// Needs lists the needed packages of leaves.
class Needs {
 public:
  Needs(const GoSet& set, const Configurations& configurations)
      : numbers_(set), view_(set, numbers_), walk_(configurations, numbers_) {}

  // of returns those of a leaf, which is given with all choices of its tags, its own first.
  std::vector<set_graph::Needed> of(std::span<const LeafChoice> choices) {
    const std::string& track = choices.front().leaf->track;
    if (track != track_) view_.enter_track(track);
    track_ = track;
    view_.enter_leaf(choices.front().place);
    std::map<Id, ConfigMask> masks;  // by package
    for (const LeafChoice& choice : choices) {
      walk_.run(choice, view_);
      for (const auto& [package, mask] : walk_.needed()) masks[package] |= mask;
    }
    view_.leave_leaf();
    std::vector<set_graph::Needed> result;
    for (const auto& [package, mask] : masks) {
      const SetNumbers::Package& p = numbers_.packages[package];
      result.push_back({std::string(numbers_.module_paths.at(numbers_.records[p.record].path)),
                        *p.directory, numbers_.is_own(package), mask});
    }
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
      return std::tie(b.own, a.module, a.directory) < std::tie(a.own, b.module, b.directory);
    });
    return result;
  }

 private:
  const SetNumbers numbers_;
  SetView view_;
  LeafWalk walk_;
  std::string track_;
};

}  // namespace

std::size_t SetGraph::part_count() const {
  return static_cast<std::size_t>(
      std::count_if(instances.begin(), instances.end(),
                    [](const auto& instance) { return !instance.second.is_source; }));
}

std::set<std::string> SetGraph::modules_apart(const std::string& track) const {
  std::set<std::string> result;
  for (const std::string& name : tracks.at(track).apart) result.insert(instances.at(name).path);
  return result;
}

std::set<std::string> SetGraph::modules_twice(const std::string& track) const {
  std::set<std::string> result = modules_apart(track);
  std::erase_if(result, [&](const std::string& path) { return !base.users.contains(path); });
  return result;
}

namespace set_graph {

std::string part_key(const std::string& path, std::size_t index) {
  return index == 0 ? path : fmt::format("{}#{}", path, index + 1);
}

ConfigMask supported(const SetLeaf& leaf, const Configurations& configurations,
                     const TagChoice& choice) {
  ConfigMask result = configurations.all();
  for (const auto& [term, reason] : leaf.unsupported_by(choice)) {
    result &= ~configurations.mask(BuildConstraint::parse(term), {});
  }
  return result;
}

SetGraph of(const GoSet& set, const Configurations& configurations) {
  return of(set, configurations, SetNumbers(set));
}

SetGraph of(const GoSet& set, const Configurations& configurations, const SetNumbers& numbers) {
  return GraphBuilder(set, configurations, numbers).build();
}

std::vector<Needed> needed_packages(const GoSet& set, const Configurations& configurations,
                                    const std::string& leaf) {
  std::vector<LeafChoice> choices = LeafChoice::each(set);
  std::erase_if(choices, [&](const LeafChoice& choice) { return *choice.of != leaf; });
  return Needs(set, configurations).of(choices);
}

void each_needed(
    const GoSet& set, const Configurations& configurations,
    const std::function<void(const std::string& leaf, const std::vector<Needed>&)>& use) {
  Needs needs(set, configurations);
  const std::vector<LeafChoice> choices = LeafChoice::each(set);
  for (auto first = choices.begin(); first != choices.end();) {
    const auto end = std::find_if(first, choices.end(), [&](const LeafChoice& choice) {
      return choice.place != first->place;
    });
    use(*first->of, needs.of({first, end}));
    first = end;
  }
}

}  // namespace set_graph
}  // namespace goset
