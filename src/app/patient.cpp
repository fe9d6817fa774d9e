#include "patient.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "goset/go/semver.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

namespace {

using Kind = Remedy::Kind;

constexpr std::size_t most_holds = 6;  // of single modules
constexpr int most_steps = 4;          // with one means

// is_open reports whether a leaf may have a version though goset.toml pins the module.
bool is_open(const Manifest& manifest, const Patient& patient, const std::string& path,
             const std::string& version) {
  const auto track = manifest.tracks.find(patient.track);
  if (track != manifest.tracks.end() && track->second.pins.contains(path)) return false;
  const auto pin = manifest.pins.find(path);
  if (pin == manifest.pins.end()) return true;
  return !pin->second.exact && semver::compare(pin->second.version, version) <= 0;
}

std::string pinned(const std::string& path) {
  return fmt::format("{} pins {}", Manifest::file_name, path);
}

}  // namespace

std::string free_track(const Manifest& manifest, const std::string& name) {
  std::string result = name;
  while (manifest.tracks.contains(result)) result += "-held";
  return result;
}

Patient::Patient(std::string leaf_name, const Manifest& manifest,
                 std::map<std::string, std::string> own_versions)
    : leaf(std::move(leaf_name)), track(manifest.track_of(leaf)), own(std::move(own_versions)) {
  if (manifest.keeps_own(leaf)) {
    is_given_up = true;
    fault = fmt::format("it has its own versions, but for pins in {}", Manifest::file_name);
    return;
  }
  is_new = track.empty();
  if (is_new) track = free_track(manifest, leaf);
  // What goset.toml says stays, and no track may have the name of a leaf with its own versions.
  may_keep_own_ = is_new && track == leaf && !manifest.leaves.at(leaf).versions &&
                  std::none_of(manifest.pins.begin(), manifest.pins.end(), [&](const auto& pin) {
                    return pin.second.exact && compare_pin(pin) < 0;
                  });
}

// compare_pin compares the version of a pin with the leaf's own.
int Patient::compare_pin(const Pins::value_type& pin) const {
  const auto alone = own.find(pin.first);
  return alone == own.end() ? 0 : semver::compare(pin.second.version, alone->second);
}

// try_own has the leaf keep its own versions, unless pins that raise these are all that differs.
bool Patient::try_own(const Manifest& manifest) {
  for (const auto& pin : manifest.pins) {
    if (fault.empty() && compare_pin(pin) > 0) fault = pinned(pin.first);
  }
  keeps_own_ = fault.empty() || !pins.empty();
  if (keeps_own_) pins.clear();
  return keeps_own_;
}

// differs reports whether the leaf sees another version of a module than it has alone, and not for a
// replacement of its own.
bool Patient::differs(const std::string& path, const GoSet& set) const {
  const auto alone = own.find(path);
  const SetModule* const module = set.module(set.leaves.at(leaf).track, path);
  return alone != own.end() && module && module->replace.path.empty() &&
         module->version != alone->second;
}

void Patient::hold(const std::string& path, const Manifest& manifest) {
  const std::string& version = own.at(path);
  if (is_open(manifest, *this, path, version)) {
    pins[path] = {version, true};
  } else if (fault.empty()) {
    fault = pinned(path);
  }
}

void Patient::hold_family(const std::string& path, const GoSet& set, const Manifest& manifest,
                          SummaryCache& summaries) {
  hold(path, manifest);
  const auto summary = summaries.find({path, own.at(path)});
  if (!summary) return;
  for (const ModuleVersion& required : summary->summary.require) {
    if (differs(required.path, set)) hold(required.path, manifest);
  }
}

// hold_all does so for all modules that the leaf needs.
void Patient::hold_all(const GoSet& set, const Configurations& configurations,
                       const Manifest& manifest) {
  for (const set_graph::Needed& needed : set_graph::needed_packages(set, configurations, leaf)) {
    if (!needed.own && differs(needed.module, set)) hold(needed.module, manifest);
  }
}

