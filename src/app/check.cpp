#include "goset/app/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "finding_line.hpp"
#include "goset/app/prove.hpp"
#include "goset/app/refetch.hpp"
#include "goset/app/refresh.hpp"
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
          {fmt::format("{} has no effect: {}", unused.what, unused.reason), "", unused.pin,
           folder.shown(Folder::manifest_name)},
          unused.pin.empty() ? "" : command_in(folder, "lock --prune")};
}

Checked located(Checked checked) {
  FindingLines lines;
  for (CheckResult& result : checked.results) result.line = lines.of(result.finding);
  return checked;
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
                              {name + " contains merge conflict markers", "", "", name},
                              command_in(folder, "lock")});
    return located(std::move(result));
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
  return located(std::move(result));
}

std::vector<CheckResult> check_from(const Folder& folder, const std::filesystem::path& from,
                                    Session& session,
                                    const std::function<void(const std::string&)>& progress) {
  const SetFiles files = SetFiles::read(folder);
  Refresh refresh(folder, files, {.from = from});
  refresh.relock(session, progress);
  std::set<std::string> tops;
  for (const std::string& name : refresh.changed_names()) tops.insert(top_of(name));
  std::vector<CheckResult> results;
  for (const std::string& top : tops) {
    const std::string shown = folder.shown(top);
    results.push_back(
        {Kind::drift,
         {fmt::format("{} is not what locking from {} gives", shown, from.string()), "", "", shown},
         command_in(folder, "lock --from " + from.string())});
  }
  return results;
}

std::vector<CheckResult> check_sources(const Lock& lock, const Folder& folder, Session& session,
                                       const std::function<void(const std::string&)>& progress) {
  std::vector<CheckResult> results;
  Refetched again = refetch(lock, folder.directory(), session, progress);
  FindingLines lines;
  const auto add = [&](Kind kind, std::vector<Finding>& findings) {
    for (Finding& finding : findings) {
      finding.file = folder.shown(Folder::lock_name);
      const std::size_t line = lines.of(finding);
      results.push_back({kind, std::move(finding), "", line});
    }
  };
  add(Kind::security, again.different);
  add(Kind::failure, again.missing);
  return results;
}

std::vector<CheckResult> check_proven(const Folder& folder, Session& session) {
  ProveRequest request;
  request.known_only = true;
  const Proof proof = prove(folder, request, session, {[](std::size_t, std::size_t) {}, {}});
  std::vector<CheckResult> results;
  for (const Proof::Leaf& leaf : proof.leaves) {
    if (leaf.verdict == Proof::Verdict::builds) continue;
    CheckResult& result = results.emplace_back();
    result.finding.leaf = leaf.name;
    result.finding.file = folder.shown(Folder::lock_name);
    result.command = command_in(folder, "prove " + leaf.name);
    result.kind = Kind::drift;
    if (leaf.verdict == Proof::Verdict::not_proven) {
      result.finding.text = fmt::format("leaf {} is not proven: {}", leaf.name, leaf.reason);
      continue;
    }
    const bool is_alone = leaf.verdict == Proof::Verdict::fails_alone;
    if (is_alone) result.kind = Kind::note;
    result.finding.text = fmt::format("leaf {} does not compile{}: it fails at {}", leaf.name,
                                      is_alone ? ", alone as well" : "",
                                      proof.failures[leaf.failures.front()].package);
  }
  return results;
}

Kind worst(const std::vector<CheckResult>& results) {
  Kind kind = Kind::note;
  for (const CheckResult& result : results) kind = std::max(kind, result.kind);
  return kind;
}

}  // namespace goset
