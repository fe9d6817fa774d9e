#pragma once

#include <unordered_set>

#include "goset/go/semver.hpp"
#include "goset/resolve/set_resolution.hpp"

// What the files that implement SetResolution share.

namespace goset {

// lookup returns the version of a path; "" for none.
inline std::string lookup(const std::map<std::string, std::string>& versions,
                          const std::string& path) {
  const auto found = versions.find(path);
  return found == versions.end() ? std::string() : found->second;
}

// lift raises the version of a path, and reports whether that moved it.
inline bool lift(std::map<std::string, std::string>& versions, const std::string& path,
                 const std::string& version) {
  std::string& known = versions[path];
  if (!known.empty() && semver::compare(version, known) <= 0) return false;
  known = version;
  return true;
}

// Solving is the state of solving one view.
struct SetResolution::Solving {
  View& view;
  const View* below = nullptr;  // the set, for a track
  std::vector<Leaf*> leaves = {};
  bool trial = false;  // to see the faults that the leaves then have
  std::map<const Leaf*, std::set<std::string>> needed = {};  // paths, of the last round
  std::map<std::string, std::string> own = {};               // I1
  std::map<std::string, Need> raised_by = {};
  std::set<std::string> demoted = {};           // paths that do not begin from the set's version
  bool again = false;                           // something was demoted: choose anew
  std::unordered_set<std::string> shared = {};  // needed paths that are no matter of one leaf alone

  // lifted returns the version that a track shares with the set, where its leaves can live with it:
  // of a module that the set builds.
  std::string lifted(const std::string& path) const {
    return below->needed.contains(path) ? lookup(below->versions, path) : std::string();
  }

  // demote stops lifting a path to the set's version, or else the nearest module up the line of
  // those that require what it has; false where all of them stand by themselves already.
  bool demote(std::string path) {
    for (std::set<std::string> seen; seen.insert(path).second;) {
      if (semver::compare(lifted(path), lookup(own, path)) > 0 && demoted.insert(path).second) {
        return true;
      }
      const auto raised = raised_by.find(path);
      if (raised == raised_by.end()) break;
      path = raised->second.module.path;
    }
    return false;
  }

  // note_shared has to follow a change of needs or versions, for is_needed.
  void note_shared() {
    shared.clear();
    for (const auto& [leaf, paths] : needed) {
      for (const std::string& path : paths) {
        if (!leaf->input.replace.find({path, lookup(view.versions, path)})) shared.insert(path);
      }
    }
  }

  // is_needed reports whether a leaf, or another that it shares the module with, needs one: of the
  // view, or of the set below it. What another replaces by lines of its own is no matter of this
  // one.
  bool is_needed(const Leaf& by, const std::string& path) const {
    if (shared.contains(path)) return true;
    if (below && below->needed.contains(path) && !demoted.contains(path)) return true;
    const auto own_needs = needed.find(&by);
    return own_needs != needed.end() && own_needs->second.contains(path);
  }
};

}  // namespace goset
