#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/drift.hpp"
#include "goset/app/session.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"

namespace goset {

// CheckResult is a finding, with its weight and the command that mends it.
struct CheckResult {
  enum class Kind { note, drift, failure, security };  // the worst comes last
  Kind kind = Kind::note;
  Finding finding;
  std::string command;   // may be empty
  std::size_t line = 0;  // of the finding's file, from 1; 0: it is about all of it, or a directory

  // word names the kind.
  const char* word() const;
};

// Checked is what a folder's files tell without network.
struct Checked {
  std::vector<CheckResult> results;
  std::optional<Lock> lock;  // none if it is missing, or has the conflict markers of a merge
};

// check compares the files of a set, and its leaves on disk, with the lock. It writes nothing.
Checked check(const Folder& folder);

// check_from locks once more, as if the lock before were the one at `from`, and compares what that gives
// with the files that are there.
std::vector<CheckResult> check_from(const Folder& folder, const std::filesystem::path& from,
                                    Session& session,
                                    const std::function<void(const std::string&)>& progress);

// check_sources downloads what a lock states once more and compares it.
std::vector<CheckResult> check_sources(const Lock& lock, const Folder& folder, Session& session,
                                       const std::function<void(const std::string&)>& progress);

// check_proven says which leaves `goset prove` has not found to compile at the versions of the lock, on
// this machine and its toolchain: it looks at what that has kept, and proves nothing. Throws Error if
// there is no go.
std::vector<CheckResult> check_proven(const Folder& folder, Session& session);

// worst returns the kind of the worst of some results; note for none.
CheckResult::Kind worst(const std::vector<CheckResult>& results);

}  // namespace goset
