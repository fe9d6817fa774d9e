#include "goset/app/edit_set.hpp"

#include <fmt/format.h>

#include "goset/app/leaves_named.hpp"
#include "goset/error.hpp"
#include "goset/store/lock_file.hpp"

namespace goset {

namespace {

// leaf_to_remove returns the leaf that a word means; the word itself if there is none.
std::string leaf_to_remove(const Manifest& manifest, const std::string& word) {
  const std::vector<std::string> leaves = leaves_named(manifest, word);
  if (leaves.size() < 2) return leaves.empty() ? word : leaves.front();
  throw Error(fmt::format("{} has several programs of the set: {}", word, fmt::join(leaves, ", ")),
              {"name those that are to be removed"});
}

}  // namespace

void remove_leaves(SetFiles& files, const Folder& folder, const std::vector<std::string>& names) {
  if (!files.implied().empty()) {
    throw Error(fmt::format("no {}: the set is the program here, {}",
                            folder.shown(Folder::manifest_name), files.implied()),
                {"there is no other that could be removed"});
  }
  for (const std::string& word : names) {
    const Manifest manifest = files.manifest();
    const std::string name = leaf_to_remove(manifest, word);
    need_leaf(folder, manifest, name);
    if (const std::string track = manifest.track_of(name); !track.empty()) {
      throw Error(fmt::format("leaf {} is in track {}", name, track),
                  {fmt::format("take it out of [track.{}] in {} first", track,
                               folder.shown(Folder::manifest_name))});
    }
    files.remove_leaf(name);
  }
}

std::vector<Unused> prune(SetFiles& files, const Folder& folder) {
  const Lock lock = need_lock(folder);
  std::vector<Unused> unused = unused_decisions(files.manifest(), lock.set);
  std::erase_if(unused, [](const Unused& one) { return one.pin.empty(); });
  for (const Unused& one : unused) files.drop_pin(one.pin);
  return unused;
}

}  // namespace goset
