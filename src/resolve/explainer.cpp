#include "explainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "goset/go/toolchain_version.hpp"

namespace goset::resolve {

const ModuleVersion& module_of(const Universe& universe, const LeafState& leaf,
                               const Walk::Module& module) {
  if (module.version != no_version) return universe.module(module.version);
  for (const MainRequirements& main : leaf.leaf->requirements().mains) {
    if (universe.path_of(main.self) == module.path) return universe.module(main.self);
  }
  throw std::logic_error("a module without a version is a main module");
}

ModuleVersion Explainer::source_module(const LeafState& leaf, const ModuleVersion& m) const {
  const Replacement* const own = leaf.leaf->input().replace.find(m);
  return own ? own->module : shared_source_module(m);
}

ModuleVersion Explainer::shared_source_module(const ModuleVersion& m) const {
  const Replacement* const by = resolving_.set.replace.find(m);
  return by ? by->module : m;
}

const GoMod* Explainer::go_mod(const LeafState& leaf, VersionId m) const {
  const GoMod* const known = resolving_.go_mod(leaf, m);
  if (known || !load_) return known;
  load_(leaf, m);
  return resolving_.go_mod(leaf, m);
}

// --- who requires a module ----------------------------------------------------------------------

std::vector<std::string> Explainer::chain(const ModuleVersion& m) const {
  std::set<ModuleVersion> seen;
  return chain(m, seen);
}

// chain looks into the leaves' own lists first: those with the set's versions have the modules of
// the set for roots, whoever requires them.
std::vector<std::string> Explainer::chain(const ModuleVersion& m,
                                          std::set<ModuleVersion>& seen) const {
  std::vector<std::string> best = chain_in(m, [](const LeafState& leaf) { return leaf.own.get(); });
  if (!best.empty() || !seen.insert(m).second) return best;
  const std::optional<VersionId> target = resolving_.universe.known_version(m);
  for (const auto& leaf : resolving_.leaves) {
    if (!leaf->walk || !target) continue;
    std::set<ModuleVersion> requirers;
    for (const Walk::Module& module : leaf->walk->modules) {
      if (module.own || !module.needed) continue;
      const VersionId by = module.version;
      const GoMod* const mod = resolving_.go_mod(*leaf, by);
      if (mod &&
          std::find(mod->require.begin(), mod->require.end(), *target) != mod->require.end()) {
        requirers.insert(resolving_.universe.module(by));
      }
    }
    for (const ModuleVersion& by : requirers) {
      std::vector<std::string> line = chain(by, seen);
      if (line.empty() || (!best.empty() && line.size() + 1 >= best.size())) continue;
      line.insert(line.begin(), by.str());
      best = std::move(line);
    }
  }
  if (best.empty()) best = pinned_by(m);
  if (!best.empty()) return best;
  return chain_in(m, [](const LeafState& leaf) { return leaf.list.get(); });
}

std::vector<std::string> Explainer::pinned_by(const ModuleVersion& m) const {
  const auto is_pinned = [&m](const Pins& pins) {
    const auto pin = pins.find(m.path);
    return pin != pins.end() && pin->second.version == m.version;
  };
  if (is_pinned(resolving_.set.pins)) return {"[pin] of goset.toml"};
  for (const auto& [name, track] : resolving_.set.tracks) {
    if (is_pinned(track.pins)) return {fmt::format("[track.{}] of goset.toml", name)};
  }
  return {};
}

// chain_in returns the shortest line over one build list of each leaf.
std::vector<std::string> Explainer::chain_in(const ModuleVersion& m, const ListOf& list_of) const {
  const Universe& universe = resolving_.universe;
  BuildLists lists(universe);
  std::vector<std::string> best;
  for (const auto& leaf : resolving_.leaves) {
    const BuildList* const list = list_of(*leaf);
    if (!list) continue;
    const BuildLists::GoMods go_mods = [&](VersionId v) { return go_mod(*leaf, v); };
    std::optional<VersionId> target = universe.known_version(m);
    const auto length_to = [&](VersionId to) -> std::size_t {
      if (!list->contains(universe.path_of(to))) return 0;
      return lists.distance(list->requirements, go_mods, to);
    };
    std::size_t length = target ? length_to(*target) : 0;
    // A replacement is in the list under the name that it replaces.
    for (const auto& [old, by] : leaf->leaf->input().replace.lines()) {
      if (length != 0) break;
      const std::optional<PathId> path = universe.known_path(old.path);
      if (by.module != m || !path || !list->contains(*path)) continue;
      target = list->at(*path);
      length = length_to(*target);
    }
    if (length == 0 || (!best.empty() && length >= best.size())) continue;
    const std::vector<VersionId> line = lists.chain(list->requirements, go_mods, *target);
    best.clear();
    for (std::size_t i = line.size() - 1; i-- > 0;) {
      const ModuleVersion& by = universe.module(line[i]);
      if (!by.version.empty()) best.push_back(by.str());
    }
    best.push_back("leaf " + leaf->leaf->name());
  }
  return best;
}

std::vector<ModuleVersion> Explainer::own_chain(const LeafState& leaf,
                                                const ModuleVersion& m) const {
  std::vector<ModuleVersion> result;
  const std::optional<VersionId> target = resolving_.universe.known_version(m);
  if (!target) return result;
  BuildLists lists(resolving_.universe);
  const BuildLists::GoMods go_mods = [&](VersionId v) { return go_mod(leaf, v); };
  for (const VersionId v : lists.chain(leaf.own->requirements, go_mods, *target)) {
    result.push_back(resolving_.universe.module(v));
  }
  return result;
}

void Explainer::note_chain(Error& error, const ModuleVersion& m) const {
  bool first = true;
  for (const std::string& who : chain(m)) {
    error.add_note(
        fmt::format("{}{}", std::exchange(first, false) ? "required by " : "  by ", who));
  }
}

void Explainer::give_up(const std::vector<Failure>& failures) const {
  const auto rank = [this](const Failure& failure) {
    bool security = false;
    try {
      std::rethrow_exception(failure.fault);
    } catch (const SecurityError&) {
      security = true;
    } catch (...) {
    }
    const ModuleVersion& m = resolving_.universe.module(failure.module);
    return std::tuple(!security, chain(m).size(), m);
  };
  const Failure* first = nullptr;
  decltype(rank(failures.front())) best;
  for (const Failure& failure : failures) {
    auto next = rank(failure);
    if (first && !(next < best)) continue;
    best = std::move(next);
    first = &failure;
  }
  const ModuleVersion& m = resolving_.universe.module(first->module);
  // The fault itself stays as it is: it may be told of again.
  const auto noted = [&](auto error) {
    note_chain(error, m);
    return error;
  };
  try {
    std::rethrow_exception(first->fault);
  } catch (const SecurityError& error) {
    throw noted(error);
  } catch (const NotFoundError& error) {
    throw noted(error);
  } catch (const Error& error) {
    throw noted(error);
  }
}

// --- what forces a version ----------------------------------------------------------------------

std::vector<Cause> Explainer::causes(const View& view, const std::string& path_text) const {
  std::vector<Cause> result;
  const std::optional<PathId> path = resolving_.universe.known_path(path_text);
  const VersionId version = path ? view.at(*path) : no_version;
  if (version == no_version) return result;
  if (const PinnedPath* const pin = view.pin(*path); pin && pin->version == version) {
    result.push_back({Cause::Kind::pin, "", {}});
  }
  std::set<std::string> programs;
  for (const auto& leaf : resolving_.leaves) {
    const View& own = resolving_.view_of(*leaf);
    const bool counts = &own == &view || (&view == &resolving_.base && own.shares_base);
    if (counts && leaf->own->at(*path) == version &&
        programs.insert(leaf->leaf->program()).second) {
      result.push_back({Cause::Kind::leaf, leaf->leaf->program(), {}});
    }
  }
  if (&view != &resolving_.base && resolving_.base.needs(*path) &&
      resolving_.base.at(*path) == version) {
    result.push_back({Cause::Kind::set, "", {}});
  }
  std::set<ModuleVersion> modules;
  for (const auto& leaf : resolving_.leaves) {
    if (&resolving_.view_of(*leaf) != &view) continue;
    for (const Walk::Module& module : leaf->walk->modules) {
      if (module.own || !module.needed) continue;
      const VersionId m = module.version;
      const std::vector<VersionId>& require = resolving_.go_mod(*leaf, m)->require;
      if (std::find(require.begin(), require.end(), version) != require.end()) {
        modules.insert(resolving_.universe.module(m));
      }
    }
  }
  for (const ModuleVersion& m : modules) result.push_back({Cause::Kind::module, "", m});
  return result;
}

std::map<std::string, Cause> Explainer::main_causes() const {
  const Universe& universe = resolving_.universe;
  const View& base = resolving_.base;
  std::map<PathId, Cause> found;
  for (const PinnedPath& pin : base.pins) {
    if (base.at(pin.path) == pin.version) found[pin.path] = {Cause::Kind::pin, "", {}};
  }
  Table<PathId, std::uint8_t> has_leaf(universe.path_count(), 0);
  std::map<PathId, VersionId> modules;
  std::set<std::pair<VersionId, VersionId>> seen;  // module and what provides it
  for (const auto& leaf : resolving_.leaves) {
    const View& own = resolving_.view_of(*leaf);
    if (&own != &base && !own.shares_base) continue;
    for (std::size_t i = 0; i < leaf->own->paths.size(); ++i) {
      const PathId path = leaf->own->paths[i];
      if (base.at(path) != leaf->own->versions[i] || has_leaf[path] != 0) continue;
      has_leaf[path] = 1;
      found[path] = {Cause::Kind::leaf, leaf->leaf->program(), {}};
    }
    if (&own != &base) continue;
    for (const Walk::Module& module : leaf->walk->modules) {
      if (module.own || !module.needed) continue;
      if (!seen.emplace(module.version, module.source.module).second) continue;
      for (const VersionId r : resolving_.go_mod(*leaf, module.version)->require) {
        const PathId path = universe.path_of(r);
        if (base.at(path) != r) continue;
        const auto [entry, is_new] = modules.emplace(path, module.version);
        if (!is_new && universe.module(module.version) < universe.module(entry->second)) {
          entry->second = module.version;
        }
      }
    }
  }
  for (const auto& [path, m] : modules) {
    found[path] = {Cause::Kind::module, "", universe.module(m)};
  }
  std::map<std::string, Cause> result;
  for (auto& [path, cause] : found) result.emplace(universe.text(path), std::move(cause));
  return result;
}

// --- the Go ceiling -----------------------------------------------------------------------------

void Explainer::check_go(const std::string& ceiling) const {
  for (const auto& leaf : resolving_.leaves) {
    const LeafToResolve& input = leaf->leaf->input();
    for (const LeafModule& main : input.mains) {
      check_go("leaf " + input.name, main.mod.go, ceiling, std::nullopt);
    }
    if (!leaf->own) continue;
    std::map<std::string, VersionId> replaced;  // by directories
    for (std::size_t i = 0; i < leaf->own->paths.size(); ++i) {
      const VersionId m = leaf->own->versions[i];
      if (leaf->leaf->source(m).directory) replaced[resolving_.universe.module(m).path] = m;
    }
    for (const auto& [path, m] : replaced) {
      const LeafModule& local = *leaf->leaf->source(m).directory;
      check_go("module " + local.directory, local.mod.go, ceiling, resolving_.universe.module(m));
    }
    if (leaf->walk) check_go_of_packages(*leaf, ceiling);
  }
}

// check_go_of_packages tells of the module of the first package, by import path.
void Explainer::check_go_of_packages(const LeafState& leaf, const std::string& ceiling) const {
  const Walk& walk = *leaf.walk;
  std::vector<std::optional<std::string>> exceeding(walk.modules.size());
  for (std::size_t i = 0; i < walk.modules.size(); ++i) {
    if (walk.modules[i].version == no_version) continue;
    const GoMod* const mod = resolving_.go_mod(leaf, walk.modules[i].version);
    if (mod && mod->go && toolchain_version::exceeds(*mod->go, ceiling)) exceeding[i] = mod->go;
  }
  const Walk::Needed* first = nullptr;
  for (const Walk::Needed& needed : walk.packages) {
    if (!exceeding[needed.module]) continue;
    if (!first || resolving_.universe.import(needed.import).path <
                      resolving_.universe.import(first->import).path) {
      first = &needed;
    }
  }
  if (!first) return;
  const ModuleVersion& m = resolving_.universe.module(walk.module(*first).version);
  check_go(m.str(), exceeding[first->module], ceiling, m);
}

void Explainer::check_go(const std::string& who, const std::optional<std::string>& go,
                         const std::string& ceiling, const std::optional<ModuleVersion>& m) const {
  if (!go || !toolchain_version::exceeds(*go, ceiling)) return;
  HeldBackError error(fmt::format("{} needs go {}, the ceiling is go {}", who, *go, ceiling));
  if (m) note_chain(error, *m);
  error.add_note("raise `go` in goset.toml, or stay with older versions");
  throw error;
}

}  // namespace goset::resolve
