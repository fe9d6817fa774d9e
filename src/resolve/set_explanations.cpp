#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/go/module.hpp"
#include "goset/go/toolchain_version.hpp"
#include "solving.hpp"

// Who is responsible for a version, and what is wrong with an import.

namespace goset {

using namespace std::string_literals;
using Module = ImportGraph::Module;

std::vector<std::string> SetResolution::chain(const ModuleVersion& m) const {
  std::set<ModuleVersion> seen;
  return chain(m, seen);
}

// chain looks into the leaves' own graphs first: those with the set's versions have the modules of
// the set for roots, whoever requires them.
std::vector<std::string> SetResolution::chain(const ModuleVersion& m,
                                              std::set<ModuleVersion>& seen) const {
  std::vector<std::string> best = chain_in(m, [](const Leaf& leaf) { return leaf.own.get(); });
  if (!best.empty() || !seen.insert(m).second) return best;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    if (!leaf->imports) continue;
    for (const ModuleVersion& by : needed(*leaf)) {
      const ModSummary* const mod = source_.summary(provider(*leaf, by));
      if (!mod || std::find(mod->require.begin(), mod->require.end(), m) == mod->require.end()) {
        continue;
      }
      std::vector<std::string> line = chain(by, seen);
      if (line.empty() || (!best.empty() && line.size() + 1 >= best.size())) continue;
      line.insert(line.begin(), by.str());
      best = std::move(line);
    }
  }
  if (!best.empty()) return best;
  const auto is_pinned = [&m](const Pins& pins) {
    const auto pin = pins.find(m.path);
    return pin != pins.end() && pin->second.version == m.version;
  };
  if (is_pinned(set_.pins)) return {"[pin] of goset.toml"};
  for (const auto& [name, track] : set_.tracks) {
    if (is_pinned(track.pins)) return {fmt::format("[track.{}] of goset.toml", name)};
  }
  return chain_in(m, [](const Leaf& leaf) { return leaf.graph.get(); });
}

// chain_in returns the shortest line over one graph of each leaf.
std::vector<std::string> SetResolution::chain_in(
    const ModuleVersion& m, const std::function<const ModuleGraph*(const Leaf&)>& graph_of) const {
  std::vector<std::string> best;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    const ModuleGraph* const graph = graph_of(*leaf);
    if (!graph) continue;
    std::vector<ModuleVersion> line = graph->chain(m);
    // A replacement is in the graph under the name that it replaces.
    for (const auto& [old, by] : leaf->input.replace.lines()) {
      if (!line.empty()) break;
      const std::string version = lookup(graph->selected(), old.path);
      if (by.module == m && !version.empty()) line = graph->chain({old.path, version});
    }
    if (line.empty() || (!best.empty() && line.size() >= best.size())) continue;
    best.clear();
    for (std::size_t i = line.size() - 1; i-- > 0;) {
      if (!line[i].version.empty()) best.push_back(line[i].str());
    }
    best.push_back("leaf " + leaf->input.name);
  }
  return best;
}

void SetResolution::note_chain(Error& error, const ModuleVersion& m) const {
  bool first = true;
  for (const std::string& who : chain(m)) {
    error.add_note(
        fmt::format("{}{}", std::exchange(first, false) ? "required by " : "  by ", who));
  }
}

std::vector<SetResolution::Cause> SetResolution::causes(const View& view,
                                                        const std::string& path) const {
  std::vector<Cause> result;
  const std::string version = lookup(view.versions, path);
  if (const auto pin = view.pins.find(path);
      pin != view.pins.end() && pin->second.version == version) {
    result.push_back({Cause::Kind::pin, "", {}});
  }
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    const bool counts = &view_of(*leaf) == &view || (&view == &base_ && view_of(*leaf).joint);
    if (counts && lookup(leaf->own->selected(), path) == version) {
      result.push_back({Cause::Kind::leaf, leaf->input.name, {}});
    }
  }
  if (&view != &base_ && base_.needed.contains(path) && lookup(base_.versions, path) == version) {
    result.push_back({Cause::Kind::set, "", {}});
  }
  std::set<ModuleVersion> modules;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    if (&view_of(*leaf) != &view) continue;
    for (const ModuleVersion& m : needed(*leaf)) {
      const std::vector<ModuleVersion>& require = summary(*leaf, m)->require;
      if (std::find(require.begin(), require.end(), ModuleVersion{path, version}) !=
          require.end()) {
        modules.insert(m);
      }
    }
  }
  for (const ModuleVersion& m : modules) result.push_back({Cause::Kind::module, "", m});
  return result;
}

namespace {

// is_internal reports whether a path of the standard library is closed to others.
bool is_internal(const std::string& import_path) {
  return ("/" + import_path + "/").find("/internal/") != std::string::npos;
}

}  // namespace

