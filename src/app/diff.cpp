#include "goset/app/diff.hpp"

#include <fmt/format.h>

#include <optional>

#include "goset/app/committed.hpp"
#include "goset/app/relock.hpp"
#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

namespace {

SetChange difference(const Lock& before, const Lock& after) {
  return SetChange::of(before, after, set_graph::of(after.set, Configurations::of(after)), {});
}

}  // namespace

SetChange diff_locks(const std::filesystem::path& before, const std::filesystem::path& after) {
  const Lock old = need_lock_at(before);
  return difference(old, need_lock_at(after));
}

SetChange diff_revision(const Folder& folder, const std::string& revision) {
  const Lock old = committed_lock(folder, revision);
  return difference(old, need_lock(folder));
}

std::vector<Difference> differences_of(const Lock& lock, const std::string& leaf,
                                       const std::map<std::string, std::string>& own) {
  const std::string& track = lock.set.leaves.at(leaf).track;
  std::map<std::string, Difference> found;
  for (const set_graph::Needed& needed :
       set_graph::needed_packages(lock.set, Configurations::of(lock), leaf)) {
    if (needed.own) continue;
    const std::string& version = lock.set.module(track, needed.module)->version;
    const auto alone = own.find(needed.module);
    const std::string before = alone == own.end() ? "" : alone->second;
    if (before != version) found[needed.module] = {needed.module, before, version};
  }
  std::vector<Difference> result;
  for (const auto& [path, difference] : found) result.push_back(difference);
  return result;
}

std::vector<Difference> diff_leaf(const Folder& folder, const std::string& leaf, Session& session) {
  const Manifest manifest = read_manifest(folder);
  need_leaf(folder, manifest, leaf);
  const Lock lock = need_lock(folder);
  locked_leaf(folder, lock, leaf);
  return differences_of(lock, leaf,
                        own_build_list(manifest, folder.directory(), lock, session, leaf));
}

}  // namespace goset
