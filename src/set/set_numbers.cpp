#include "goset/set/set_numbers.hpp"

#include <algorithm>
#include <utility>

#include "goset/facts/package_facts.hpp"

namespace goset {

SetNumbers::SetNumbers(const GoSet& set) : constraints{BuildConstraint::always()} {
  add_records(set);
  add_imports();
  add_providers();
}

std::string SetNumbers::import_path(Id package) const {
  const Package& p = packages[package];
  return package_facts::import_path(module_paths.at(records[p.record].path), *p.directory);
}

SetNumbers::Id SetNumbers::find(const Record& record, const std::string& directory) const {
  const auto begin = packages.begin() + record.first;
  const auto end = packages.begin() + record.end;
  const auto found = std::lower_bound(
      begin, end, directory,
      [](const Package& p, const std::string& wanted) { return *p.directory < wanted; });
  if (found == end || *found->directory != directory) return none;
  return static_cast<Id>(found - packages.begin());
}

void SetNumbers::add_records(const GoSet& set) {
  for (const auto& [path, module] : set.modules) {
    const Id record = add_record(path, {.shared = &module}, module.packages);
    set_records.resize(module_paths.size(), none);
    set_records[records[record].path] = record;
  }
  std::unordered_map<const SetModule*, Id> known;
  for (const auto& [name, track] : set.tracks) {
    std::vector<Id>& of_track = track_records[name];
    for (const auto& [path, module] : track.modules) {
      const auto [record, is_new] = known.try_emplace(module.get(), none);
      if (is_new) {
        record->second = add_record(path, {.shared = module.get()}, module->packages);
      }
      of_track.push_back(record->second);
    }
  }
  first_own_ = static_cast<Id>(packages.size());
  for (const auto& [name, leaf] : set.leaves) {
    const Id first = static_cast<Id>(records.size());
    add_record(leaf.module, {.directory = &leaf.directory, .is_main = true, .ignore = &leaf.ignore},
               leaf.packages);
    for (const SetLeafModule& m : leaf.modules) {
      add_record(m.path,
                 {.directory = &m.directory, .is_main = m.version.empty(), .ignore = &m.ignore},
                 m.packages);
    }
    leaf_records.emplace_back(first, static_cast<Id>(records.size()));
  }
  set_records.resize(module_paths.size(), none);
}

SetNumbers::Id SetNumbers::add_record(const std::string& path, Record record,
                                      const std::map<std::string, PackageFacts>& facts) {
  const Id id = static_cast<Id>(records.size());
  record.path = module_paths.add(path);
  record.first = static_cast<Id>(packages.size());
  for (const auto& [directory, package] : facts) {
    packages.push_back({&directory, &package, id, none, add_constraint(package.when), 0});
  }
  record.end = static_cast<Id>(packages.size());
  records.push_back(record);
  return id;
}

SetNumbers::Id SetNumbers::add_constraint(const BuildConstraint& constraint) {
  if (constraint.is_always()) return always;
  const auto [node, is_new] = constraint_nodes_.try_emplace(constraint.identity(), none);
  if (!is_new) return node->second;
  const Id next = static_cast<Id>(constraints.size());
  const Id id = constraint_texts_.emplace(constraint.str(), next).first->second;
  node->second = id;
  if (id != next) return id;
  constraints.push_back(constraint);
  for (const std::string& tag : constraint.tags()) constraints_by_tag[tag].push_back(id);
  return id;
}

// add_imports also gives the packages the number of their own import path, where somebody imports
// it.
void SetNumbers::add_imports() {
  std::unordered_map<const void*, Id> known;  // import paths, by identity
  for (Package& package : packages) {
    package.first_import = static_cast<Id>(imports.size());
    for (const goset::Import& import : package.facts->imports) {
      const auto [path, is_new] = known.try_emplace(import.path.identity(), none);
      if (is_new) path->second = import_paths.add(import.path);
      imports.push_back({path->second, add_constraint(import.when)});
    }
  }
  packages.push_back({nullptr, nullptr, none, none, always, static_cast<Id>(imports.size())});
  std::string path;
  for (Package& package : packages) {
    if (!package.facts) continue;
    path = module_paths.at(records[package.record].path);
    if (*package.directory != ".") path.append("/").append(*package.directory);
    package.path = import_paths.find(path);
  }
}

void SetNumbers::add_providers() {
  std::vector<Id>& begin = first_provider_;
  begin.assign(import_paths.size() + 1, 0);
  for (const Package& package : packages) {
    if (package.path != none) ++begin[package.path + 1];
  }
  for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
  providers_.resize(begin.back());
  std::vector<Id> next(begin.begin(), begin.end() - 1);
  for (Id id = 0; id + 1 < packages.size(); ++id) {
    if (packages[id].path != none) providers_[next[packages[id].path]++] = id;
  }
  const auto length = [&](Id package) {
    return module_paths.at(records[packages[package].record].path).size();
  };
  for (std::size_t path = 0; path < import_paths.size(); ++path) {
    if (begin[path + 1] - begin[path] < 2) continue;
    std::stable_sort(providers_.begin() + begin[path], providers_.begin() + begin[path + 1],
                     [&](Id a, Id b) { return length(a) > length(b); });
  }
}
}  // namespace goset
