#include "goset/set/built_in.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace goset {

namespace {

using Id = SetNumbers::Id;

}  // namespace

BuiltIn::BuiltIn(const GoSet& set, const Configurations& configurations)
    : set_(set), numbers_(set), view_(set, numbers_), walk_(configurations, numbers_) {}

std::vector<BuiltIn::Module> BuiltIn::of(const std::string& leaf, ConfigMask mask) {
  const auto found = set_.leaves.find(leaf);
  const auto place = static_cast<std::size_t>(std::distance(set_.leaves.begin(), found));
  if (found->second.track != track_) view_.enter_track(found->second.track);
  track_ = found->second.track;
  view_.enter_leaf(place);
  walk_.run({place, leaf, {}, &found->first, &found->second}, view_);
  std::vector<Module> result = modules(mask);
  view_.leave_leaf();
  return result;
}

std::vector<BuiltIn::Module> BuiltIn::modules(ConfigMask mask) const {
  std::map<Id, ConfigMask> compiled;  // by package
  std::map<Id, std::size_t> places;   // by record
  for (const LeafWalk::Needed& needed : walk_.needed()) {
    const ConfigMask where = walk_.has_files(needed) & mask;
    if (where == 0) continue;
    compiled[needed.package] = where;
    places[numbers_.packages[needed.package].record];
  }
  std::vector<Id> records;
  for (const auto& [record, place] : places) records.push_back(record);
  const auto order = [this](Id id) {
    const SetNumbers::Record& record = numbers_.records[id];
    return std::tuple(record.shared != nullptr, numbers_.module_paths.at(record.path));
  };
  std::sort(records.begin(), records.end(), [&](Id a, Id b) { return order(a) < order(b); });
  std::vector<Module> result;
  for (const Id id : records) {
    const SetNumbers::Record& record = numbers_.records[id];
    places[id] = result.size();
    result.push_back({std::string(numbers_.module_paths.at(record.path)),
                      record.shared,
                      record.directory ? *record.directory : "",
                      record.is_main,
                      {}});
  }
  for (const auto& [package, where] : compiled) {
    const Id from = numbers_.packages[package].record;
    for (const SetNumbers::Import& import : numbers_.imports_of(package)) {
      if ((where & walk_.constraints()[import.when]) == 0) continue;
      const Id target = view_.target(import.path);
      if (target == SetNumbers::none || !compiled.contains(target)) continue;
      const Id to = numbers_.packages[target].record;
      if (to != from) result[places.at(from)].imports.insert(places.at(to));
    }
  }
  return result;
}

}  // namespace goset
