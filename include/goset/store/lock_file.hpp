#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/text_files.hpp"

namespace goset {

// read_lock reads a folder's goset.lock; nullopt if there is none.
std::optional<Lock> read_lock(const Folder& folder);

// read_lock_at reads one that is anywhere, a file or a directory; messages call it `shown`.
std::optional<Lock> read_lock_at(const std::filesystem::path& place, const std::string& shown);

// parse_lock reads one of texts; nullopt if there are none. A `remedy` is what an error says to do.
std::optional<Lock> parse_lock(const TextFiles& files, const std::string& shown,
                               const std::vector<std::string>& remedy = {});

// need_lock throws Error, with the command that makes one, if there is none.
Lock need_lock(const Folder& folder);

// need_judged_lock and need_lock_at do so, and know whether it is as it was written (lock::note_edits).
Lock need_judged_lock(const Folder& folder);
Lock need_lock_at(const std::filesystem::path& place);

// locked_leaf returns a leaf of the lock; throws Error, with the nearest there is, for any other
// name.
const SetLeaf& locked_leaf(const Folder& folder, const Lock& lock, const std::string& name);

}  // namespace goset
