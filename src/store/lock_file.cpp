#include "goset/store/lock_file.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/store/conflict.hpp"
#include "goset/store/generated.hpp"
#include "goset/store/suggestion.hpp"

namespace goset {

std::optional<Lock> parse_lock(const TextFiles& files, const std::string& shown,
                               const std::vector<std::string>& remedy) {
  if (files.empty()) return std::nullopt;
  if (has_conflict(files)) {
    throw Error(fmt::format("{} contains merge conflict markers", shown), remedy);
  }
  Lock lock = lock::parse(shown, files);
  if (!lock.faults.empty()) throw Error(lock.faults.front(), remedy);
  return lock;
}

namespace {

std::optional<Lock> parse_current(const TextFiles& files, const std::string& shown) {
  return parse_lock(files, shown, {"run `goset lock` to rebuild it from goset.toml"});
}

std::optional<Lock> read_judged(const std::filesystem::path& place, const std::string& shown) {
  const TextFiles files = read_lock_files(place);
  std::optional<Lock> lock = parse_current(files, shown);
  if (lock) lock::note_edits(*lock, files);
  return lock;
}

Lock needed(std::optional<Lock> lock, const Folder& folder) {
  if (lock) return *std::move(lock);
  throw Error(fmt::format("{}: no such file", folder.shown(Folder::lock_name)),
              {"`goset lock` makes it"});
}

}  // namespace

std::optional<Lock> read_lock_at(const std::filesystem::path& place, const std::string& shown) {
  return parse_current(read_lock_files(place), shown);
}

Lock need_lock_at(const std::filesystem::path& place) {
  std::optional<Lock> lock = read_judged(place, place.string());
  if (!lock) throw Error(fmt::format("{}: no such file", place.string()));
  return *std::move(lock);
}

std::optional<Lock> read_lock(const Folder& folder) {
  return read_lock_at(folder.file(Folder::lock_name), folder.shown(Folder::lock_name));
}

Lock need_lock(const Folder& folder) {
  return needed(read_lock(folder), folder);
}

Lock need_judged_lock(const Folder& folder) {
  return needed(read_judged(folder.file(Folder::lock_name), folder.shown(Folder::lock_name)),
                folder);
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
