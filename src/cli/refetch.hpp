#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "downloads.hpp"
#include "drift.hpp"
#include "goset/emit/lock.hpp"

namespace goset::cli {

// refetch downloads every module, leaf and archive of a lock once more, past all caches, and
// returns those that are not what was locked. Throws Error where something can't be had at all.
std::vector<Finding> refetch(const Lock& lock, const std::filesystem::path& directory,
                             Downloads& downloads,
                             const std::function<void(const std::string&)>& progress);

}  // namespace goset::cli
