#include "goset/set/unused.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/go/semver.hpp"

namespace goset {

namespace {

// why_unused says why a pin has no effect on a module; nothing if it has.
std::string why_unused(const SetModule* module, const Pin& pin) {
  if (!module) return "the set does not have that module";
  if (pin.exact || semver::compare(module->version, pin.version) <= 0) return "";
  return fmt::format("the set has {} anyway", module->version);
}

bool is_used(const GoSet& set, const ModuleVersion& from, const Replacement& by) {
  bool result = false;
  set.each_module([&](const std::string& path, const SetModule& module, const std::string&) {
    result =
        result || (path == from.path && (from.version.empty() || module.version == from.version) &&
                   module.replace == by.module);
  });
  return result;
}

}  // namespace

std::vector<Unused> unused_decisions(const Manifest& manifest, const GoSet& set) {
  std::vector<Unused> result;
  for (const auto& [path, pin] : manifest.pins) {
    // Tracks take the set's floors too, and may be what one is for.
    const bool in_a_track = std::any_of(
        set.tracks.begin(), set.tracks.end(),
        [&, &path = path](const auto& track) { return track.second.modules.contains(path); });
    if (in_a_track) continue;
    std::string reason = why_unused(set.module("", path), pin);
    if (!reason.empty()) result.push_back({"pin of " + path, std::move(reason), path});
  }
  for (const auto& [from, by] : manifest.replace.lines()) {
    if (is_used(set, from, by)) continue;
    result.push_back({"replacement of " + from.str(), "no leaf needs that module", ""});
  }
  for (const auto& [name, track] : manifest.tracks) {
    const auto locked = set.tracks.find(name);
    if (locked == set.tracks.end()) continue;
    if (locked->second.modules.empty()) {
      result.push_back({"track " + name, "it holds nothing back", ""});
      continue;
    }
    for (const auto& [path, pin] : track.pins) {
      std::string reason = why_unused(set.module(name, path), pin);
      if (reason.empty()) continue;
      result.push_back({fmt::format("pin of {} in track {}", path, name), std::move(reason), ""});
    }
  }
  return result;
}

}  // namespace goset
