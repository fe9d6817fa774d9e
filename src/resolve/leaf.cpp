#include "leaf.hpp"

#include <algorithm>

#include "goset/facts/package_facts.hpp"
#include "goset/go/module.hpp"
#include "goset/model/directory.hpp"

namespace goset::resolve {

namespace {

void sort_unique(std::vector<VersionId>& versions) {
  std::sort(versions.begin(), versions.end());
  versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
}

}  // namespace

Leaf::Leaf(const LeafToResolve& input, const Replacements& shared, Universe& universe)
    : input_(input),
      program_(tag_choice::leaf_of(input.name)),
      shared_(shared),
      universe_(universe),
      tags_(universe.tag_set(input.tags)) {
  requirements_.workspace = input.workspace;
  for (const LeafModule& module : input.mains) {
    MainRequirements& main = requirements_.mains.emplace_back();
    main.self = universe.version({module.mod.module_path, ""});
    main.pruned = supports_pruning(module.mod.go);
    for (const ModuleVersion& m : module.mod.exclude) main.exclude.push_back(universe.version(m));
    sort_unique(main.exclude);
    exclude_.insert(exclude_.end(), main.exclude.begin(), main.exclude.end());
    std::vector<VersionId> listed;
    for (const ModFile::Require& require : module.mod.require) {
      listed.push_back(universe.version(require.mod));
      listed_.push_back(universe.path_of(listed.back()));
      const bool is_excluded =
          std::binary_search(main.exclude.begin(), main.exclude.end(), listed.back());
      if (!is_excluded) main.require.push_back(listed.back());
    }
    mains_.push_back(std::make_unique<Main>(
        Main{universe.path_of(main.self), std::move(listed),
             Packages(PackageTable::of(module.packages), module.mod.module_path, universe), &module,
             module.published ? universe.version(*module.published) : no_version}));
    may_shadow_std_ =
        may_shadow_std_ || universe.import(universe.import(module.mod.module_path)).is_std_named;
  }
  sort_unique(exclude_);
  std::sort(listed_.begin(), listed_.end());
  for (const auto& [directory, local] : input.locals) {
    locals_.emplace(
        &local, std::make_unique<Local>(Local{
                    GoMod::of(ModSummary::of(local.mod), local.mod.module_path, universe),
                    Packages(PackageTable::of(local.packages), local.mod.module_path, universe)}));
  }
  find_replaced(shared, universe);
  for (const LeafModule& main : input.mains) {
    find_roots(main, main.packages, universe);
    has_packages_ = has_packages_ && !main.unread;
  }
}

void Leaf::find_replaced(const Replacements& shared, Universe& universe) {
  const auto note = [&](const Replacements& lines, std::set<PathId>& paths) {
    for (const auto& [old, by] : lines.lines()) {
      paths.insert(universe.path(old.path));
      if (!by.is_directory()) universe.version(by.module);
      may_shadow_std_ = may_shadow_std_ || universe.import(universe.import(old.path)).is_std_named;
    }
  };
  note(input_.replace, replaced_);
  replaced_at_all_ = replaced_;
  note(shared, replaced_at_all_);
}

void Leaf::find_roots(const LeafModule& main, const ModulePackages& packages, Universe& universe) {
  for (const auto& [directory, facts] : packages.packages) {
    if (!package_facts::matches(directory::joined(main.directory, directory), input_.patterns,
                                {directory, main.mod.ignore})) {
      continue;
    }
    const ImportId import =
        universe.import(package_facts::import_path(main.mod.module_path, directory));
    const ConfigMask mask = package_facts::mask(facts, universe.configurations(), input_.tags);
    roots_.push_back({import, mask});
  }
}

bool Leaf::read_packages(Universe& universe) {
  for (const std::unique_ptr<Main>& main : mains_) {
    if (has_packages_ || !main->module->unread) continue;
    const std::optional<ModulePackages> packages = main->module->unread->read();
    if (!packages) return false;
    main->packages = Packages(PackageTable::of(*packages), universe.text(main->path), universe);
    find_roots(*main->module, *packages, universe);
  }
  has_packages_ = true;
  return true;
}

void Leaf::number_locked_packages(Universe& universe) {
  const LeafModule& main = input_.mains.front();
  if (locked_) return;
  locked_ = std::make_unique<const Packages>(PackageTable::with_known(*main.unread->locked),
                                             main.mod.module_path, universe);
}

bool Leaf::is_locked(std::string_view directory) const {
  const LeafModule& main = input_.mains.front();
  return main.unread && main.unread->locked->contains(std::string(directory));
}

const Leaf::Main* Leaf::main(PathId path) const {
  for (const std::unique_ptr<Main>& main : mains_) {
    if (main->path == path) return main.get();
  }
  return nullptr;
}

bool Leaf::lists(PathId path) const {
  return std::binary_search(listed_.begin(), listed_.end(), path);
}

bool Leaf::excludes(VersionId m) const {
  return std::binary_search(exclude_.begin(), exclude_.end(), m);
}

bool Leaf::replaces(VersionId m) const {
  return replaces(universe_.path_of(m)) && input_.replace.find(universe_.module(m)) != nullptr;
}

Source Leaf::source(VersionId m) const {
  if (replaced_at_all_.empty() || !replaced_at_all_.contains(universe_.path_of(m))) return {m};
  const auto key = static_cast<std::uint32_t>(m);
  if (const auto known = sources_.find(key); known != sources_.end()) return known->second;
  const ModuleVersion& module = universe_.module(m);
  const Replacement* by = input_.replace.find(module);
  if (!by) by = shared_.find(module);
  Source result{m, nullptr};
  if (by && by->is_directory()) {
    result = {no_version, &input_.locals.at(by->directory)};
  } else if (by) {
    result = {*universe_.known_version(by->module), nullptr};
  }
  sources_.emplace(key, result);
  return result;
}

const GoMod* Leaf::go_mod(const Source& source, const KnownFacts& facts) const {
  return source.directory ? &locals_.at(source.directory)->go_mod : facts.go_mod(source.module);
}

const Packages* Leaf::packages(const Source& source, const KnownFacts& facts) const {
  return source.directory ? &locals_.at(source.directory)->packages : facts.packages(source.module);
}

}  // namespace goset::resolve