Error SetResolution::import_error(const Leaf& leaf, const ImportGraph::Fault& fault) const {
  std::vector<std::string> notes;
  if (!fault.importer.empty()) notes.push_back("imported by " + fault.importer);
  if (fault.mask != configurations_.all()) {
    notes.push_back(fmt::format("on {}", fmt::join(configurations_.terms(fault.mask), ", ")));
  }
  const auto message = [&](std::string_view what) {
    return fmt::format("leaf {}: {} {}", leaf.input.name, what, fault.import_path);
  };
  const auto shown = [](const Module& m) {
    if (!m.own && m.version.version.empty()) return "the standard library"s;
    return m.version.version.empty() ? m.version.path + " (the leaf itself)" : m.version.str();
  };
  if (!fault.cycle.empty()) {
    notes.clear();
    for (const std::string& path : fault.cycle) notes.push_back("imports " + path);
    return Error(
        fmt::format("leaf {}: import cycle not allowed: {}", leaf.input.name, fault.import_path),
        std::move(notes));
  }
  if (fault.excluded != ImportGraph::Fault::Excluded::no) {
    note_raised(notes, leaf, fault);
    return Error(message(fault.excluded == ImportGraph::Fault::Excluded::never
                             ? "no Go file to build in package"
                             : "build constraints exclude all Go files of package"),
                 std::move(notes));
  }
  if (!fault.found_in.empty()) {
    for (const Module& m : fault.found_in) notes.push_back("found in " + shown(m));
    note_raised(notes, leaf, fault);
    return Error(message("ambiguous import of"), std::move(notes));
  }
  if (fault.import_path.starts_with("./") || fault.import_path.starts_with("../")) {
    return Error(fmt::format("leaf {}: local import \"{}\" in non-local package", leaf.input.name,
                             fault.import_path),
                 std::move(notes));
  }
  if (fault.is_std && ("/" + fault.import_path).find("/vendor/") != std::string::npos) {
    return Error(message("use of vendored package not allowed:"), std::move(notes));
  }
  if (fault.is_internal || (fault.is_std && is_internal(fault.import_path))) {
    return Error(fmt::format("leaf {}: use of internal package {} not allowed", leaf.input.name,
                             fault.import_path),
                 std::move(notes));
  }
  try {
    module::check_import_path(fault.import_path);
  } catch (const Error& error) {
    return Error(fmt::format("leaf {}: {}", leaf.input.name, error.message()), std::move(notes));
  }
  if (fault.is_std) {
    notes.push_back(fmt::format("Go 1.{} has no such package", configurations_.go_minor()));
    return Error(message("not in the standard library: package"), std::move(notes));
  }
  for (const Module& m : fault.looked_in) notes.push_back("not in " + shown(m));
  if (note_raised(notes, leaf, fault)) {
    return Error(message("no required module provides package"), std::move(notes));
  }
  // What the leaf should have itself nobody else can add.
  const bool is_own = !fault.looked_in.empty() && fault.looked_in.front().own;
  if (!is_own) notes.push_back("to add it, in the leaf: go get " + fault.import_path);
  return Error(message("no required module provides package"), std::move(notes));
}

// note_raised names the modules of a fault that stand at other versions than the leaf alone has,
// where that is what breaks it: for a pin, or for another leaf of its track.
bool SetResolution::note_raised(std::vector<std::string>& notes, const Leaf& leaf,
                                const ImportGraph::Fault& fault) const {
  std::string advice;
  for (const ModuleVersion& m : raised(leaf, fault)) {
    const std::string own = lookup(leaf.own->selected(), m.path);
    const bool is_pinned = view_of(leaf).pins.contains(m.path);
    if (own.empty() || (!leaf.broken && !is_pinned)) continue;
    notes.push_back(fmt::format("the leaf alone has {} {}, not {}", m.path, own, m.version));
    if (is_pinned) {
      advice = fmt::format("lower the pin of {}, or hold the leaf back in a track", m.path);
    } else if (advice.empty()) {
      advice = fmt::format("take it out of track {}: other leaves there raise that", leaf.track);
    }
  }
  if (advice.empty()) return false;
  notes.push_back(std::move(advice));
  return true;
}

void SetResolution::check_go(const std::string& ceiling) const {
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    for (const LeafModule& main : leaf->input.mains) {
      check_go("leaf " + leaf->input.name, main.mod.go, ceiling, std::nullopt);
    }
    if (!leaf->own) continue;
    for (const auto& [path, version] : leaf->own->selected()) {
      const Replacement* const by = replacement(*leaf, {path, version});
      if (!by || !by->is_directory()) continue;
      check_go("module " + by->directory, leaf->input.locals.at(by->directory).mod.go, ceiling,
               ModuleVersion{path, version});
    }
    if (!leaf->imports) continue;
    for (const auto& [import_path, package] : leaf->imports->packages()) {
      const ModuleVersion& m = package.module.version;
      if (m.version.empty()) continue;
      // Of a module that a fault kept from being resolved with, the go.mod may not be known yet.
      const ModSummary* const mod = summary(*leaf, m);
      if (mod) check_go(m.str(), mod->go, ceiling, m);
    }
  }
}

void SetResolution::check_go(const std::string& who, const std::optional<std::string>& go,
                             const std::string& ceiling,
                             const std::optional<ModuleVersion>& m) const {
  if (!go || !toolchain_version::exceeds(*go, ceiling)) return;
  HeldBackError error(fmt::format("{} needs go {}, the ceiling is go {}", who, *go, ceiling));
  if (m) note_chain(error, *m);
  error.add_note("raise `go` in goset.toml, or stay with older versions");
  throw error;
}

}  // namespace goset
