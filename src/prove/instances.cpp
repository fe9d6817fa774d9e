#include "goset/prove/instances.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "goset/error.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/model/directory.hpp"
#include "goset/set/leaf_walk.hpp"
#include "goset/set/set_graph.hpp"

// Two leaves may see the same module version and still compile it from other things: what it imports
// is in a track of one of them. So a package is known by its source and by the instances of what it
// imports, these first. Each leaf is walked in its own view; what it needs is numbered from the
// packages without imports upwards, and equal ones get the same number.
//
// Tests may make circles of imports: a package's test may import what imports the package. Packages
// of a leaf with tests, and those of other modules that import them, are therefore never shared:
// they are numbered before their imports are looked at.

namespace goset {

namespace {

using Id = Instances::Id;
constexpr Id none = ~Id{0};

// Key is what makes two instances the same, as bytes.
std::string key_of(const PackageInstance& package) {
  std::string key(reinterpret_cast<const char*>(&package.source), sizeof package.source);
  const std::size_t count = package.imports.size();
  key.append(reinterpret_cast<const char*>(&count), sizeof count);
  key.append(reinterpret_cast<const char*>(package.imports.data()), count * sizeof(Id));
  key.append(package.directory);
  for (const std::string& tag : package.tags) key.append("\n").append(tag);
  return key;
}

class Numbering {
 public:
  Numbering(const GoSet& set, const Configurations& configurations, ConfigMask configuration)
      : set_(set),
        numbers_(set),
        view_(set, numbers_),
        walk_(configurations, numbers_),
        configurations_(configurations),
        configuration_(configuration),
        known_(numbers_.packages.size(), none),
        is_needed_(numbers_.packages.size()),
        sources_(numbers_.records.size(), none) {}

  Instances run(const std::set<std::string>& leaves) {
    std::map<std::string, std::vector<LeafChoice>> by_track;
    for (LeafChoice& choice : LeafChoice::each(set_)) {
      if (!leaves.contains(*choice.of)) continue;
      const ConfigMask supported = set_graph::supported(*choice.leaf, configurations_, choice.tags);
      if (!choice.tags.empty() && (supported & configuration_) == 0) continue;
      by_track[choice.leaf->track].push_back(std::move(choice));
    }
    for (const auto& [track, choices] : by_track) {
      view_.enter_track(track);
      for (const LeafChoice& choice : choices) {
        view_.enter_leaf(choice.place);
        add_leaf(choice);
        view_.leave_leaf();
      }
    }
    put_tests_last();
    return std::move(result_);
  }

 private:
  void add_leaf(const LeafChoice& choice) {
    walk_.run(choice, view_);
    const std::vector<LeafWalk::Needed>& needed = walk_.needed();
    for (const LeafWalk::Needed& one : needed) is_needed_[one.package] = is_compiled(one);
    if (walk_.leaf().tests) {
      for (const LeafWalk::Needed& one : needed) {
        if (is_needed_[one.package] && walk_.in_leaf(one.package)) known_[one.package] = fresh();
      }
    }
    std::vector<Id>& ids = result_.leaves[choice.name];
    for (const LeafWalk::Needed& one : needed) {
      if (is_needed_[one.package]) ids.push_back(number(one.package));
    }
    if (walk_.leaf().tests) fill_unshared();
    std::sort(ids.begin(), ids.end());
    for (const LeafWalk::Needed& one : needed) {
      known_[one.package] = none;
      is_needed_[one.package] = false;
    }
  }

  bool is_compiled(const LeafWalk::Needed& one) const {
    if ((walk_.has_files(one) & configuration_) != 0) return true;
    // A package that has nothing but tests.
    return walk_.leaf().tests && numbers_.is_own(one.package) && (one.mask & configuration_) != 0;
  }

  Id fresh() {
    result_.packages.emplace_back();
    return static_cast<Id>(result_.packages.size() - 1);
  }

  // fill_unshared describes the packages that were numbered first.
  void fill_unshared() {
    for (const LeafWalk::Needed& one : walk_.needed()) {
      if (!is_needed_[one.package] || !walk_.in_leaf(one.package)) continue;
      PackageInstance package = described(one.package);
      package.with_tests = numbers_.is_own(one.package);
      package.only_of = walk_.choice().name;
      result_.packages[known_[one.package]] = std::move(package);
    }
  }

  // number returns the instance of a package that the leaf needs, and numbers its imports first.
  Id number(SetNumbers::Id package) {
    if (known_[package] == being_numbered) {
      throw Error(fmt::format("package {} imports itself", numbers_.import_path(package)),
                  {fmt::format("leaf {} needs it", walk_.choice().name)});
    }
    if (known_[package] != none) return known_[package];
    known_[package] = being_numbered;
    PackageInstance instance = described(package);
    const Id next = static_cast<Id>(result_.packages.size());
    const Id id = ids_.emplace(key_of(instance), next).first->second;
    if (id == next) result_.packages.push_back(std::move(instance));
    return known_[package] = id;
  }

