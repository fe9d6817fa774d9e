#include "goset/app/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/app/refetch.hpp"
#include "goset/set/unused.hpp"
#include "goset/store/conflict.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

namespace {

using Kind = CheckResult::Kind;

// command_in returns how goset is called for a folder.
std::string command_in(const Folder& folder, const std::string& arguments) {
  const std::string directory = folder.directory().string();
  return directory == "." ? "goset " + arguments
                          : fmt::format("goset -C {} {}", directory, arguments);
}

CheckResult note_of(const Folder& folder, const Unused& unused) {
  return {Kind::note,
          {fmt::format("{} decides nothing: {}", unused.what, unused.reason), "", unused.pin,
           folder.shown(Folder::manifest_name)},
          unused.pin.empty() ? "" : command_in(folder, "lock --prune")};
}

}  // namespace

const char* CheckResult::word() const {
  switch (kind) {
    case Kind::note:
      return "note";
    case Kind::drift:
      return "drift";
    case Kind::failure:
      return "failure";
    case Kind::security:
      return "security";
  }
  return "";
}

Checked check(const Folder& folder) {
  const Manifest manifest = read_manifest(folder);
  KnownLock known = KnownLock::read(folder);
  Checked result;
  if (known.has_conflict) {
    const std::string name = folder.shown(Folder::lock_name);
    result.results.push_back({Kind::drift,
                              {name + " has the conflict markers of a merge", "", "", name},
                              command_in(folder, "lock")});
    return result;
  }
  for (Finding& finding : find_drift(folder, manifest, known)) {
    const std::string command = finding.command.empty() ? "lock" : finding.command;
    result.results.push_back({Kind::drift, std::move(finding), command_in(folder, command)});
  }
  result.lock = std::move(known.before);
  if (!result.lock) return result;
  for (const Unused& unused : unused_decisions(manifest, result.lock->set)) {
    result.results.push_back(note_of(folder, unused));
  }
  return result;
}

std::vector<CheckResult> check_sources(const Lock& lock, const Folder& folder, Session& session,
                                       const std::function<void(const std::string&)>& progress) {
  std::vector<CheckResult> results;
  Refetched again = refetch(lock, folder.directory(), session, progress);
  for (Finding& finding : again.different) {
    results.push_back({Kind::security, std::move(finding), ""});
  }
  for (Finding& finding : again.missing) {
    results.push_back({Kind::failure, std::move(finding), ""});
  }
  return results;
}

Kind worst(const std::vector<CheckResult>& results) {
  Kind kind = Kind::note;
  for (const CheckResult& result : results) kind = std::max(kind, result.kind);
  return kind;
}

}  // namespace goset
