#include "goset/app/update.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "by_halves.hpp"
#include "goset/error.hpp"
#include "goset/store/generated.hpp"
#include "goset/store/lock_file.hpp"

// Versions follow from goset.toml and the leaves, so an update writes its choice there: the version
// of a leaf, or a floor for a module that the user named. Floors for other modules are in
// goset.floors.toml. Decisions that are there already go before it: an exact pin,
// the `go` ceiling, a track. What contradicts one is held back, and the rest is done:
//
//   targets    of each subject the version that is asked for, found out at the proxies
//   accepted   all targets together, if the set resolves with them; else, half by half, as many as
//              it does resolve with, each of the others with the reason why not

namespace goset {

namespace {

class Update {
 public:
  Update(const UpdateSubjects& subjects, const Folder& folder, Session& session,
         const UpdateProgress& progress)
      : subjects_(subjects),
        folder_(folder),
        files_(SetFiles::read(folder)),
        manifest_(files_.manifest()),
        lock_(need_judged_lock(folder)),
        session_(session),
        reason_(fmt::format("{:%F}: goset update --all", session.environment.now)),
        progress_(progress) {}

  Updated run() {
    UpdateTargets found = find_update_targets(subjects_, folder_, manifest_, *lock_, session_.proxy,
                                              progress_.lookups);
    held_back_ = std::move(found.held_back);
    accept(found.targets);
    if (subjects_.all) drop_unused_floors();
    name_floors();
    Updated result{files_with(accepted_), std::move(relocked_), {}, std::move(held_back_)};
    result.is_all_known = std::none_of(result.held_back.begin(), result.held_back.end(),
                                       [](const auto& held) { return held.is_unknown; });
    for (const UpdateTarget& target : accepted_) {
      if (target.leaf.empty()) result.asked[target.path] = target.version;
    }
    return result;
  }

 private:
  // accept takes as many of the targets as the set resolves with.
  void accept(std::span<const UpdateTarget> targets) {
    by_halves(
        targets, [&](std::span<const UpdateTarget> some) { return take(some); },
        [&](const UpdateTarget& target, const Error& error) {
          held_back_.push_back({target.what(), target.now, error.message(), error.notes()});
        });
  }

  std::optional<Error> take(std::span<const UpdateTarget> targets) {
    std::vector<UpdateTarget> with = accepted_;
    with.insert(with.end(), targets.begin(), targets.end());
    try {
      relocked_ = relocked(with);
    } catch (const HeldBackError& error) {
      return error;
    }
    accepted_ = std::move(with);
    return std::nullopt;
  }

  Relocked relocked(const std::vector<UpdateTarget>& targets) {
    return relock(files_with(targets).manifest(), folder_.directory(), lock_, session_,
                  progress_.line);
  }

  // drop_unused_floors leaves out the floors that nobody asked for by name and that other things
  // give as well. Two may give each other what they have: then they stay.
  void drop_unused_floors() {
    if (!relocked_) return;
    std::vector<UpdateTarget> needed = accepted_;
    std::erase_if(needed, [&](const UpdateTarget& target) {
      const auto cause = relocked_->reasons.causes.find(target.path);
      return target.leaf.empty() && !subjects_.names_module(target.path) &&
             cause != relocked_->reasons.causes.end() && cause->second != pin_cause;
    });
    if (needed.size() == accepted_.size()) return;
    const auto versions = [](const Relocked& relocked) {
      std::map<std::string, std::string> result;
      for (const auto& [path, module] : relocked.lock.set.modules) result[path] = module.version;
      return result;
    };
    Relocked without = relocked(needed);
    if (versions(without) != versions(*relocked_)) return;
    accepted_ = std::move(needed);
    relocked_ = std::move(without);
  }

  // name_floors says where modules that the user did not name are pinned: not in goset.toml.
  void name_floors() {
    if (!relocked_) return;
    for (const UpdateTarget& target : accepted_) {
      if (!target.leaf.empty() || subjects_.names_module(target.path)) continue;
      const auto cause = relocked_->reasons.causes.find(target.path);
      if (cause == relocked_->reasons.causes.end() || cause->second != pin_cause) continue;
      cause->second = "newest release, pinned in goset.floors.toml";
    }
  }

  SetFiles files_with(const std::vector<UpdateTarget>& targets) const {
    SetFiles files = files_;
    for (const UpdateTarget& target : targets) {
      if (target.leaf.empty() && subjects_.names_module(target.path)) {
        files.set_pin(target.path, {target.version, false});
      } else if (target.leaf.empty()) {
        files.set_floor(target.path, target.version, reason_);
      } else if (target.path.empty()) {
        files.set_archive(target.leaf, target.version);
      } else {
        files.set_leaf_value(target.leaf, "version", target.version);
      }
    }
    return files;
  }

  const UpdateSubjects& subjects_;
  const Folder& folder_;
  const SetFiles files_;
  const Manifest manifest_;
  const std::optional<Lock> lock_;
  Session& session_;
  const std::string reason_;  // of a floor that nobody asked for by name
  const UpdateProgress& progress_;
  std::vector<UpdateTarget> accepted_;
  std::optional<Relocked> relocked_;  // with these, once there are any
  std::vector<SetChange::HeldBack> held_back_;
};

}  // namespace

Updated update(const UpdateSubjects& subjects, const Folder& folder, Session& session,
               const UpdateProgress& progress) {
  if (subjects.modules.empty() && subjects.leaves.empty() && !subjects.all) {
    throw Error("nothing to update is named",
                {"give a module, --leaf NAME, or --all for everything"});
  }
  return Update(subjects, folder, session, progress).run();
}

}  // namespace goset
