#include "goset/set/set_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "goset/error.hpp"
#include "goset/set/set_graph.hpp"

// A layer is built anew where a module differs in it, or has files for its tags, and where
// something else is built from such a part. All other parts are the set's: what a leaf of the layer
// needs of them, the set provides. A part that only follows has the packages that the leaves there
// need: others of the set might not even compile there.

namespace goset {

namespace {

using Id = SetNumbers::Id;
constexpr Id none = SetNumbers::none;

// merge_masks puts two sorted lists together.
void merge_masks(PartUnit::Masks& into, const PartUnit::Masks& other) {
  auto known = into.begin();
  bool has_all = true;
  for (const auto& [id, mask] : other) {
    known = std::lower_bound(known, into.end(), id,
                             [](const auto& entry, Id wanted) { return entry.first < wanted; });
    if (known != into.end() && known->first == id) {
      known->second |= mask;
    } else {
      has_all = false;
    }
  }
  if (has_all) return;
  PartUnit::Masks result;
  result.reserve(into.size() + other.size());
  std::set_union(into.begin(), into.end(), other.begin(), other.end(), std::back_inserter(result),
                 [](const auto& a, const auto& b) { return a.first < b.first; });
  into = std::move(result);
}

const PartUnit* find(const PartUnits& parts, Id key) {
  const auto found = parts.find(key);
  return found == parts.end() ? nullptr : &found->second;
}

}  // namespace

// --- keys ---------------------------------------------------------------------------------------

PartKeys::PartKeys(const GoSet& set, const SetNumbers& numbers)
    : set_(set),
      numbers_(numbers),
      by_module_(numbers.module_paths.size()),
      by_package_(numbers.packages.size(), none) {
  std::vector<std::size_t> counts(by_module_.size(), 1);
  for (const SetNumbers::Record& record : numbers.records) {
    if (!record.shared) continue;
    counts[record.path] = std::max(counts[record.path], record.shared->parts.size());
  }
  for (const auto& [name, track] : set.tracks) {
    for (const auto& [path, parts] : track.parts) {
      std::size_t& count = counts[numbers.module_paths.find(path)];
      count = std::max(count, parts.size());
    }
  }
  std::vector<std::pair<std::string, std::pair<Id, std::size_t>>> keys;
  for (Id path = 0; path < counts.size(); ++path) {
    const std::string text(numbers.module_paths.at(path));
    for (std::size_t i = 0; i < counts[path]; ++i) {
      keys.push_back({set_graph::part_key(text, i), {path, i}});
    }
    by_module_[path].resize(counts[path]);
  }
  std::sort(keys.begin(), keys.end());
  for (auto& [name, place] : keys) {
    by_module_[place.first][place.second] = static_cast<Id>(names_.size());
    names_.push_back(std::move(name));
    module_paths_.push_back(place.first);
    indices_.push_back(place.second);
  }
  for (const Id record : numbers.set_records) {
    if (record != none) place(record, numbers.records[record].shared->parts);
  }
}

void PartKeys::enter_track(const std::string& name) {
  for (const auto& [package, key] : elsewhere_) by_package_[package] = key;
  elsewhere_.clear();
  is_own_ = false;
  const auto found = set_.tracks.find(name);
  if (found == set_.tracks.end()) return;
  const SetTrack& track = found->second;
  is_own_ = track.own;
  std::vector<Id> records(numbers_.set_records);
  for (const Id record : numbers_.track_records.at(name)) {
    records[numbers_.records[record].path] = record;
  }
  for (const Id record : records) {
    if (is_own_ && record != none) forget(record);
  }
  for (const auto& [path, parts] : track.parts) {
    const Id record = records[numbers_.module_paths.find(path)];
    if (!is_own_) forget(record);
    place(record, parts);
  }
}

// forget takes the packages of a module out of their parts, until the track is left.
void PartKeys::forget(Id record) {
  const SetNumbers::Record& module = numbers_.records[record];
  for (Id package = module.first; package < module.end; ++package) {
    elsewhere_.emplace_back(package, std::exchange(by_package_[package], none));
  }
}

void PartKeys::place(Id record, const std::vector<Part>& parts) {
  const SetNumbers::Record& module = numbers_.records[record];
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const std::string& directory : parts[i]) {
      const Id package = numbers_.find(module, directory);
      if (package != none && by_package_[package] == none) {
        by_package_[package] = by_module_[module.path][i];
      }
    }
  }
}

// --- units --------------------------------------------------------------------------------------

void PartUnit::merge(const PartUnit& other) {
  merge_masks(packages, other.packages);
  merge_masks(dependencies, other.dependencies);
}

LayerParts::LayerParts(const SetNumbers& numbers, const PartKeys& keys)
    : numbers_(numbers), keys_(keys), masks_(numbers.packages.size()), wanted_(keys.size()) {}

std::vector<std::pair<Id, LeafWalk::Needed>> LayerParts::total(const LeafGroup& group) {
  std::vector<std::pair<Id, LeafWalk::Needed>> result;
  for (const LeafWalk::Needed& needed : group.needed) {
    ConfigMask& mask = masks_[needed.package];
    if (mask == 0) result.push_back({keys_.of(needed.package), {needed.package, 0}});
    mask |= needed.mask;
  }
  for (auto& [key, needed] : result) {
    needed.mask = std::exchange(masks_[needed.package], 0);
    if (key != none) continue;
    for (const auto& [other, left] : result) masks_[left.package] = 0;
    throw Error(fmt::format("package {} is in no part of its module",
                            numbers_.import_path(needed.package)));
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first, a.second.package) < std::pair(b.first, b.second.package);
  });
  return result;
}

