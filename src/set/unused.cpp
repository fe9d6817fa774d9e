#include "goset/set/unused.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/go/semver.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

namespace {

// why_unused says why a pin has no effect on a module; nothing if it has.
std::string why_unused(const SetModule* module, const Pin& pin) {
  if (!module) return "the set does not have that module";
  if (pin.exact || semver::compare(module->version, pin.version) <= 0) return "";
  return fmt::format("the set has {} anyway", module->version);
}

bool is_used(const std::map<std::string, SetModule>& modules, const ModuleVersion& from,
             const Replacement& by) {
  return std::any_of(modules.begin(), modules.end(), [&](const auto& entry) {
    const auto& [path, module] = entry;
    return path == from.path && (from.version.empty() || module.version == from.version) &&
           module.replace == by.module;
  });
}

}  // namespace

std::vector<Unused> unused_decisions(const Manifest& manifest, const GoSet& set) {
  std::vector<Unused> result;
  const auto in_any_track = [&](const auto& test) {
    return std::any_of(set.tracks.begin(), set.tracks.end(),
                       [&](const auto& track) { return test(track.second.modules); });
  };
  for (const auto& [path, pin] : manifest.pins) {
    // Tracks take the set's floors too, and may be what one is for.
    if (in_any_track([&, &path = path](const auto& modules) { return modules.contains(path); })) {
      continue;
    }
    std::string reason = why_unused(set_graph::module(set, "", path), pin);
    if (!reason.empty()) result.push_back({"pin of " + path, std::move(reason), path});
  }
  for (const auto& [from, by] : manifest.replace.lines()) {
    const auto used = [&, &from = from, &by = by](const auto& modules) {
      return is_used(modules, from, by);
    };
    if (used(set.modules) || in_any_track(used)) continue;
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
      std::string reason = why_unused(set_graph::module(set, name, path), pin);
      if (reason.empty()) continue;
      result.push_back({fmt::format("pin of {} in track {}", path, name), std::move(reason), ""});
    }
  }
  return result;
}

}  // namespace goset
