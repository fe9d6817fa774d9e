#include "goset/set/set_view.hpp"

// A needed package is in exactly one module of what a leaf sees, or its track says in which. So an
// import means the package of the longest module path that has it.

namespace goset {

SetView::SetView(const GoSet& set, const SetNumbers& numbers)
    : set_(set), numbers_(numbers), records_(numbers.set_records) {
  targets_.reserve(numbers.import_paths.size());
  for (Id path = 0; path < numbers.import_paths.size(); ++path) targets_.push_back(pick(path));
}

void SetView::enter_track(const std::string& name) {
  undo(track_);
  providers_.clear();
  const auto track = set_.tracks.find(name);
  if (track == set_.tracks.end()) return;
  for (const auto& [import_path, module_path] : track->second.providers) {
    const Id path = numbers_.import_paths.find(import_path);
    if (path != none) providers_[path] = numbers_.module_paths.find(module_path);
  }
  for (const Id record : numbers_.track_records.at(name)) show(record, track_);
  look_again(track_);
  for (const auto& [path, module] : providers_) retarget(path, track_);
}

void SetView::enter_leaf(std::size_t leaf) {
  const auto [first, end] = numbers_.leaf_records[leaf];
  for (Id record = first; record < end; ++record) {
    const Id known = records_[numbers_.records[record].path];
    if (known == none || known < first) show(record, leaf_);
  }
  look_again(leaf_);
  for (const auto& [path, before] : leaf_.targets) {
    if (targets_[path] != none && !numbers_.is_own(targets_[path])) is_odd_ = true;
  }
}

void SetView::leave_leaf() {
  undo(leaf_);
  is_odd_ = false;
}

void SetView::show(Id record, Changes& changes) {
  Id& seen = records_[numbers_.records[record].path];
  changes.records.emplace_back(numbers_.records[record].path, seen);
  seen = record;
}

// look_again finds what the imports of packages of hidden and shown modules mean now.
void SetView::look_again(Changes& changes) {
  for (const auto& [module_path, before] : changes.records) {
    for (const Id record : {before, records_[module_path]}) {
      if (record == none) continue;
      for (Id p = numbers_.records[record].first; p < numbers_.records[record].end; ++p) {
        if (numbers_.packages[p].path != none) retarget(numbers_.packages[p].path, changes);
      }
    }
  }
}

void SetView::retarget(Id import_path, Changes& changes) {
  const Id now = pick(import_path);
  Id& known = targets_[import_path];
  if (known == now) return;
  changes.targets.emplace_back(import_path, known);
  known = now;
}

void SetView::undo(Changes& changes) {
  for (auto change = changes.targets.rbegin(); change != changes.targets.rend(); ++change) {
    targets_[change->first] = change->second;
  }
  for (auto change = changes.records.rbegin(); change != changes.records.rend(); ++change) {
    records_[change->first] = change->second;
  }
  changes = {};
}

SetView::Id SetView::pick(Id import_path) const {
  const auto given = providers_.find(import_path);
  for (const Id package : numbers_.providers(import_path)) {
    const Id record = numbers_.packages[package].record;
    const Id module_path = numbers_.records[record].path;
    if (given != providers_.end() && given->second != module_path) continue;
    if (records_[module_path] == record) return package;
  }
  return none;
}

}  // namespace goset