  PackageInstance described(SetNumbers::Id package) {
    const SetNumbers::Package& p = numbers_.packages[package];
    PackageInstance result;
    result.source = source(p.record);
    result.directory = *p.directory;
    result.import_path = numbers_.import_path(package);
    for (const SetNumbers::Import& import : numbers_.imports_of(package)) {
      if ((walk_.constraints()[import.when] & configuration_) == 0) continue;
      const SetNumbers::Id target = view_.target(import.path);
      // What the leaf does not reach here is imported by files for another configuration.
      if (target != SetNumbers::none && is_needed_[target]) {
        result.imports.push_back(number(target));
      }
    }
    std::sort(result.imports.begin(), result.imports.end());
    result.imports.erase(std::unique(result.imports.begin(), result.imports.end()),
                         result.imports.end());
    if (numbers_.is_own(package)) {  // a lock does not say which of them its files ask for
      result.tags.assign(walk_.tags().begin(), walk_.tags().end());
    } else {
      const std::set<std::string> tags = walk_.tags_of(package);
      result.tags.assign(tags.begin(), tags.end());
    }
    return result;
  }

  Id source(SetNumbers::Id record) {
    if (sources_[record] != none) return sources_[record];
    PackageSource source = described(numbers_.records[record], record);
    std::string key = source.path + "\n" + source.module.str() + "\n" + source.leaf + "\n" +
                      source.directory + "\n" + source.go.value_or("") + "\n" + source.sum;
    const Id next = static_cast<Id>(result_.sources.size());
    const Id id = source_ids_.emplace(std::move(key), next).first->second;
    if (id == next) result_.sources.push_back(std::move(source));
    return sources_[record] = id;
  }

  PackageSource described(const SetNumbers::Record& record, SetNumbers::Id id) const {
    PackageSource result;
    result.path = numbers_.module_paths.at(record.path);
    result.directory = ".";
    if (record.shared) {
      result.module = record.shared->source_module(result.path);
      result.go = record.shared->go;
      result.sum = record.shared->sum.empty() ? record.shared->hash : record.shared->sum;
      return result;
    }
    const SetLeaf& leaf = walk_.leaf();
    const bool is_first = &leaf.directory == record.directory;
    result.go = leaf.go;
    if (!is_first) {
      const SetNumbers::Id first = numbers_.leaf_records[walk_.choice().place].first;
      result.go = leaf.modules[id - first - 1].go;
    }
    if (!leaf.version.empty()) {
      result.module = {leaf.module, leaf.version};
      result.directory = *record.directory;
      result.sum = leaf.sum;
      return result;
    }
    result.leaf = *walk_.choice().of;
    result.directory = *record.directory;
    result.sum = leaf.archive_hash;
    return result;
  }

  // put_tests_last renumbers the packages so that those of leaves with tests come after all others.
  void put_tests_last() {
    std::vector<PackageInstance>& packages = result_.packages;
    std::vector<Id> order;
    for (const bool unshared : {false, true}) {
      for (Id id = 0; id < packages.size(); ++id) {
        if (packages[id].only_of.empty() != unshared) order.push_back(id);
      }
    }
    std::vector<Id> place(packages.size());
    for (Id id = 0; id < order.size(); ++id) place[order[id]] = id;
    const auto renumber = [&](std::vector<Id>& ids) {
      for (Id& id : ids) id = place[id];
      std::sort(ids.begin(), ids.end());
    };
    std::vector<PackageInstance> sorted;
    sorted.reserve(packages.size());
    for (const Id id : order) {
      renumber(packages[id].imports);
      sorted.push_back(std::move(packages[id]));
    }
    packages = std::move(sorted);
    for (auto& [name, ids] : result_.leaves) renumber(ids);
  }

  static constexpr Id being_numbered = none - 1;

  const GoSet& set_;
  const SetNumbers numbers_;
  SetView view_;
  LeafWalk walk_;
  const Configurations& configurations_;
  const ConfigMask configuration_;
  // Of the leaf at hand, by package of the set:
  std::vector<Id> known_;
  std::vector<bool> is_needed_;

  std::vector<Id> sources_;  // by record
  std::unordered_map<std::string, Id> source_ids_;
  std::unordered_map<std::string, Id> ids_;
  Instances result_;
};

}  // namespace

bool Instances::has(const std::string& leaf) const {
  return std::any_of(leaves.begin(), leaves.end(),
                     [&](const auto& one) { return tag_choice::leaf_of(one.first) == leaf; });
}

std::vector<Id> Instances::needed_by(const std::string& leaf) const {
  std::vector<Id> result;
  for (const auto& [name, ids] : leaves) {
    if (tag_choice::leaf_of(name) == leaf) result.insert(result.end(), ids.begin(), ids.end());
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

Instances Instances::of(const GoSet& set, const Configurations& configurations,
                        ConfigMask configuration, const std::set<std::string>& leaves) {
  return Numbering(set, configurations, configuration).run(leaves);
}

}  // namespace goset
