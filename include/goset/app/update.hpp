#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/relock.hpp"
#include "goset/app/session.hpp"
#include "goset/app/update_targets.hpp"
#include "goset/set/change.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

// Updated is what an update comes to, before anything is written.
struct Updated {
  SetFiles files;                              // goset.toml with what is accepted
  std::optional<Relocked> relocked;            // of these files; none if nothing is accepted
  std::map<std::string, std::string> asked;    // accepted versions of modules, by path
  std::vector<SetChange::HeldBack> held_back;  // the others, each with the reason
  bool is_all_known = true;                    // every version could be looked up
};

// UpdateProgress hears how an update gets on.
struct UpdateProgress {
  std::function<void(const std::string&)> line;
  std::function<void(std::size_t, std::size_t)> lookups;
};

// update finds the versions that are asked for and takes as many of them as the set resolves with.
// Throws Error if nothing is asked for, or there is no lock.
Updated update(const UpdateSubjects& subjects, const Folder& folder, Session& session,
               const UpdateProgress& progress);

}  // namespace goset
