#include "std_use.hpp"

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "goset/audit/std_imports.hpp"
#include "goset/audit/vulnerability.hpp"
#include "goset/error.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/fetch/module_zip.hpp"
#include "goset/go/std_packages.hpp"
#include "goset/model/tag_choice.hpp"

namespace goset {

namespace {

namespace fs = std::filesystem;
using audit::Inventory;
using audit::StdPackages;

// Tags are the sets of build tags that a leaf is built with, one for each choice of optional ones.
using Tags = std::vector<std::set<std::string>>;

Tags tags_of(const SetLeaf& leaf) {
  Tags result;
  for (const TagChoice& choice : tag_choice::all(leaf.optional_tags)) {
    const std::vector<std::string> tags = tag_choice::with(leaf.tags, choice);
    result.emplace_back(tags.begin(), tags.end());
  }
  return result;
}

// Imports are those of the standard library, of packages by directory.
using Imports = std::map<std::string, StdPackages, std::less<>>;

ConfigMask mask_of(const BuildConstraint& constraint, const Configurations& configurations,
                   const Tags& tags) {
  ConfigMask result = 0;
  for (const std::set<std::string>& one : tags) result |= configurations.mask(constraint, one);
  return result;
}

Imports imports_of(const ModuleScan& scan, const std::set<std::string_view>& directories,
                   const Configurations& configurations, const Tags& tags) {
  std::vector<std::optional<ConfigMask>> masks(scan.constraints.size());
  Imports result;
  for (const ModuleScan::Package& package : scan.packages) {
    if (!directories.contains(package.directory)) continue;
    StdPackages& imports = result[std::string(package.directory)];
    for (const ModuleScan::Edge& edge : package.edges) {
      const std::string_view path = scan.imports[edge.import];
      if (!std_packages::is_reserved(path)) continue;
      std::optional<ConfigMask>& mask = masks[edge.when];
      if (!mask) mask = mask_of(scan.constraints[edge.when], configurations, tags);
      imports[std::string(path)] |= *mask;
    }
  }
  return result;
}

Imports imports_of(const ModulePackages& packages, const Configurations& configurations,
                   const Tags& tags) {
  Imports result;
  for (const auto& [directory, facts] : packages.packages) {
    StdPackages& imports = result[directory];
    for (const Import& import : facts.imports) {
      const std::string path(import.path);
      if (!std_packages::is_reserved(path)) continue;
      imports[path] |= mask_of(import.when, configurations, tags);
    }
  }
  return result;
}

// Collection adds up what each program imports.
class Collection {
 public:
  Collection(const GoSet& set, const Configurations& configurations, const FactCache& facts,
             fs::path folder)
      : set_(set), configurations_(configurations), facts_(facts), folder_(std::move(folder)) {
    for (const auto& [name, leaf] : set.leaves) tags_[name] = tags_of(leaf);
  }

  void add(const Inventory::Module& module) {
    if (module.module.version.empty()) {
      for (const auto& [leaf, mask] : module.programs) add_own(module, leaf);
      return;
    }
    std::map<std::string_view, std::string> paths;  // import paths by directory
    std::set<std::string_view> directories;
    std::vector<std::pair<std::string, const Inventory::Programs*>> packages;
    for (const auto& [path, programs] : module.packages) {
      packages.emplace_back(package_facts::directory(path, module.module.path), &programs);
    }
    for (const auto& [directory, programs] : packages) directories.insert(directory);
    const std::optional<ModuleScan> scan = facts_.find(module.module);
    if (!scan) return give_up(module.programs);
    std::map<Tags, Imports> by_tags;
    for (const auto& [directory, programs] : packages) {
      for (const auto& [leaf, mask] : *programs) {
        const auto [known, is_new] = by_tags.try_emplace(tags_.at(leaf));
        if (is_new) {
          known->second = imports_of(*scan, directories, configurations_, known->first);
        }
        add(leaf, mask, known->second, directory);
      }
    }
  }

  // module returns what was added as the standard library, with what that imports in turn.
  Inventory::Module module(const std::string& version) const {
    const std::string path(audit::stdlib);
    Inventory::Module result{{path, version}, path, {}, {}, unsure_};
    for (const auto& [leaf, packages] : imports_) {
      for (const auto& [package, mask] : audit::with_std_imports(packages)) {
        result.packages[package][leaf] |= mask;
        result.programs[leaf] |= mask;
      }
    }
    for (const auto& [leaf, mask] : unsure_) result.programs[leaf] |= mask;
    return result;
  }

 private:
  void add(const std::string& leaf, ConfigMask mask, const Imports& imports,
           const std::string& directory) {
    const auto found = imports.find(directory);
    if (found == imports.end()) return give_up({{leaf, mask}});
    StdPackages& all = imports_[leaf];
    for (const auto& [package, where] : found->second) {
      if ((mask & where) != 0) all[package] |= mask & where;
    }
  }

  // add_own reads a module of a leaf's own source, if that is on disk.
  void add_own(const Inventory::Module& module, const std::string& leaf) {
    const SetLeaf& record = set_.leaves.at(leaf);
    const std::optional<std::string> directory = directory_of(record, module.path);
    if (record.path.empty() || !directory) return give_up({{leaf, module.programs.at(leaf)}});
    Imports imports;
    try {
      const ZipFacts tree = module_zip::read_tree(folder_ / record.path / *directory);
      imports =
          imports_of(package_facts::of_directories(tree.packages, configurations_, record.tests),
                     configurations_, tags_.at(leaf));
    } catch (const Error&) {
      return give_up({{leaf, module.programs.at(leaf)}});
    }
    for (const auto& [path, programs] : module.packages) {
      const auto found = programs.find(leaf);
      if (found == programs.end()) continue;
      add(leaf, found->second, imports, package_facts::directory(path, module.path));
    }
  }

  static std::optional<std::string> directory_of(const SetLeaf& leaf, const std::string& path) {
    if (path == leaf.module) return leaf.directory;
    for (const SetLeafModule& module : leaf.modules) {
      if (module.path == path) return module.directory;
    }
    return std::nullopt;
  }

  void give_up(const Inventory::Programs& programs) {
    for (const auto& [leaf, mask] : programs) unsure_[leaf] |= mask;
  }

  const GoSet& set_;
  const Configurations& configurations_;
  const FactCache& facts_;
  const fs::path folder_;
  std::map<std::string, Tags> tags_;            // by leaf
  std::map<std::string, StdPackages> imports_;  // by leaf
  Inventory::Programs unsure_;
};

}  // namespace

Inventory::Module std_use(const Inventory& inventory, const GoSet& set,
                          const Configurations& configurations, const FactCache& facts,
                          const fs::path& folder, const std::string& version) {
  Collection collection(set, configurations, facts, folder);
  for (const Inventory::Module& module : inventory.modules) collection.add(module);
  return collection.module(version);
}

}  // namespace goset
