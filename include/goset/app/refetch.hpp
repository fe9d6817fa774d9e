#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "goset/app/drift.hpp"
#include "goset/app/session.hpp"
#include "goset/store/lock.hpp"

namespace goset {

struct Refetched {
  std::vector<Finding> different;  // what is not what was locked
  std::vector<Finding> missing;    // what can't be had
};

// refetch downloads every module, leaf and archive of a lock once more, past all caches.
Refetched refetch(const Lock& lock, const std::filesystem::path& directory, Session& session,
                  const std::function<void(const std::string&)>& progress);

}  // namespace goset
