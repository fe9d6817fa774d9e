#include "goset/store/lock_file.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/store/conflict.hpp"
#include "goset/store/suggestion.hpp"

namespace goset {

std::optional<Lock> read_lock(const Folder& folder) {
  const std::optional<std::string> text = folder.read(Folder::lock_name);
  if (!text) return std::nullopt;
  if (has_conflict(*text)) {
    throw Error(
        fmt::format("{} has the conflict markers of a merge", folder.shown(Folder::lock_name)),
        {"`goset lock` makes it whole again, from goset.toml and both sides"});
  }
  return lock::parse(folder.shown(Folder::lock_name), *text);
}

Lock need_lock(const Folder& folder) {
  if (std::optional<Lock> lock = read_lock(folder)) return std::move(*lock);
  throw Error(fmt::format("{}: no such file", folder.shown(Folder::lock_name)),
              {"`goset lock` makes it"});
}

const SetLeaf& locked_leaf(const Folder& folder, const Lock& lock, const std::string& name) {
  const auto found = lock.set.leaves.find(name);
  if (found != lock.set.leaves.end()) return found->second;
  Error error(fmt::format("{} has no leaf {}", folder.shown(Folder::lock_name), name));
  if (!add_suggestion(error, name, lock.set.leaves)) {
    error.add_note("if goset.toml has it, run: goset lock");
  }
  throw error;
}

}  // namespace goset