// to_blame returns the nearest module that a failure has to do with and that is another version than
// the leaf has alone.
const ModuleVersion* Patient::to_blame(const Proof::Failure& failure, const GoSet& set) const {
  const auto found = std::find_if(failure.involved.begin(), failure.involved.end(),
                                  [&](const ModuleVersion& m) { return differs(m.path, set); });
  return found == failure.involved.end() ? nullptr : &*found;
}

void Patient::give_up() {
  pins.clear();
  keeps_own_ = false;
  is_given_up = true;
}

bool Patient::next(const Symptoms& symptoms, const Lock& lock, const Manifest& manifest,
                   SummaryCache& summaries) {
  if (is_given_up || keeps_own_) return false;
  const GoSet& set = lock.set;
  if (reason.empty()) note_reason(symptoms, set);
  const Pins before = pins;
  const std::set<std::string> known = blamed_;
  for (const Proof::Failure& failure : symptoms) {
    // At first one module a package, the nearest; if that was not enough, all of them.
    for (const ModuleVersion& m : failure.involved) {
      if (!differs(m.path, set)) continue;
      blamed_.insert(m.path);
      if (steps_ == 0) break;
    }
  }
  ++steps_;
  const auto advance = [&](Kind kind) {
    means = kind;
    steps_ = 0;
  };
  if (means == Kind::hold) {
    for (const std::string& path : blamed_) hold(path, manifest);
    if (!symptoms.empty() && pins != before && pins.size() <= most_holds) return true;
    advance(Kind::family);
  }
  if (means == Kind::family) {
    for (const std::string& path : blamed_) hold_family(path, set, manifest, summaries);
    const bool is_fresh = steps_ == 0 || blamed_ != known;
    if (is_fresh && pins != before && steps_ < most_steps) return true;
    advance(Kind::own);
  }
  hold_all(set, Configurations::of(lock), manifest);
  if (may_keep_own_) return try_own(manifest);
  return pins != before && steps_ < most_steps;
}

bool Patient::drop(std::size_t place) {
  if (means != Kind::hold || pins.size() < 2 || place >= pins.size()) return false;
  pins.erase(std::next(pins.begin(), static_cast<std::ptrdiff_t>(place)));
  return true;
}

void Patient::note_reason(const Symptoms& symptoms, const GoSet& set) {
  if (symptoms.empty()) return;
  const Proof::Failure& failure = symptoms.front();
  const ModuleVersion* const m = to_blame(failure, set);
  reason = fmt::format("{} does not compile with {}", failure.package,
                       m ? m->path + " " + m->version : "the set's versions");
}

void Patient::apply(Manifest& manifest) const {
  if (keeps_own_) {
    manifest.leaves.at(leaf).versions = Manifest::Versions::own;
    // With these it raises nothing for others: the track that it may have got for that goes.
    std::erase_if(manifest.tracks,
                  [&](const auto& one) { return one.second.leaves == std::vector{leaf}; });
    return;
  }
  if (pins.empty()) return;
  Manifest::Track& into = manifest.tracks[track];
  const bool is_there = std::count(into.leaves.begin(), into.leaves.end(), leaf) > 0;
  if (is_new && !is_there) {
    into.leaves.push_back(leaf);
    if (into.reason.empty()) into.reason = reason;
  }
  into.pins.insert(pins.begin(), pins.end());
}

void Patient::describe(Remedy& remedy) const {
  remedy.kind = means;
  remedy.mends.insert(leaf);
  if (keeps_own_) {
    remedy.track.clear();
    remedy.change = {{leaf}, reason, {}};
    return;
  }
  remedy.track = track;
  remedy.is_new = is_new;
  std::vector<std::string>& leaves = remedy.change.leaves;
  if (is_new && std::count(leaves.begin(), leaves.end(), leaf) == 0) {
    leaves.push_back(leaf);
    if (remedy.change.reason.empty()) remedy.change.reason = reason;
  }
  remedy.change.pins.insert(pins.begin(), pins.end());
}

}  // namespace goset
