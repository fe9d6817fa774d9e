#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "goset/set/leaf_walk.hpp"
#include "goset/set/parts.hpp"
#include "goset/set/set_graph.hpp"

// The packages that are compiled by themselves, with their imports of one another, are those of the
// walks of all leaves. The set's modules are divided by what is imported among them, whoever needs
// it; then each track's by all that its leaves need, those of the set at the parts that they have.

namespace goset {

namespace {

using Id = SetNumbers::Id;

// Needs are packages and which of them import which.
struct Needs {
  std::vector<Id> packages;                // ascending, each once
  std::vector<std::pair<Id, Id>> imports;  // in any order, also more than once
};

// Splitter gathers what all leaves need of the set and of each track.
class Splitter {
 public:
  Splitter(const GoSet& set, const Configurations& configurations)
      : numbers_(set),
        view_(set, numbers_),
        walk_(set, configurations, numbers_),
        masks_(numbers_.packages.size()),
        in_set_(numbers_.packages.size()),
        set_targets_(numbers_.imports.size(), SetNumbers::none) {
    std::map<std::string, std::vector<std::size_t>> leaves;  // by track
    std::size_t place = 0;
    for (const auto& [name, leaf] : set.leaves) leaves[leaf.track].push_back(place++);
    for (const auto& [track, places] : leaves) {
      view_.enter_track(track);
      for (const std::size_t leaf : places) add_leaf(leaf);
      for (auto& [constraints, needed] : std::exchange(groups_, {}))
        add_group(needed, *constraints);
      if (set.tracks.contains(track)) by_track_[track] = std::move(track_);
      track_ = {};
    }
  }

  const SetNumbers& numbers() const { return numbers_; }
  SetNumbers take_numbers() { return std::move(numbers_); }
  std::map<std::string, Needs>& by_track() { return by_track_; }
  Needs of_set() {
    Needs result;
    for (Id package = 0; package < in_set_.size(); ++package) {
      if (in_set_[package]) result.packages.push_back(package);
    }
    std::sort(set_imports_.begin(), set_imports_.end());
    set_imports_.erase(std::unique(set_imports_.begin(), set_imports_.end()), set_imports_.end());
    result.imports = std::move(set_imports_);
    return result;
  }

 private:
  using Needed = std::vector<LeafWalk::Needed>;

  void add_leaf(std::size_t place) {
    view_.enter_leaf(place);
    walk_.run(place, view_);
    Needed odd;
    Needed& to = view_.is_odd() ? odd : groups_[&walk_.constraints()];
    for (const LeafWalk::Needed& needed : walk_.needed()) {
      if (!walk_.in_leaf(needed.package)) to.push_back(needed);
    }
    add_group(odd, walk_.constraints());
    view_.leave_leaf();
  }

  void add_group(const Needed& group, const ConstraintMasks::Masks& constraints) {
    std::vector<Id> packages;
    for (const LeafWalk::Needed& needed : group) {
      if (masks_[needed.package] == 0) packages.push_back(needed.package);
      masks_[needed.package] |= needed.mask;
    }
    for (const Id package : packages) {
      const ConfigMask mask = std::exchange(masks_[package], 0);
      const bool of_set = is_of_set(package);
      if (of_set) in_set_[package] = true;
      track_.packages.push_back(package);
      for (const SetNumbers::Import& import : numbers_.imports_of(package)) {
        if ((mask & constraints[import.when]) == 0) continue;
        const Id target = view_.target(import.path);
        if (target == SetNumbers::none) continue;
        track_.imports.emplace_back(package, target);
        Id& known = set_targets_[static_cast<std::size_t>(&import - numbers_.imports.data())];
        if (!of_set || known == target || !is_of_set(target)) continue;
        set_imports_.emplace_back(package, target);
        known = target;
      }
    }
  }

  bool is_of_set(Id package) const {
    const Id record = numbers_.packages[package].record;
    return numbers_.set_records[numbers_.records[record].path] == record;
  }

  SetNumbers numbers_;
  SetView view_;
  LeafWalk walk_;
  std::vector<ConfigMask> masks_;  // by package; empty between calls
  std::map<const ConstraintMasks::Masks*, Needed> groups_;
  std::vector<bool> in_set_;
  std::vector<std::pair<Id, Id>> set_imports_;
  std::vector<Id> set_targets_;  // of imports, those that are among these
  Needs track_;
  std::map<std::string, Needs> by_track_;
};

// Dividing is one division: packages numbered anew, by module path and directory.
class Dividing {
 public:
  Dividing(const SetNumbers& numbers, Needs needs) : numbers_(numbers) {
    std::vector<Id>& all = needs.packages;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    const auto path = [&](Id package) {
      return numbers.module_paths.at(numbers.records[numbers.packages[package].record].path);
    };
    // Packages of one module follow one another as they are.
    std::stable_sort(all.begin(), all.end(), [&](Id a, Id b) {
      if (numbers.packages[a].record == numbers.packages[b].record) return false;
      return path(a) < path(b);
    });
    for (const Id package : all) {
      const Id record = numbers.packages[package].record;
      if (records_.empty() || records_.back() != record) records_.push_back(record);
      packages_.modules.push_back(static_cast<parts::Id>(records_.size() - 1));
      places_[package] = static_cast<parts::Id>(ids_.size());
      ids_.push_back(package);
    }
    packages_.module_count = records_.size();
    packages_.imports.resize(ids_.size());
    for (const auto& [source, target] : needs.imports) {
      packages_.imports[places_.at(source)].push_back(places_.at(target));
    }
  }

