#include "goset/app/audit_fix.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "by_halves.hpp"
#include "goset/app/current_lock.hpp"
#include "goset/error.hpp"
#include "goset/go/semver.hpp"

// Which version has a fix the database says for each finding. Floors with these versions raise other
// modules, which may have findings of their own, and a version with a fix for one may have another
// vulnerability. So the set is audited again with the floors, until no further ones are found. Where it
// does not resolve with a version, the next lower one with a fix for something is tried; and at the
// end once more, as other floors may be what it lacked. So a second run finds nothing to do.

namespace goset {

namespace {

using audit::Exposure;
using Floor = AuditFix::Floor;

constexpr int most_rounds = 32;

// Exposed is one vulnerability of a module in one program.
struct Exposed {
  std::string path;
  std::string id;
  std::string leaf;
  friend auto operator<=>(const Exposed&, const Exposed&) = default;
};

std::vector<Exposed> exposed(const Audit::Item& item) {
  std::vector<Exposed> result;
  for (std::string& leaf : item.finding.leaves(Exposure::built)) {
    result.push_back({item.finding.path, item.finding.vulnerability.id, std::move(leaf)});
  }
  return result;
}

std::set<Exposed> exposed(const Audit& audit) {
  std::set<Exposed> result;
  for (const Audit::Item& item : audit.items) {
    if (!item.is_built_in()) continue;
    for (Exposed& one : exposed(item)) result.insert(std::move(one));
  }
  return result;
}

class Fixer {
 public:
  Fixer(const Folder& folder, const AuditOptions& options, Session& session,
        const std::function<void(const std::string&)>& progress)
      : folder_(folder),
        options_(options),
        session_(session),
        progress_(progress),
        files_(SetFiles::read(folder)),
        manifest_(files_.manifest()),
        lock_(current_lock(folder, manifest_)) {}

  AuditFix run() {
    const Audit before = audit(*lock_);
    options_.database =
        before.database.origin.version.empty() ? options_.database : before.database.origin.version;
    Audit now = before;
    bool is_new = false;  // there are floors that what was refused was not tried with
    for (int round = 0; round < most_rounds; ++round) {
      const std::vector<Wish> wanted = wanted_floors(now);
      if (!wanted.empty()) {
        if (!accept(wanted)) continue;
        is_new = true;
      } else if (drop_idle_floors(now)) {
        is_new = true;
      } else if (std::exchange(is_new, false) && !refused_.empty()) {
        refused_.clear();
        continue;
      } else {
        break;
      }
      now = relocked_ ? audit(relocked_->lock) : before;
    }
    return result(before, now);
  }

 private:
  // Wish is a floor, and what it is for.
  struct Wish : Floor {
    std::vector<Exposed> clears;
  };
  using Floors = std::map<std::string, Wish>;  // by path

  Audit audit(const Lock& lock) {
    return audit_lock(lock, manifest_, folder_, options_, session_, progress_);
  }

  const GoSet& set() const { return relocked_ ? relocked_->lock.set : lock_->set; }

  // wanted_floors returns what would clear findings and was not tried yet.
  std::vector<Wish> wanted_floors(const Audit& audit) const {
    Floors wanted;
    for (const Audit::Item& item : audit.items) {
      const audit::Finding& finding = item.finding;
      if (!item.is_built_in() || !held(item).empty() || refusal(item)) continue;
      Wish& floor = wanted[finding.path];
      floor.path = finding.path;
      if (floor.version.empty() || semver::compare(finding.fixed, floor.version) > 0) {
        floor.version = finding.fixed;
      }
      floor.ids.push_back(finding.vulnerability.id);
      for (Exposed& one : exposed(item)) floor.clears.push_back(std::move(one));
    }
    std::vector<Wish> result;
    for (auto& [path, floor] : wanted) {
      const bool is_idle = idle_.contains({path, floor.version});
      if (!is_idle && !has_floor(path, floor.version)) result.push_back(std::move(floor));
    }
    return result;
  }

  bool has_floor(const std::string& path, const std::string& version) const {
    const auto pin = manifest_.pins.find(path);
    const auto taken = floors_.find(path);
    return (pin != manifest_.pins.end() && semver::compare(pin->second.version, version) >= 0) ||
           (taken != floors_.end() && semver::compare(taken->second.version, version) >= 0);
  }

  // held returns why a floor can do nothing for a finding; empty if it may.
  std::string held(const Audit::Item& item) const {
    const audit::Finding& finding = item.finding;
    if (finding.fixed.empty()) return "no version has a fix";
    if (finding.path == audit::stdlib) {
      return fmt::format("build with Go {} or newer", finding.fixed.substr(1));
    }
    if (is_leaf(finding)) {
      return fmt::format("it is the program itself: goset update --leaf {}",
                         finding.programs.begin()->first);
    }
    if (finding.module.path != finding.path) {
      return fmt::format("{} is replaced by it", finding.path);
    }
    const auto pin = manifest_.pins.find(finding.path);
    if (pin != manifest_.pins.end() && pin->second.exact) {
      return fmt::format("[pin] in {} says exactly {}", Folder::manifest_name, pin->second.version);
    }
    const auto track = manifest_.tracks.find(item.track);
    if (track != manifest_.tracks.end() && track->second.pins.contains(finding.path)) {
      return fmt::format("track {} holds it: {}", item.track, track->second.reason);
    }
    return "";
  }

