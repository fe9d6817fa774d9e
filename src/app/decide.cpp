#include "goset/app/decide.hpp"

#include <fmt/format.h>

#include <optional>

#include "goset/app/list.hpp"
#include "goset/error.hpp"
#include "goset/fetch/find_version.hpp"
#include "goset/go/module.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

namespace {

// Versions are those that a module has if none is asked for.
using Versions = std::map<std::string, std::string>;

// version_of reads MODULE[@QUERY]. `known` is called if there is no query.
ModuleVersion version_of(const std::string& text, Session& session,
                         const std::function<Versions()>& known) {
  const std::size_t at = text.find('@');
  ModuleVersion m{text.substr(0, at), ""};
  module::check_path(m.path);
  if (at != std::string::npos) {
    VersionQuery query(session.proxy, m.path);
    m.version = find_version(query, text.substr(at + 1));
    return m;
  }
  const Versions versions = known();
  const auto found = versions.find(m.path);
  if (found == versions.end()) {
    throw Error(fmt::format("{}: not in the set, so a version is needed", m.path),
                {fmt::format("for example: {}@latest", m.path)});
  }
  m.version = found->second;
  return m;
}

void refuse_program(const Manifest& manifest, const ModuleVersion& m) {
  for (const auto& [name, leaf] : manifest.leaves) {
    if (leaf.module != m.path) continue;
    throw Error(
        fmt::format("{} is the program {}, which has its version in [leaf.{}]", m.path, name, name),
        {fmt::format("to change it: goset update --leaf {}@{}", name, m.version)});
  }
}

}  // namespace

std::map<std::string, std::string> pin(const PinRequest& request, const Folder& folder,
                                       SetFiles& files, Session& session) {
  const Manifest manifest = files.manifest();
  const std::optional<Lock> lock = read_lock(folder);
  const auto of_set = [&] {
    Versions result;
    if (!lock) return result;
    for (const auto& [path, module] : lock->set.modules) result[path] = module.version;
    return result;
  };
  std::map<std::string, std::string> pinned;
  for (const std::string& text : request.modules) {
    const ModuleVersion m = version_of(text, session, of_set);
    if (!lock || !lock->set.modules.contains(m.path)) refuse_program(manifest, m);
    files.set_pin(m.path, {m.version, !request.floor}, request.reason);
    pinned[m.path] = m.version;
  }
  return pinned;
}

void hold(const HoldRequest& request, const Folder& folder, SetFiles& files, Session& session) {
  if (request.reason.empty()) {
    throw Error(
        "--reason is missing",
        {"state why these versions are kept, so that somebody can tell when they need not be"});
  }
  const Manifest manifest = files.manifest();
  need_leaf(folder, manifest, request.leaf);
  const std::string current = manifest.track_of(request.leaf);
  if (request.modules.empty()) {
    if (!current.empty()) {
      throw Error(fmt::format("leaf {} is in track {}", request.leaf, current),
                  {fmt::format("name the modules to pin there: goset hold {} MODULE@VERSION",
                               request.leaf)});
    }
    if (manifest.keeps_own(request.leaf)) {
      throw Error(fmt::format("leaf {} already has its own versions", request.leaf));
    }
    files.set_leaf_value(request.leaf, "versions", "own", request.reason);
    return;
  }
  Manifest::Track track{{request.leaf}, request.reason, {}};
  const auto own = [&] { return listing::build_list(folder, request.leaf, session); };
  for (const std::string& text : request.modules) {
    const ModuleVersion m = version_of(text, session, own);
    track.pins[m.path] = {m.version, true};
  }
  if (!current.empty()) return files.add_track_pins(current, track.pins);
  const std::string name = request.track.empty() ? request.leaf : request.track;
  if (manifest.tracks.contains(name)) {
    throw Error(fmt::format("{} has a track {} already", folder.shown(Folder::manifest_name), name),
                {"give this one another name with --track"});
  }
  files.add_track(name, track);
}

}  // namespace goset
