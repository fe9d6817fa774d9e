#include <algorithm>
#include <tuple>
#include <utility>

#include "goset/go/semver.hpp"
#include "solving.hpp"

// What a leaf sees of the modules at a view's versions, and the loading of what must be known of
// them.

namespace goset {

using Module = ImportGraph::Module;

namespace {

std::string joined(const std::string& directory, const std::string& below) {
  if (directory == ".") return below;
  return below == "." ? directory : directory + "/" + below;
}

}  // namespace

MainModules SetResolution::mains(const Leaf& leaf) const {
  MainModules result;
  result.workspace = leaf.input.workspace;
  for (const LeafModule& main : leaf.input.mains) {
    result.modules.push_back(MainModule::of(main.mod));
  }
  return result;
}

// mains_at sets the requirements of a leaf to the view's versions, those on excluded versions too,
// and adds those of its own build list that the set needs, and what entered its graph: so `go mod
// tidy` would write them down.
MainModules SetResolution::mains_at(const Solving& s, const Leaf& leaf) const {
  MainModules result = mains(leaf);
  std::set<std::string> listed;
  std::set<ModuleVersion> raised;
  for (std::size_t i = 0; i < result.modules.size(); ++i) {
    std::vector<ModuleVersion>& requirements = result.modules[i].require;
    requirements.clear();
    for (const ModFile::Require& require : leaf.input.mains[i].mod.require) {
      ModuleVersion& r = requirements.emplace_back(require.mod);
      listed.insert(r.path);
      if (!leaf.raise_all && !s.is_needed(leaf, r.path)) continue;
      const std::string v = version_in(s.view, leaf, r.path);
      if (v.empty() || v == r.version) continue;
      r.version = v;
      raised.insert(r);
    }
  }
  const auto add = [&](const std::string& path) {
    const ModuleVersion r{path, version_in(s.view, leaf, path)};
    if (r.version.empty() || !listed.insert(path).second) return;
    result.modules.front().require.push_back(r);
    raised.insert(r);
  };
  for (const auto& [path, version] : leaf.own->selected()) {
    if (s.is_needed(leaf, path)) add(path);
  }
  for (const std::string& path : leaf.entered) add(path);
  for (MainModule& main : result.modules) {
    for (const ModuleVersion& r : raised) main.exclude.erase(r);
    std::erase_if(main.require, [&](const ModuleVersion& r) { return main.exclude.contains(r); });
  }
  return result;
}

std::map<std::string, ConfigMask> SetResolution::roots(const Leaf& leaf) const {
  std::map<std::string, ConfigMask> result;
  for (const LeafModule& main : leaf.input.mains) {
    for (const auto& [directory, facts] : main.packages.packages) {
      if (!package_facts::matches(joined(main.directory, directory), leaf.input.patterns,
                                  {directory, main.mod.ignore})) {
        continue;
      }
      const ConfigMask mask =
          package_facts::mask(facts, configurations_, leaf.input.tags) & leaf.supported;
      result[package_facts::import_path(main.mod.module_path, directory)] |= mask;
    }
  }
  return result;
}

std::unique_ptr<ImportGraph> SetResolution::import_graph(const View& view, const Leaf& leaf) const {
  ImportGraph::Modules modules;
  modules.any = [this, &view, &leaf](const std::string& path) {
    return module_in(view, leaf, path);
  };
  modules.root = [this, &view, &leaf](const std::string& path) -> std::optional<Module> {
    const bool is_main =
        std::any_of(leaf.input.mains.begin(), leaf.input.mains.end(),
                    [&](const LeafModule& main) { return main.mod.module_path == path; });
    const bool ordered = leaf.graph->pruned() || leaf.input.workspace;
    if (is_main || !ordered || leaf.graph->is_root(path)) return module_in(view, leaf, path);
    return std::nullopt;
  };
  return std::make_unique<ImportGraph>(
      configurations_, roots(leaf), leaf.input.tags, std::move(modules),
      [this, &leaf](const Module& m) { return packages(leaf, m); });
}

// version_in returns the version of a path for a leaf of the view: a leaf that replaces the module
// by a line of its own counts its own requirement too.
std::string SetResolution::version_in(const View& view, const Leaf& leaf,
                                      const std::string& path) const {
  std::string shared = lookup(view.versions, path);
  if (leaf.input.replace.empty()) return shared;
  const std::string own = lookup(leaf.own->selected(), path);
  std::string highest(semver::max(shared, own));
  return shared.empty() || leaf.input.replace.find({path, highest}) ? highest : shared;
}

std::vector<std::string> SetResolution::versions_seen(const View& view, const Leaf& leaf) const {
  std::vector<std::string> result;
  result.reserve(leaf.graph->selected().size());
  for (const auto& [path, version] : leaf.graph->selected()) {
    result.push_back(version_in(view, leaf, path));
  }
  return result;
}

std::optional<Module> SetResolution::module_in(const View& view, const Leaf& leaf,
                                               const std::string& path) const {
  for (const LeafModule& main : leaf.input.mains) {
    if (main.mod.module_path == path) return Module{{path, ""}, true};
  }
  const auto selected = leaf.graph->selected().find(path);
  if (selected == leaf.graph->selected().end()) return std::nullopt;
  std::string version = version_in(view, leaf, path);
  if (version.empty()) version = selected->second;
  const Replacement* const by = replacement(leaf, {path, version});
  return Module{{path, std::move(version)}, by && by->is_directory()};
}

const Replacement* SetResolution::replacement(const Leaf& leaf, const ModuleVersion& m) const {
  if (const Replacement* own = leaf.input.replace.find(m)) return own;
  return set_.replace.find(m);
}

ModuleVersion SetResolution::provider(const Leaf& leaf, const ModuleVersion& m) const {
  const Replacement* const by = replacement(leaf, m);
  return by ? by->module : m;
}

ModuleVersion SetResolution::shared_provider(const ModuleVersion& m) const {
  const Replacement* const by = set_.replace.find(m);
  return by ? by->module : m;
}

const ModSummary* SetResolution::summary(const Leaf& leaf, const ModuleVersion& m) const {
  const Replacement* const by = replacement(leaf, m);
  if (by && by->is_directory()) {
    const std::optional<Error>& fault = leaf.input.locals.at(by->directory).fault;
    if (fault && faulty_.insert(m).second) {
      failures_.push_back({m, std::make_exception_ptr(*fault)});
    }
    return &local_summaries_.at({&leaf, by->directory});
  }
  const ModuleVersion& from = by ? by->module : m;
  const ModSummary* const result = source_.summary(from);
  if (!result || result->declared == m.path || faulty_.contains(m)) return result;
  try {
    result->check(m.path, from);
  } catch (const Error&) {
    faulty_.insert(m);
    failures_.push_back({m, std::current_exception()});
  }
  return result;
}

const ModulePackages* SetResolution::packages(const Leaf& leaf, const Module& m) const {
  if (!m.own) return source_.packages(provider(leaf, m.version));
  if (m.version.version.empty()) {
    for (const LeafModule& main : leaf.input.mains) {
      if (main.mod.module_path == m.version.path) return &main.packages;
    }
  }
  return &leaf.input.locals.at(replacement(leaf, m.version)->directory).packages;
}

std::set<ModuleVersion> SetResolution::needed(const Leaf& leaf) {
  std::set<ModuleVersion> result;
  for (const auto& [import_path, package] : leaf.imports->packages()) {
    if (!package.module.own) result.insert(package.module.version);
  }
  return result;
}

// needs lists the needed modules, each once for all leaves that see it alike, and the directories
// that replace modules: what their go.mod files require counts as well.
std::vector<SetResolution::Need> SetResolution::needs(
    const View& view, const std::vector<Leaf*>& leaves,
    const std::map<const Leaf*, std::set<std::string>>& paths) const {
  std::vector<Need> result;
  std::set<std::string> seen;
  for (const Leaf* leaf : leaves) {
    const auto found = paths.find(leaf);
    if (found == paths.end()) continue;
    const bool alike = leaf->input.replace.empty() && leaf->exclude.empty();
    for (const std::string& path : found->second) {
      if (alike && !seen.insert(path).second) continue;
      const ModuleVersion m{path, version_in(view, *leaf, path)};
      if (!m.version.empty()) result.push_back({m, provider(*leaf, m), leaf});
    }
  }
  return result;
}

std::vector<SetResolution::Leaf*> SetResolution::leaves_of(const std::string& track) const {
  std::vector<Leaf*> result;
  for (const std::unique_ptr<Leaf>& leaf : leaves_) {
    if (leaf->track == track) result.push_back(leaf.get());
  }
  return result;
}

const SetResolution::View& SetResolution::view_of(const Leaf& leaf) const {
  return leaf.track.empty() ? base_ : tracks_.at(leaf.track);
}

// --- getting what must be known -----------------------------------------------------------------

void SetResolution::load(const std::vector<std::pair<Leaf*, ModuleGraph*>>& graphs) {
  std::map<ModuleVersion, std::vector<std::pair<ModuleGraph*, ModuleVersion>>> waiting;
  while (true) {
    for (const auto& [leaf, graph] : graphs) {
      for (const ModuleVersion& m : graph->take_wanted()) {
        const ModuleVersion from = provider(*leaf, m);
        waiting[from].emplace_back(graph, m);
        source_.want_summary(from);
      }
    }
    const std::optional<FactSource::Arrival> arrival = source_.next();
    if (!arrival) break;
    if (arrival->fault) failures_.push_back({arrival->module, arrival->fault});
    if (arrival->fault || arrival->is_packages) continue;
    for (const auto& [graph, m] : std::exchange(waiting[arrival->module], {})) graph->provide(m);
  }
  give_up_on_failures();
}

void SetResolution::load_summaries(const std::vector<Need>& needs) {
  for (const Need& need : needs) {
    if (!summary(*need.leaf, need.module)) source_.want_summary(need.provider);
  }
  while (const std::optional<FactSource::Arrival> arrival = source_.next()) {
    if (arrival->fault) failures_.push_back({arrival->module, arrival->fault});
  }
  give_up_on_failures();
}

// give_up_on_failures reports the failure that is nearest to a leaf, checksum mismatches before all
// others, so that the message does not depend on timing.
void SetResolution::give_up_on_failures() {
  if (failures_.empty()) return;
  const auto rank = [this](const Failure& failure) {
    bool security = false;
    try {
      std::rethrow_exception(failure.fault);
    } catch (const SecurityError&) {
      security = true;
    } catch (...) {
    }
    return std::tuple(!security, chain(failure.module).size(), failure.module);
  };
  const Failure& first =
      *std::min_element(failures_.begin(), failures_.end(),
                        [&](const Failure& a, const Failure& b) { return rank(a) < rank(b); });
  try {
    std::rethrow_exception(first.fault);
  } catch (SecurityError& error) {
    note_chain(error, first.module);
    throw;
  } catch (NotFoundError& error) {
    note_chain(error, first.module);
    throw;
  } catch (Error& error) {
    note_chain(error, first.module);
    throw;
  }
}

}  // namespace goset
