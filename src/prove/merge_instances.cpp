#include "goset/prove/merge_instances.hpp"

#include <algorithm>
#include <tuple>

// Packages that are shared come first, those of leaves with tests last: among the former each comes
// after its imports in its own set, so one pass numbers them all. The latter belong to one leaf each.

namespace goset {

namespace {

using Id = Instances::Id;

class Merging {
 public:
  Instances run(const std::vector<Instances>& all) {
    std::vector<std::vector<Id>> numbers;  // of packages, by set
    for (const Instances& one : all) numbers.push_back(add_shared(one));
    for (std::size_t i = 0; i < all.size(); ++i) add_private(all[i], numbers[i]);
    return std::move(result_);
  }

 private:
  using SourceKey = std::tuple<std::string, ModuleVersion, std::string, std::string,
                               std::optional<std::string>, std::string>;
  using PackageKey = std::tuple<Id, std::string, std::vector<Id>, std::vector<std::string>>;

  Id add_source(const PackageSource& source) {
    const SourceKey key{source.path,      source.module, source.leaf,
                        source.directory, source.go,     source.sum};
    const auto [known, is_new] = sources_.emplace(key, static_cast<Id>(result_.sources.size()));
    if (is_new) result_.sources.push_back(source);
    return known->second;
  }

  static std::vector<Id> renumbered(const std::vector<Id>& ids, const std::vector<Id>& numbers) {
    std::vector<Id> result;
    for (const Id id : ids) result.push_back(numbers[id]);
    std::sort(result.begin(), result.end());
    return result;
  }

  Id push(PackageInstance package) {
    result_.packages.push_back(std::move(package));
    return static_cast<Id>(result_.packages.size() - 1);
  }

  std::vector<Id> add_shared(const Instances& one) {
    std::vector<Id> numbers(one.packages.size());
    for (Id id = 0; id < one.packages.size(); ++id) {
      PackageInstance package = one.packages[id];
      if (!package.only_of.empty()) continue;
      package.source = add_source(one.sources[package.source]);
      package.imports = renumbered(package.imports, numbers);
      const PackageKey key{package.source, package.directory, package.imports, package.tags};
      const auto known = packages_.find(key);
      numbers[id] = known != packages_.end() ? known->second : push(std::move(package));
      packages_.emplace(key, numbers[id]);
    }
    return numbers;
  }

  void add_private(const Instances& one, std::vector<Id>& numbers) {
    for (Id id = 0; id < one.packages.size(); ++id) {
      PackageInstance package = one.packages[id];
      if (package.only_of.empty()) continue;
      package.source = add_source(one.sources[package.source]);
      numbers[id] = push(std::move(package));
    }
    for (Id id = 0; id < one.packages.size(); ++id) {
      if (one.packages[id].only_of.empty()) continue;
      result_.packages[numbers[id]].imports = renumbered(one.packages[id].imports, numbers);
    }
    for (const auto& [leaf, needed] : one.leaves) {
      result_.leaves.emplace(leaf, renumbered(needed, numbers));
    }
  }

  Instances result_;
  std::map<SourceKey, Id> sources_;
  std::map<PackageKey, Id> packages_;
};

}  // namespace

Instances merge_instances(const std::vector<Instances>& all) {
  return Merging().run(all);
}

}  // namespace goset
