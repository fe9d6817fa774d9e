#include "goset/set/set_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/model/directory.hpp"
#include "goset/set/set_layers.hpp"

// A leaf is walked over the set as it sees it: the modules of its track before those of the set.
// What the walks of all leaves need of a part, and what that part imports then, is put together.
//
// What a leaf with build tags needs is walked with these. Where files of a part ask for one of
// them, the leaf gets a variant: a layer like a track's, at the versions that the leaf has anyway.
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
        keys_(numbers_),
        view_(set, numbers_),
        walk_(set, configurations, numbers_),
        parts_(numbers_, keys_),
        users_(numbers_.records.size()) {}

  SetGraph build() {
    for (const auto& [name, leaf] : set_.leaves) {
      leaves_[leaf.track].push_back(place_.size());
      place_.push_back(&name);
    }
    for (const auto& [track, places] : leaves_) {
      view_.enter_track(track);
      for (const std::size_t leaf : places) add_leaf(leaf, track);
      for (auto& [scope, layer] : layers_) add_groups(layer);
    }
    divide();
    name_users();
    return std::move(graph_);
  }

 private:
  using Groups = std::map<const ConstraintMasks::Masks*, std::vector<LeafWalk::Needed>>;
  struct Scope {
    Layer layer;
    Groups groups;
    std::map<Id, std::set<std::string>> tags;  // by key, those that files of the part ask for
  };

  void add_leaf(std::size_t place, const std::string& track) {
    view_.enter_leaf(place);
    walk_.run(place, view_);
    SetGraph::Leaf& unit = graph_.leaves[walk_.name()];
    describe(unit);
    std::map<Id, std::set<std::string>> asked;  // by key
    std::set<std::string> tags;
    if (!walk_.leaf().tags.empty()) {
      for (const LeafWalk::Needed& needed : walk_.needed()) {
        if (walk_.in_leaf(needed.package)) continue;
        const std::set<std::string> own = walk_.tags_of(needed.package);
        if (own.empty()) continue;
        asked[key_of(needed.package)].insert(own.begin(), own.end());
        tags.insert(own.begin(), own.end());
      }
    }
    unit.variant = variant_name(track, tags);
    unit.scope = unit.variant.empty() ? track : unit.variant;
    Scope& scope = layers_[unit.scope];
    for (auto& [key, own] : asked) {
      scope.layer.asking.insert(key);
      scope.tags[key].merge(own);
    }
    if (!unit.variant.empty()) {
      graph_.variants[unit.variant].track = track;
      graph_.variants[unit.variant].tags = std::move(tags);
    }
    add_users(place, unit);
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
  void describe(SetGraph::Leaf& unit) const {
    PartUnit::Masks dependencies;  // by key, in any order, also more than once
    for (const LeafWalk::Needed& needed : walk_.needed()) {
      if (!walk_.in_leaf(needed.package)) continue;
      const SetNumbers::Package& package = numbers_.packages[needed.package];
      const SetNumbers::Record& record = numbers_.records[package.record];
      for (const SetNumbers::Import& import : numbers_.imports_of(needed.package)) {
        const ConfigMask mask = needed.mask & walk_.constraints()[import.when];
        const Id target = mask == 0 ? SetNumbers::none : view_.target(import.path);
        if (target == SetNumbers::none || walk_.in_leaf(target)) continue;
        dependencies.emplace_back(key_of(target), mask);
      }
      const ConfigMask where = walk_.has_files(needed);
      if (where == 0) continue;
      if (record.shared) {
        const std::string path(numbers_.module_paths.at(record.path));
        unit.private_packages[path][*package.directory] |= where;
      } else if (walk_.is_asked_for(needed.package)) {
        unit.packages[directory::joined(*record.directory, *package.directory)] |= where;
      }
    }
    std::sort(dependencies.begin(), dependencies.end());
    for (auto at = dependencies.begin(); at != dependencies.end();) {
      const Id key = at->first;
      ConfigMask mask = 0;
      for (; at != dependencies.end() && at->first == key; ++at) mask |= at->second;
      unit.dependencies.emplace_hint(unit.dependencies.end(), keys_.name(key), mask);
    }
  }

  // add_users notes which modules the leaf needs.
  void add_users(std::size_t place, SetGraph::Leaf& unit) {
    for (const LeafWalk::Needed& needed : walk_.needed()) {
      if (numbers_.is_own(needed.package)) continue;
      ++unit.needed;
      const Id record = numbers_.packages[needed.package].record;
      if (!users_[record].empty() && users_[record].back() == place) continue;
      users_[record].push_back(place);
      if (unit.variant.empty()) continue;
      const std::string path(numbers_.module_paths.at(numbers_.records[record].path));
      graph_.variants.at(unit.variant).users[path].insert(*place_[place]);
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

  // divide leaves in each layer what the set's parts do not describe.
  void divide() {
    Layering layering(numbers_, keys_, std::move(layers_[""].layer.parts));
    std::vector<std::pair<SetGraph::Layer*, Layer*>> all;
    const auto add_layer = [&](const std::string& name, const std::string& track,
                               SetGraph::Layer& layer) {
      Scope& scope = layers_[name];
      for (auto& [key, tags] : scope.tags) scope.layer.parts.at(key).tags = std::move(tags);
      spread_tags(scope.layer.parts);
      const auto records = numbers_.track_records.find(track);
      if (records != numbers_.track_records.end()) scope.layer.records = records->second;
      all.emplace_back(&layer, &scope.layer);
    };
    for (const auto& [name, track] : set_.tracks) add_layer(name, name, graph_.tracks[name]);
    for (auto& [name, variant] : graph_.variants) add_layer(name, variant.track, variant);
    for (const auto& [named, layer] : all) layering.share(*layer);
    for (const auto& [named, layer] : all) {
      layering.keep_own(*layer);
      named->parts = with_names(layer->parts);
    }
    graph_.base.parts = with_names(std::move(layering).base());
  }

  std::map<std::string, SetGraph::Unit> with_names(const PartUnits& parts) const {
    std::map<std::string, SetGraph::Unit> result;
    for (const auto& [key, unit] : parts) {
      SetGraph::Unit& named =
          result.emplace_hint(result.end(), keys_.name(key), SetGraph::Unit{})->second;
      for (const auto& [package, mask] : unit.packages) {
        named.packages.emplace_hint(named.packages.end(), *numbers_.packages[package].directory,
                                    mask);
      }
      for (const auto& [required, mask] : unit.dependencies) {
        named.dependencies.emplace_hint(named.dependencies.end(), keys_.name(required), mask);
      }
      named.tags = unit.tags;
    }
    return result;
  }

  void name_users() {
    const auto add = [&](SetGraph::Layer& layer, Id record) {
      std::vector<std::size_t>& places = users_[record];
      if (places.empty()) return;
      std::sort(places.begin(), places.end());
      std::set<std::string>& names =
          layer.users[std::string(numbers_.module_paths.at(numbers_.records[record].path))];
      for (const std::size_t place : places) names.emplace_hint(names.end(), *place_[place]);
    };
    for (const Id record : numbers_.set_records) {
      if (record != SetNumbers::none) add(graph_.base, record);
    }
    for (const auto& [name, records] : numbers_.track_records) {
      for (const Id record : records) add(graph_.tracks[name], record);
    }
  }

  const GoSet& set_;
  const SetNumbers& numbers_;
  const PartKeys keys_;
  SetView view_;
  LeafWalk walk_;
  LayerParts parts_;
  std::vector<const std::string*> place_;                   // names of the leaves
  std::map<std::string, std::vector<std::size_t>> leaves_;  // by track
  std::map<std::string, Scope> layers_;                     // by track or variant
  std::vector<std::vector<std::size_t>> users_;             // leaves, by record
  SetGraph graph_;
};

// Needs lists the needed packages of leaves.
class Needs {
 public:
  Needs(const GoSet& set, const Configurations& configurations)
      : numbers_(set), view_(set, numbers_), walk_(set, configurations, numbers_) {}

  // of returns those of a leaf, by its place in the set, its own first.
  std::vector<set_graph::Needed> of(std::size_t place, const std::string& track) {
    if (track != track_) view_.enter_track(track);
    track_ = track;
    view_.enter_leaf(place);
    walk_.run(place, view_);
    view_.leave_leaf();
    std::vector<set_graph::Needed> result;
    for (const auto& [package, mask] : walk_.needed()) {
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

const SetGraph::Unit* SetGraph::find(const std::string& scope, const std::string& key) const {
  const auto in = [&](const Layer& layer) -> const Unit* {
    const auto unit = layer.parts.find(key);
    return unit == layer.parts.end() ? nullptr : &unit->second;
  };
  const Unit* own = nullptr;
  if (const auto track = tracks.find(scope); track != tracks.end()) own = in(track->second);
  if (const auto variant = variants.find(scope); variant != variants.end()) {
    own = in(variant->second);
  }
  return own ? own : in(base);
}

std::string SetGraph::track_of(const std::string& scope) const {
  const auto variant = variants.find(scope);
  return variant == variants.end() ? scope : variant->second.track;
}

namespace set_graph {

std::string part_key(const std::string& path, std::size_t index) {
  return index == 0 ? path : fmt::format("{}#{}", path, index + 1);
}

std::string path_of(const std::string& part_key) {
  return part_key.substr(0, part_key.find('#'));
}

std::set<std::string> built_in(const SetGraph::Layer& layer) {
  std::set<std::string> result;
  for (const auto& [key, unit] : layer.parts) result.insert(path_of(key));
  return result;
}

const SetModule* module(const GoSet& set, const std::string& track, const std::string& path) {
  if (const auto found = set.tracks.find(track); found != set.tracks.end()) {
    const auto differing = found->second.modules.find(path);
    if (differing != found->second.modules.end()) return &differing->second;
  }
  const auto found = set.modules.find(path);
  return found == set.modules.end() ? nullptr : &found->second;
}

ConfigMask supported(const SetLeaf& leaf, const Configurations& configurations) {
  ConfigMask result = configurations.all();
  for (const auto& [term, reason] : leaf.unsupported) {
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
  const auto place = std::distance(set.leaves.begin(), set.leaves.find(leaf));
  return Needs(set, configurations).of(static_cast<std::size_t>(place), set.leaves.at(leaf).track);
}

void each_needed(
    const GoSet& set, const Configurations& configurations,
    const std::function<void(const std::string& leaf, const std::vector<Needed>&)>& use) {
  Needs needs(set, configurations);
  std::size_t place = 0;
  for (const auto& [name, leaf] : set.leaves) use(name, needs.of(place++, leaf.track));
}

}  // namespace set_graph
}  // namespace goset
