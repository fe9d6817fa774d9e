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
//
// What a program with its own versions needs is divided for it alone, and anew each time: so no other
// program has a say in it.

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
        walk_(configurations, numbers_),
        masks_(numbers_.packages.size()),
        in_set_(numbers_.packages.size()),
        set_targets_(numbers_.imports.size(), SetNumbers::none) {
    std::map<std::string, std::vector<LeafChoice>> leaves;  // by track
    for (LeafChoice& choice : LeafChoice::each(set)) {
      leaves[choice.leaf->track].push_back(std::move(choice));
    }
    for (const auto& [track, choices] : leaves) {
      is_own_ = set.keeps_own(track);
      view_.enter_track(track);
      for (const LeafChoice& choice : choices) add_leaf(choice);
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

  void add_leaf(const LeafChoice& choice) {
    view_.enter_leaf(choice.place);
    walk_.run(choice, view_);
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

  // is_of_set reports whether a package is divided as the set's leaves see it.
  bool is_of_set(Id package) const {
    if (is_own_) return false;
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
  bool is_own_ = false;
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
const std::vector<parts::Part>* parts_before(const GoSet& before, const std::string& track,
                                             const std::string& path, const SetModule& now) {
  const SetModule* const old = before.module(track, path);
  if (!old || old->version != now.version || old->source_module(path) != now.source_module(path)) {
    return nullptr;
  }
  if (track.empty()) return &old->parts;
  const auto parts = before.tracks.at(track).parts.find(path);
  return parts == before.tracks.at(track).parts.end() ? nullptr : &parts->second;
}

// kept_parts gives what each module of a division had before.
parts::Division kept_parts(const Dividing& dividing, const GoSet& set, const std::string& track,
                           const GoSet& before) {
  parts::Division result(dividing.size());
  if (!track.empty() && !before.tracks.contains(track)) return result;
  for (std::size_t module = 0; module < dividing.size(); ++module) {
    const std::string path = dividing.path(module);
    const SetModule* const now = set.module(track, path);
    const std::vector<parts::Part>* const list =
        now ? parts_before(before, track, path, *now) : nullptr;
    if (list) result[module] = dividing.kept(module, *list);
  }
  return result;
}

void split_track(GoSet& set, const std::string& name, const Dividing& dividing,
                 const GoSet& before) {
  SetTrack& track = set.tracks.at(name);
  const parts::Division own =
      parts::split(dividing.packages(), kept_parts(dividing, set, name, before));
  std::set<std::string> differing;
  for (const auto& [path, module] : track.modules) differing.insert(path);
  for (bool again = true; std::exchange(again, false);) {
    parts::Division divided(dividing.size());
    for (std::size_t module = 0; module < dividing.size(); ++module) {
      const std::string path = dividing.path(module);
      if (differing.contains(path)) {
        track.parts[path] = dividing.named(own[module]);
        divided[module] = own[module];
      } else {
        divided[module] = dividing.kept(module, set.modules.at(path).parts);
      }
    }
    for (const parts::Id module : parts::cyclic_modules(dividing.packages(), divided)) {
      again |= differing.insert(dividing.path(module)).second;
    }
  }
}

// split_own divides what a program with its own versions needs.
void split_own(SetTrack& track, const Dividing& dividing) {
  const parts::Division divided = parts::split(dividing.packages(), {});
  for (std::size_t module = 0; module < divided.size(); ++module) {
    if (divided[module].size() < 2) continue;
    track.parts[dividing.path(module)] = dividing.named(divided[module]);
  }
}

}  // namespace

SetNumbers set_graph::split_parts(GoSet& set, const Configurations& configurations,
                                  const GoSet& before) {
  Splitter splitter(set, configurations);
  for (auto& [path, module] : set.modules) module.parts.clear();
  for (auto& [name, track] : set.tracks) track.parts.clear();
  const Dividing dividing(splitter.numbers(), splitter.of_set());
  const parts::Division divided =
      parts::split(dividing.packages(), kept_parts(dividing, set, "", before));
  for (std::size_t module = 0; module < divided.size(); ++module) {
    set.modules.at(dividing.path(module)).parts = dividing.named(divided[module]);
  }
  for (auto& [name, needs] : splitter.by_track()) {
    const Dividing of_track(splitter.numbers(), std::move(needs));
    if (set.tracks.at(name).own) {
      split_own(set.tracks.at(name), of_track);
    } else {
      split_track(set, name, of_track, before);
    }
  }
  return splitter.take_numbers();
}

}  // namespace goset