void LayerParts::add(PartUnits& parts, const LeafGroup& group, const SetView& view) {
  const ConstraintMasks::Masks& constraints = *group.constraints;
  const auto all = total(group);
  std::vector<Id> required;
  for (auto at = all.begin(); at != all.end();) {
    const Id key = at->first;
    PartUnit unit;
    required.clear();
    for (; at != all.end() && at->first == key; ++at) {
      const auto& [package, mask] = at->second;
      const ConfigMask files = mask & constraints[numbers_.packages[package].when];
      if (files != 0) unit.packages.emplace_back(package, files);
      for (const SetNumbers::Import& import : numbers_.imports_of(package)) {
        const ConfigMask where = mask & constraints[import.when];
        const Id target = where == 0 ? none : view.target(import.path);
        if (target == none) continue;
        const Id to = keys_.of(target);
        if (to == key) continue;
        if (wanted_[to] == 0) required.push_back(to);
        wanted_[to] |= where;
      }
    }
    std::sort(required.begin(), required.end());
    for (const Id to : required) unit.dependencies.emplace_back(to, std::exchange(wanted_[to], 0));
    const auto [known, is_new] = parts.try_emplace(key, std::move(unit));
    if (!is_new) known->second.merge(unit);
  }
}

void spread_tags(PartUnits& parts) {
  std::vector<Id> queue;
  for (const auto& [key, unit] : parts) {
    if (!unit.tags.empty()) queue.push_back(key);
  }
  if (queue.empty()) return;
  std::map<Id, std::vector<Id>> dependents;
  for (const auto& [key, unit] : parts) {
    for (const auto& [required, mask] : unit.dependencies) dependents[required].push_back(key);
  }
  while (!queue.empty()) {
    const std::set<std::string>& tags = parts.at(queue.back()).tags;
    const std::vector<Id>& above = dependents[queue.back()];
    queue.pop_back();
    for (const Id key : above) {
      std::set<std::string>& own = parts.at(key).tags;
      const std::size_t before = own.size();
      own.insert(tags.begin(), tags.end());
      if (own.size() != before) queue.push_back(key);
    }
  }
}

// --- layers -------------------------------------------------------------------------------------

Layering::Layering(const SetNumbers& numbers, const PartKeys& keys, PartUnits base)
    : numbers_(numbers),
      keys_(keys),
      base_(keys.size()),
      in_base_(keys.size()),
      in_track_(numbers.module_paths.size()),
      apart_(keys.size()),
      place_(keys.size()) {
  for (auto& [key, unit] : base) {
    base_[key] = std::move(unit);
    in_base_[key] = true;
  }
}

PartUnits Layering::base() && {
  PartUnits result;
  for (Id key = 0; key < base_.size(); ++key) {
    if (in_base_[key]) result.emplace_hint(result.end(), key, std::move(base_[key]));
  }
  return result;
}

bool Layering::differs(const Layer& layer, Id key) const {
  return in_track_[keys_.module_path(key)] || layer.asking.contains(key);
}

// look_at finds what is built apart of all that the layer's parts are built from, there or in the
// set: what differs, and upwards what requires that.
void Layering::look_at(const Layer& layer) {
  for (const Id key : seen_) {
    place_[key] = 0;
    apart_[key] = false;
  }
  seen_.clear();
  std::fill(in_track_.begin(), in_track_.end(), false);
  for (const Id path : layer.differing) in_track_[path] = true;
  const auto see = [&](Id key) {
    if (place_[key] != 0) return;
    seen_.push_back(key);
    place_[key] = static_cast<Id>(seen_.size());
  };
  std::vector<std::pair<Id, Id>> edges;  // from what is required to what requires it
  for (const auto& [key, unit] : layer.parts) see(key);
  for (std::size_t at = 0; at < seen_.size(); ++at) {
    const Id key = seen_[at];
    for (const PartUnit* const unit : {find(layer.parts, key), std::as_const(base_).data() + key}) {
      if (!unit) continue;
      for (const auto& [required, mask] : unit->dependencies) {
        see(required);
        edges.emplace_back(place_[required] - 1, key);
      }
    }
  }
  std::vector<std::size_t> begin(seen_.size() + 1);
  for (const auto& [required, key] : edges) ++begin[required + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<Id> dependents(edges.size());
  std::vector<std::size_t> next(begin);
  for (const auto& [required, key] : edges) dependents[next[required]++] = key;
  std::vector<Id> queue;
  for (const Id key : seen_) {
    if (!differs(layer, key)) continue;
    apart_[key] = true;
    queue.push_back(key);
  }
  while (!queue.empty()) {
    const std::size_t place = place_[queue.back()] - 1;
    queue.pop_back();
    for (std::size_t i = begin[place]; i < begin[place + 1]; ++i) {
      if (apart_[dependents[i]]) continue;
      apart_[dependents[i]] = true;
      queue.push_back(dependents[i]);
    }
  }
}

void Layering::share(const Layer& layer) {
  look_at(layer);
  for (const auto& [key, unit] : layer.parts) {
    if (apart_[key]) continue;
    base_[key].merge(unit);
    in_base_[key] = true;
  }
}

void Layering::keep_apart(Layer& layer) {
  look_at(layer);
  std::erase_if(layer.parts, [&](const auto& part) { return !apart_[part.first]; });
}

}  // namespace goset
