#include <fmt/format.h>

#include <utility>

#include "solving.hpp"

// Leaves that can't live with the set's versions.

namespace goset {

void SetResolution::set_apart(Leaf& leaf, std::string reason) {
  const std::string& name = leaf.input.name;
  if (tracks_.contains(name)) {
    throw Error(
        fmt::format("leaf {} needs a track of its own, and [track.{}] is another", name, name),
        {"its " + reason, "give that track another name"});
  }
  View& view = tracks_[name];
  view.reason = std::move(reason);
  view.automatic = true;
  view.pins = set_.pins;
  leaf.track = name;
  leaf.supported = configurations_.all();
  leaf.unsupported.clear();
  leaf.raise_all = false;
}

// excluded returns the modules that a leaf needs, or looks into, at a version that it excludes: at
// another version what was only looked into may have the package.
std::vector<ModuleVersion> SetResolution::excluded(const Leaf& leaf) {
  std::vector<ModuleVersion> result;
  for (const auto& [m, lacks] : leaf.imports->looked_at()) {
    if (leaf.exclude.contains(m)) result.push_back(m);
  }
  return result;
}

// set_excluding_apart looks for a leaf that excludes a version which the set gives it. In its track
// such a module stands where the leaf's own build list has it.
bool SetResolution::set_excluding_apart() {
  bool any = false;
  for (Leaf* leaf : leaves_of("")) {
    const std::vector<ModuleVersion> found = excluded(*leaf);
    if (found.empty()) continue;
    set_apart(*leaf, fmt::format("go.mod excludes {}", found.front().str()));
    for (const ModuleVersion& m : found) tracks_.at(leaf->track).own.insert(m.path);
    any = true;
  }
  return any;
}

// exclude_more does so for a track that was solved; whether it is to be solved again.
bool SetResolution::exclude_more(View& track, const std::vector<Leaf*>& leaves) {
  bool any = false;
  for (const Leaf* leaf : leaves) {
    for (const ModuleVersion& m : excluded(*leaf)) any = track.own.insert(m.path).second || any;
  }
  return any;
}

// set_ambiguous_apart looks for a package that two leaves find in different modules: of one set of
// compiled modules only one of them can be right.
bool SetResolution::set_ambiguous_apart() {
  std::map<std::string, std::pair<std::string, std::string>> known;  // to module path and leaf
  for (Leaf* leaf : leaves_of("")) {
    std::optional<std::string> reason;
    for (const auto& [import_path, package] : leaf->imports->packages()) {
      if (package.module.own) continue;
      const auto found = known.find(import_path);
      const std::string& path = package.module.version.path;
      if (found == known.end() || found->second.first == path) continue;
      reason = fmt::format("package {} is in {}, for leaf {} in {}", import_path, path,
                           found->second.second, found->second.first);
      break;
    }
    if (reason) {
      set_apart(*leaf, std::move(*reason));
      return true;
    }
    for (const auto& [import_path, package] : leaf->imports->packages()) {
      if (package.module.own) continue;
      known.try_emplace(import_path, package.module.version.path, leaf->input.name);
    }
  }
  return false;
}

// name_replacing_leaves makes tracks of the leaves whose own replace lines reach a needed module.
void SetResolution::name_replacing_leaves() {
  for (Leaf* leaf : leaves_of("")) {
    if (leaf->input.replace.empty()) continue;
    std::string reason;
    std::map<std::string, std::string> versions;
    for (const ModuleVersion& m : needed(*leaf)) {
      const ModuleVersion from = provider(*leaf, m);
      if (m.version == lookup(base_.versions, m.path) && from == shared_provider(m)) continue;
      versions[m.path] = m.version;
      if (reason.empty()) {
        reason =
            fmt::format("{} replaces {} by {}", leaf->input.workspace ? "its workspace" : "go.mod",
                        m.path, from.str());
      }
    }
    if (reason.empty()) continue;
    const ConfigMask supported = leaf->supported;
    std::vector<Unsupported> unsupported = leaf->unsupported;
    set_apart(*leaf, std::move(reason));
    leaf->supported = supported;
    leaf->unsupported = std::move(unsupported);
    View& view = tracks_.at(leaf->track);
    view.joint = true;
    view.versions = base_.versions;
    for (const auto& [path, version] : versions) view.versions[path] = version;
  }
}

}  // namespace goset
