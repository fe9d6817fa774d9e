#include "judged.hpp"

#include <string>

namespace goset::resolve {

bool Judged::fit(const LeafState& leaf, const Walk::Module& user, std::string_view user_directory,
                 const Walk::Module& used, std::string_view used_directory) const {
  if (!lock_ || !leaf.track.empty()) return false;
  const auto known = lock_->leaves.find(leaf.leaf->program());
  if (known != lock_->leaves.end() && !known->second.track.empty()) return false;
  const auto has = [](const SetModule* module, std::string_view directory) {
    return module && module->packages.contains(std::string(directory));
  };
  if (!has(find(used), used_directory)) return false;
  if (!user.own) return has(find(user), user_directory);
  return user.version == no_version && leaf.leaf->input().as_locked;
}

// find returns what the lock has of a module, if it is the same.
const SetModule* Judged::find(const Walk::Module& module) const {
  const ModuleVersion& m = universe_.module(module.version);
  const auto found = lock_->modules.find(m.path);
  if (found == lock_->modules.end() || module.source.directory) return nullptr;
  const bool is_same =
      found->second.version == m.version &&
      found->second.source_module(m.path) == universe_.module(module.source.module);
  return is_same ? &found->second : nullptr;
}

}  // namespace goset::resolve
