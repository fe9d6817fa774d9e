#include "goset/app/locked_leaves.hpp"

#include <algorithm>

#include "goset/error.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/go/module.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

LockedLeaves::LockedLeaves(const std::optional<Lock>& lock, const Configurations& configurations,
                           const std::set<std::string>& except)
    : configurations_(configurations), except_(except) {
  const bool counts = lock && lock->is_as_written && !lock->is_without_licenses &&
                      Configurations::of(*lock) == configurations;
  if (counts) lock_ = &*lock;
}

const SetLeaf* LockedLeaves::find(const std::string& name, const Manifest::Leaf& declared) const {
  if (!lock_ || except_.contains(name)) return nullptr;
  const auto found = lock_->set.leaves.find(name);
  if (found == lock_->set.leaves.end()) return nullptr;
  return is_as_locked(declared, found->second) ? &found->second : nullptr;
}

const GoSet* LockedLeaves::judged(const Manifest& manifest) const {
  if (!lock_ || lock_->pins != manifest.pins || lock_->replace.lines() != manifest.replace.lines())
    return nullptr;
  std::map<std::string, Pins> pins;
  for (const auto& [name, track] : manifest.tracks) pins[name] = track.pins;
  return pins == lock_->track_pins ? &lock_->set : nullptr;
}

bool LockedLeaves::has(const std::string& name, const Manifest::Leaf& declared,
                       const std::string& sum) const {
  if (!lock_) return false;
  const auto found = lock_->set.leaves.find(name);
  return found != lock_->set.leaves.end() && is_as_locked(declared, found->second) &&
         found->second.sum == sum;
}

std::optional<ModuleSource::ModFiles> LockedLeaves::digests(const std::string& name,
                                                            const Manifest::Leaf& declared) const {
  const SetLeaf* const found = find(name, declared);
  if (!found) return std::nullopt;
  return ModuleSource::ModFiles{found->go_mod_sum, found->go_sum_hash};
}

LeafSource LockedLeaves::source(const std::string& name, const Manifest::Leaf& declared,
                                const ModuleSource::ModFiles& files) const {
  const SetLeaf& locked = *find(name, declared);
  LeafSource result = locked_leaf_source(name, declared, locked, files, configurations_);
  result.input.mains.front().packages.absent_packages = absent_packages(name);
  return result;
}

// An import is looked for in the main module first, and in two modules it would be ambiguous. So
// the main module lacks what a leaf has from a module whose path lies below its own.
std::set<std::string> LockedLeaves::absent_packages(const std::string& name) const {
  if (!has_modules_below(lock_->set.leaves.at(name).module)) return {};
  if (!absent_) {
    absent_.emplace();
    const auto note = [&](const std::string& leaf, const std::vector<set_graph::Needed>& needed) {
      const std::string& main = lock_->set.leaves.at(leaf).module;
      for (const set_graph::Needed& package : needed) {
        if (package.own || package.module == main || !module::in_module(package.module, main)) {
          continue;
        }
        const std::string import_path =
            package_facts::import_path(package.module, package.directory);
        (*absent_)[leaf].insert(package_facts::directory(import_path, main));
      }
    };
    try {
      set_graph::each_needed(lock_->set, configurations_, note);
    } catch (const Error&) {  // a lock that is not whole says less
    }
  }
  return (*absent_)[name];
}

bool LockedLeaves::has_modules_below(const std::string& path) const {
  const std::string prefix = path + "/";
  const auto in = [&](const auto& modules) {
    const auto first = modules.lower_bound(prefix);
    return first != modules.end() && first->first.starts_with(prefix);
  };
  return in(lock_->set.modules) ||
         std::any_of(lock_->set.tracks.begin(), lock_->set.tracks.end(),
                     [&](const auto& track) { return in(track.second.modules); });
}

}  // namespace goset