  std::size_t size() const { return records_.size(); }
  const parts::Packages& packages() const { return packages_; }
  std::string path(std::size_t module) const {
    return std::string(numbers_.module_paths.at(numbers_.records[records_[module]].path));
  }

  // kept returns the parts of one module in numbers, without what is not needed any more, and
  // without parts at the end that had only that.
  std::vector<std::vector<parts::Id>> kept(std::size_t module,
                                           const std::vector<parts::Part>& list) const {
    std::vector<std::vector<parts::Id>> result;
    for (const parts::Part& part : list) {
      std::vector<parts::Id>& ids = result.emplace_back();
      for (const std::string& directory : part) {
        const Id package = numbers_.find(numbers_.records[records_[module]], directory);
        const auto place = places_.find(package);
        if (place != places_.end()) ids.push_back(place->second);
      }
    }
    while (!result.empty() && result.back().empty()) result.pop_back();
    return result;
  }

  std::vector<parts::Part> named(const std::vector<std::vector<parts::Id>>& list) const {
    std::vector<parts::Part> result;
    for (const std::vector<parts::Id>& ids : list) {
      parts::Part& part = result.emplace_back();
      for (const parts::Id id : ids) part.push_back(*numbers_.packages[ids_[id]].directory);
    }
    return result;
  }

 private:
  const SetNumbers& numbers_;
  std::vector<Id> records_;  // by module
  std::vector<Id> ids_;      // by package
  std::unordered_map<Id, parts::Id> places_;
  parts::Packages packages_;
};

// parts_before returns the parts that a module had in another set, if it had the same source.
const std::vector<parts::Part>* parts_before(const std::map<std::string, SetModule>& before,
                                             const std::string& path, const SetModule& now) {
  const auto old = before.find(path);
  if (old == before.end() || old->second.version != now.version) return nullptr;
  return old->second.source_module(path) == now.source_module(path) ? &old->second.parts : nullptr;
}

parts::Division divide(const Dividing& dividing, const std::map<std::string, SetModule>& now,
                       const std::map<std::string, SetModule>& before) {
  parts::Division old(dividing.size());
  for (std::size_t module = 0; module < dividing.size(); ++module) {
    const std::string path = dividing.path(module);
    const auto found = now.find(path);
    if (found == now.end()) continue;
    const std::vector<parts::Part>* const list = parts_before(before, path, found->second);
    if (list) old[module] = dividing.kept(module, *list);
  }
  return parts::split(dividing.packages(), std::move(old));
}

// split_track returns whether the track got modules of its own.
bool split_track(GoSet& set, const std::string& name, const Dividing& dividing,
                 const std::map<std::string, SetModule>& before) {
  SetTrack& track = set.tracks.at(name);
  const parts::Division own = divide(dividing, track.modules, before);
  for (bool has_more = false;;) {
    parts::Division divided(dividing.size());
    for (std::size_t module = 0; module < dividing.size(); ++module) {
      const std::string path = dividing.path(module);
      const auto differing = track.modules.find(path);
      if (differing != track.modules.end()) {
        differing->second.parts = dividing.named(own[module]);
        divided[module] = own[module];
      } else {
        divided[module] = dividing.kept(module, set.modules.at(path).parts);
      }
    }
    bool again = false;
    for (const parts::Id module : parts::cyclic_modules(dividing.packages(), divided)) {
      const std::string path = dividing.path(module);
      if (track.modules.contains(path)) continue;  // the set may not have it
      track.modules.emplace(path, set.modules.at(path));
      again = has_more = true;
    }
    if (!again) return has_more;
  }
}

}  // namespace

SetNumbers set_graph::split_parts(GoSet& set, const Configurations& configurations,
                                  const GoSet& before) {
  Splitter splitter(set, configurations);
  for (auto& [path, module] : set.modules) module.parts.clear();
  const Dividing dividing(splitter.numbers(), splitter.of_set());
  const parts::Division divided = divide(dividing, set.modules, before.modules);
  for (std::size_t module = 0; module < divided.size(); ++module) {
    set.modules.at(dividing.path(module)).parts = dividing.named(divided[module]);
  }
  const std::map<std::string, SetModule> none;
  bool has_more = false;
  for (auto& [name, needs] : splitter.by_track()) {
    const auto old = before.tracks.find(name);
    has_more |= split_track(set, name, Dividing(splitter.numbers(), std::move(needs)),
                            old == before.tracks.end() ? none : old->second.modules);
  }
  return has_more ? SetNumbers(set) : splitter.take_numbers();
}

}  // namespace goset