  // refusal returns why the set does not resolve with the fix of a finding; null if it does, or was
  // not asked.
  const std::string* refusal(const Audit::Item& item) const {
    const auto found = refused_.find({item.finding.path, item.finding.fixed});
    return found == refused_.end() ? nullptr : &found->second;
  }

  // is_leaf reports whether a module version is a program's own source.
  bool is_leaf(const audit::Finding& finding) const {
    return std::any_of(finding.programs.begin(), finding.programs.end(), [&](const auto& program) {
      const SetLeaf& leaf = set().leaves.at(program.first);
      return leaf.module == finding.module.path && leaf.version == finding.module.version;
    });
  }

  // accept takes as many floors as the set resolves with; returns whether any.
  bool accept(const std::vector<Wish>& wanted) {
    has_moved_ = false;
    by_halves(
        std::span<const Wish>(wanted), [&](std::span<const Wish> some) { return take(some); },
        [&](const Wish& floor, const Error& error) {
          const std::string why = error.notes().empty() ? "" : ": " + error.notes().front();
          refused_.emplace(ModuleVersion{floor.path, floor.version}, error.message() + why);
        });
    return has_moved_;
  }

  std::optional<Error> take(std::span<const Wish> some) {
    Floors with = floors_;
    for (const Wish& floor : some) {
      Wish& known = with[floor.path];
      known.clears.insert(known.clears.end(), floor.clears.begin(), floor.clears.end());
      known.path = floor.path;
      known.version = floor.version;
      known.ids.insert(known.ids.end(), floor.ids.begin(), floor.ids.end());
      std::sort(known.ids.begin(), known.ids.end());
      known.ids.erase(std::unique(known.ids.begin(), known.ids.end()), known.ids.end());
    }
    try {
      relock_with(std::move(with));
    } catch (const SecurityError&) {
      throw;
    } catch (const Error& error) {
      return error;
    }
    return std::nullopt;
  }

  void relock_with(Floors floors) {
    relocked_ = floors.empty()
                    ? std::nullopt
                    : std::optional(relock(files_with(floors).manifest(), folder_.directory(),
                                           lock_, session_, progress_));
    floors_ = std::move(floors);
    has_moved_ = true;
  }

  SetFiles files_with(const Floors& floors) const {
    SetFiles files = files_;
    for (const auto& [path, floor] : floors) {
      files.set_pin(path, {floor.version, false}, fmt::format("{}", fmt::join(floor.ids, ", ")));
    }
    return files;
  }

  // drop_idle_floors takes those out that clear nothing: a track may hold what they are for.
  bool drop_idle_floors(const Audit& after) {
    const std::set<Exposed> left = exposed(after);
    Floors useful;
    for (const auto& [path, floor] : floors_) {
      const bool clears = std::any_of(floor.clears.begin(), floor.clears.end(),
                                      [&](const Exposed& one) { return !left.contains(one); });
      if (clears) {
        useful.emplace(path, floor);
      } else {
        idle_.insert({path, floor.version});
      }
    }
    if (useful.size() == floors_.size()) return false;
    relock_with(std::move(useful));
    return true;
  }

  AuditFix result(const Audit& before, const Audit& after) {
    AuditFix fix{files_with(floors_), {}, {}, {}, {}, after.notes};
    for (const auto& [path, floor] : floors_) fix.floors.push_back(floor);
    const std::set<Exposed> left = exposed(after);
    for (const Audit::Item& item : before.items) {
      const std::vector<Exposed> all = exposed(item);
      const bool is_cleared = std::any_of(all.begin(), all.end(),
                                          [&](const Exposed& one) { return !left.contains(one); });
      if (item.is_built_in() && is_cleared) fix.cleared.push_back(item);
    }
    for (const Audit::Item& item : after.items) {
      if (item.is_built_in()) fix.left.push_back({item, reason(item)});
    }
    fix.relocked = std::move(relocked_);
    return fix;
  }

  std::string reason(const Audit::Item& item) const {
    if (std::string why = held(item); !why.empty()) return why;
    if (const std::string* const why = refusal(item)) return *why;
    const auto track = set().tracks.find(item.track);
    if (track == set().tracks.end()) return "the set has that version all the same";
    return fmt::format("track {} holds it: {}", item.track, track->second.reason);
  }

  const Folder& folder_;
  AuditOptions options_;
  Session& session_;
  const std::function<void(const std::string&)>& progress_;
  const SetFiles files_;
  const Manifest manifest_;
  const std::optional<Lock> lock_;
  Floors floors_;
  std::map<ModuleVersion, std::string> refused_;  // floors, and why
  std::set<ModuleVersion> idle_;                  // floors that clear nothing
  std::optional<Relocked> relocked_;              // with the floors, once there are any
  bool has_moved_ = false;
};

}  // namespace

AuditFix fix_audit(const Folder& folder, const AuditOptions& options, Session& session,
                   const std::function<void(const std::string&)>& progress) {
  return Fixer(folder, options, session, progress).run();
}

}  // namespace goset
