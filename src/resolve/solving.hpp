#pragma once

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
  const View* below;  // the set, for a track
  std::vector<Leaf*> leaves;
  std::map<const Leaf*, std::set<std::string>> needed;  // paths, of the last round
  std::map<std::string, std::string> own;               // I1
  std::map<std::string, Need> raised_by;
  std::set<std::string> demoted;
  bool again = false;  // something was demoted: choose anew

  bool is_needed(const std::string& path) const {
    return std::any_of(needed.begin(), needed.end(),
                       [&](const auto& entry) { return entry.second.contains(path); });
  }
};

}  // namespace goset
