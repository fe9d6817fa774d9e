#include "goset/app/edit_set.hpp"

#include <fmt/format.h>

#include "goset/error.hpp"
#include "goset/store/lock_file.hpp"

namespace goset {

void remove_leaves(SetFiles& files, const Folder& folder, const std::vector<std::string>& names) {
  if (!files.implied().empty()) {
    throw Error(fmt::format("no {}: the set is the program here, {}",
                            folder.shown(Folder::manifest_name), files.implied()),
                {"there is no other that could be removed"});
  }
  for (const std::string& name : names) {
    const Manifest manifest = files.manifest();
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
