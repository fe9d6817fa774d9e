#include "goset/set/leaf_walk.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/go/std_packages.hpp"
#include "goset/model/directory.hpp"
#include "goset/set/set_graph.hpp"

// A package that is reached tells its imports where it is needed; what it learns while it waits is
// told with the rest. What one package imports of another follows from where it is needed at last,
// so no walk keeps its edges.

namespace goset {

ConstraintMasks::ConstraintMasks(const SetNumbers& numbers, const Configurations& configurations)
    : numbers_(numbers), configurations_(configurations) {
  Masks& masks = by_tags_[{}];
  for (const BuildConstraint& constraint : numbers.constraints) {
    masks.push_back(configurations.mask(constraint, {}));
  }
}

const ConstraintMasks::Masks& ConstraintMasks::of(const std::set<std::string>& tags) {
  if (const auto known = by_tags_.find(tags); known != by_tags_.end()) return known->second;
  Masks masks = by_tags_.at({});
  for (const std::string& tag : tags) {
    const auto naming = numbers_.constraints_by_tag.find(tag);
    if (naming == numbers_.constraints_by_tag.end()) continue;
    for (const SetNumbers::Id id : naming->second) {
      masks[id] = configurations_.mask(numbers_.constraints[id], tags);
    }
  }
  return by_tags_.emplace(tags, std::move(masks)).first->second;
}

std::vector<LeafChoice> LeafChoice::each(const GoSet& set) {
  std::vector<LeafChoice> result;
  std::size_t place = 0;
  for (const auto& [name, leaf] : set.leaves) {
    for (TagChoice& tags : tag_choice::all(leaf.optional_tags)) {
      std::string choice = tag_choice::name(name, tags);
      result.push_back({place, std::move(choice), std::move(tags), &name, &leaf});
    }
    ++place;
  }
  return result;
}

LeafWalk::LeafWalk(const Configurations& configurations, const SetNumbers& numbers)
    : configurations_(configurations),
      numbers_(numbers),
      masks_(numbers, configurations),
      states_(numbers.packages.size()) {}

void LeafWalk::run(const LeafChoice& choice, const SetView& view) {
  for (const Needed& needed : needed_) states_[needed.package] = {};
  needed_.clear();
  private_.clear();
  own_is_imported_ = false;
  choice_ = choice;
  tags_ = {leaf().tags.begin(), leaf().tags.end()};
  tags_.insert(choice.tags.begin(), choice.tags.end());
  constraints_ = &masks_.of(tags_);
  seed();
  while (!queue_.empty()) {
    const Id package = queue_.back();
    queue_.pop_back();
    visit(package, view);
  }
  for (Needed& needed : needed_) needed.mask = states_[needed.package].mask;
  if (own_is_imported_) find_private(view);
}

bool LeafWalk::is_asked_for(Id package) const {
  const SetNumbers::Package& p = numbers_.packages[package];
  const SetNumbers::Record& module = numbers_.records[p.record];
  if (!module.is_main) return false;
  const package_facts::Ignored ignored{*p.directory, *module.ignore};
  if (*module.directory == ".")
    return package_facts::matches(*p.directory, leaf().patterns, ignored);
  return package_facts::matches(directory::joined(*module.directory, *p.directory), leaf().patterns,
                                ignored);
}

std::set<std::string> LeafWalk::tags_of(Id package) const {
  std::set<std::string> result;
  for (const std::string& tag : numbers_.packages[package].facts->tags) {
    if (tags_.contains(tag)) result.insert(tag);
  }
  return result;
}

// seed reaches the packages that are asked for, where they have something to compile or to import.
void LeafWalk::seed() {
  const ConfigMask supported = set_graph::supported(leaf(), configurations_, choice_.tags);
  const auto [first, end] = numbers_.leaf_records[choice_.place];
  for (Id record = first; record < end; ++record) {
    const SetNumbers::Record& module = numbers_.records[record];
    for (Id package = module.first; package < module.end; ++package) {
      if (!is_asked_for(package)) continue;
      ConfigMask mask = (*constraints_)[numbers_.packages[package].when];
      for (const SetNumbers::Import& import : numbers_.imports_of(package)) {
        mask |= (*constraints_)[import.when];
      }
      reach(package, mask & supported);
    }
  }
}

void LeafWalk::reach(Id package, ConfigMask mask) {
  State& state = states_[package];
  const ConfigMask added = mask & ~state.mask;
  if (added == 0) return;
  if (state.mask == 0) needed_.push_back({package, 0});
  if (state.pending == 0) queue_.push_back(package);
  state.mask |= added;
  state.pending |= added;
}

void LeafWalk::visit(Id package, const SetView& view) {
  const ConfigMask added = std::exchange(states_[package].pending, 0);
  for (const SetNumbers::Import& import : numbers_.imports_of(package)) {
    const ConfigMask mask = added & (*constraints_)[import.when];
    if (mask == 0) continue;
    const Id target = view.target(import.path);
    if (target != SetNumbers::none) {
      reach(target, mask);
      if (numbers_.is_own(target) && !numbers_.is_own(package)) own_is_imported_ = true;
      continue;
    }
    const std::string_view path = numbers_.import_paths.at(import.path);
    // A test, or a package that only another leaf needs, may import what the set does not have.
    if (std_packages::is_reserved(path)) continue;
    queue_.clear();
    throw Error(fmt::format("no module of the set has the package {}", path),
                {fmt::format("leaf {} needs it", choice_.name)});
  }
}

void LeafWalk::find_private(const SetView& view) {
  std::map<Id, std::vector<Id>> importers;
  std::vector<Id> queue;
  for (const Needed& needed : needed_) {
    if (numbers_.is_own(needed.package)) {
      queue.push_back(needed.package);
      continue;
    }
    for (const SetNumbers::Import& import : numbers_.imports_of(needed.package)) {
      const Id target = view.target(import.path);
      if (target == SetNumbers::none || (needed.mask & (*constraints_)[import.when]) == 0) continue;
      importers[target].push_back(needed.package);
    }
  }
  while (!queue.empty()) {
    const Id package = queue.back();
    queue.pop_back();
    for (const Id importer : importers[package]) {
      if (private_.insert(importer).second) queue.push_back(importer);
    }
  }
}

}  // namespace goset
