#include "goset/app/licenses.hpp"

#include <algorithm>
#include <map>

#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/set/built_in.hpp"
#include "goset/set/license_of.hpp"
#include "goset/store/lock_file.hpp"

namespace goset {

namespace {

using Item = Licenses::Item;

class Collector {
 public:
  explicit Collector(const Lock& lock)
      : lock_(lock), configurations_(Configurations::of(lock)), built_(lock.set, configurations_) {}

  Licenses::Program add(const std::string& name) {
    const SetLeaf& leaf = lock_.set.leaves.at(name);
    std::vector<const SetModule*> modules;
    note(name, {leaf.module, leaf.version}, leaf.license);
    note(name, {"stdlib", ""}, {license_of::go_library, {}, {}});
    for (const BuiltIn::Module& module : built_.of(name, configurations_.all())) {
      if (!module.shared) continue;  // of the program's own source
      modules.push_back(module.shared);
      note(name, module.shared->source_module(module.path), module.shared->license);
    }
    return {name, leaf.version, license_of::expression(leaf.license),
            license_of::program(leaf, modules)};
  }

  std::vector<Item> items(const std::optional<licenses::Terms>& allowed) && {
    std::vector<Item> result;
    for (auto& [m, item] : items_) {
      if (allowed) item.is_allowed = licenses::is_allowed(item.expression, *allowed);
      result.push_back(std::move(item));
    }
    return result;
  }

 private:
  // note adds to a module what counts for one program: another may need more of it, in a track.
  void note(const std::string& leaf, const ModuleVersion& m, const License& license) {
    Item& item = items_[m];
    item.name = m.path;
    item.version = m.version;
    item.expression = licenses::all_of({item.expression, license_of::expression(license)});
    item.unknown.insert(license.unknown.begin(), license.unknown.end());
    item.leaves.insert(leaf);
  }

  const Lock& lock_;
  const Configurations configurations_;
  BuiltIn built_;
  std::map<ModuleVersion, Item> items_;
};

}  // namespace

bool Licenses::is_all_allowed() const {
  return std::all_of(items.begin(), items.end(), [](const Item& item) { return item.is_allowed; });
}

Licenses licenses_of(const Folder& folder, const Lock& lock, const LicensesRequest& request) {
  if (lock.is_without_licenses) {
    throw Error(folder.shown(Folder::lock_name) + ": has no licences: its format is an older one",
                {"run `goset lock` to find them"});
  }
  for (const std::string& name : request.leaves) locked_leaf(folder, lock, name);
  std::set<std::string> names(request.leaves.begin(), request.leaves.end());
  if (names.empty()) {
    for (const auto& [name, leaf] : lock.set.leaves) names.insert(name);
  }
  Collector collector(lock);
  Licenses result;
  for (const std::string& name : names) result.programs.push_back(collector.add(name));
  result.items = std::move(collector).items(request.allowed);
  result.has_list = request.allowed.has_value();
  return result;
}

}  // namespace goset
