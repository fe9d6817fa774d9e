#include "goset/set/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "goset/error.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

namespace {

class Builder {
 public:
  Builder(const resolve::Resolution& resolution, const std::map<std::string, SetLeaf>& leaves,
          const ModuleFacts& facts, const Configurations& configurations,
          const std::function<Witness(const ModuleVersion&)>& witness_of, const GoSet& before)
      : resolution_(resolution),
        leaves_(leaves),
        facts_(facts),
        configurations_(configurations),
        witness_of_(witness_of),
        before_(before),
        base_(resolution.base()),
        leaves_of_resolution_(with_packages(resolution)) {}

  BuiltSet build() {
    for (const resolve::Resolution::Track& track : resolution_.tracks()) {
      set_.tracks[track.name()].reason = track.reason();
      set_.tracks[track.name()].automatic = track.is_automatic();
    }
    // The set's own leaves decide what the set has; tracks share it or differ.
    for (const int round : {0, 1, 2}) {
      for (const Leaf& leaf : leaves_of_resolution_) {
        if (round == rank(leaf.resolved)) add_modules(leaf);
      }
    }
    for (const Leaf& leaf : leaves_of_resolution_) {
      add_leaf(leaf);
      add_absent_packages(leaf.resolved);
      add_providers(leaf);
    }
    const SetNumbers numbers = set_graph::split_parts(set_, configurations_, before_);
    SetGraph graph = set_graph::of(set_, configurations_, numbers);
    return {std::move(set_), std::move(graph)};
  }

 private:
  using Resolved = resolve::Resolution::Leaf;
  using Package = resolve::NeededPackage;
  // Leaf is one leaf with the packages that it needs.
  struct Leaf {
    Resolved resolved;
    std::vector<Package> packages;  // by import path

    bool needs(std::string_view import_path) const {
      const auto found = std::lower_bound(
          packages.begin(), packages.end(), import_path,
          [](const Package& package, std::string_view path) { return package.import_path < path; });
      return found != packages.end() && found->import_path == import_path;
    }
  };

  // Added is what has been entered of a module for leaves that take it as the set has it; most need
  // the same packages.
  struct Added {
    SetModule* entry = nullptr;
    std::unordered_set<const resolve::Package*> packages;
  };

  static std::vector<Leaf> with_packages(const resolve::Resolution& resolution) {
    std::vector<Leaf> result;
    for (const Resolved& leaf : resolution.leaves()) result.push_back({leaf, leaf.packages()});
    return result;
  }

  int rank(const Resolved& leaf) const {
    if (leaf.track().empty()) return 0;
    return resolution_.track(leaf.track())->shares_base() ? 1 : 2;
  }

  // is_shared reports whether a module of a leaf is the one that the set has.
  bool is_shared(const Resolved& leaf, const ModuleVersion& m, const ModuleVersion& from) const {
    if (leaf.track().empty()) return true;
    if (base_.version(m.path) != m.version || from != resolution_.shared_source_module(m))
      return false;
    return set_.modules.contains(m.path) || rank(leaf) == 1;
  }

  void add_modules(const Leaf& leaf) {
    const bool is_plain =
        leaf.resolved.track().empty() && leaf.resolved.input().replace.lines().empty();
    const ModuleVersion* last = nullptr;
    Added* added = nullptr;
    SetModule* entry = nullptr;
    for (const Package& package : leaf.packages) {
      if (package.own) continue;
      if (package.module != last) {
        last = package.module;
        added = is_plain ? &added_[last] : nullptr;
        entry = added && added->entry ? added->entry : &module_for(leaf.resolved, *last);
        if (added) added->entry = entry;
      }
      if (added && !added->packages.insert(package.package).second) continue;
      const std::string directory(package.directory);
      if (!entry->packages.contains(directory)) {
        entry->packages.emplace(directory, stored(package, leaf));
      }
    }
  }

  // module_for returns the entry of a module of a leaf, in the set or in the leaf's track.
  SetModule& module_for(const Resolved& leaf, const ModuleVersion& m) {
    const ModuleVersion from = leaf.source_module(m);
    std::map<std::string, SetModule>& modules =
        is_shared(leaf, m, from) ? set_.modules : set_.tracks.at(leaf.track()).modules;
    const auto [entry, is_new] = modules.try_emplace(m.path);
    if (is_new) {
      entry->second = module(m, from);
    } else if (entry->second.version != m.version || entry->second.source_module(m.path) != from) {
      throw Error(fmt::format("track {}: its leaves take {} from {} and from {}", leaf.track(),
                              m.path, entry->second.source_module(m.path).str(), from.str()),
                  {"give each a track of its own"});
    }
    return entry->second;
  }

  SetModule module(const ModuleVersion& m, const ModuleVersion& from) const {
    const ModSummary& mod = *facts_.summary(from);
    const ModuleFacts::Source source = facts_.source_of(from);
    const Witness witness = witness_of_(from);
    SetModule result;
    result.version = m.version;
    if (from != m) result.replace = from;
    result.go = mod.go;
    if (mod.declared != m.path) result.declared = mod.declared;
    result.hash = source.hash;
    result.sum = source.sum;
    result.go_mod_sum = source.go_mod_sum;
    result.verified = witness.verified;
    result.unverified = witness.unverified;
    return result;
  }

  // stored drops the imports of the standard library from a package's facts.
  PackageFacts stored(const Package& package, const Leaf& leaf) const {
    PackageFacts facts = resolution_.facts(*package.package);
    std::erase_if(facts.imports, [&](const Import& import) {
      return import_paths::is_std(import.path) && !leaf.needs(import.path) &&
             !(package.own && leaf.resolved.input().owns(import.path.str()));
    });
    return facts;
  }

  void add_leaf(const Leaf& leaf) {
    const std::string& name = leaf.resolved.name();
    SetLeaf result = leaves_.at(name);
    result.track = leaf.resolved.track();
    for (const resolve::Unsupported& unsupported : leaf.resolved.unsupported()) {
      std::string reason = unsupported.reason.message();
      const std::string prefix = fmt::format("leaf {}: ", name);
      if (reason.starts_with(prefix)) reason = reason.substr(prefix.size());
      for (const std::string& term : configurations_.terms(unsupported.mask)) {
        result.unsupported[term] = reason;
      }
    }
    for (const Package& package : leaf.packages) {
      if (!package.own) continue;
      const ModuleVersion& m = *package.module;
      const bool is_main = m.path == result.module && m.version.empty();
      auto& packages =
          is_main ? result.packages : own_module(result, leaf.resolved.input(), m).packages;
      packages.emplace(package.directory, stored(package, leaf));
    }
    std::sort(result.modules.begin(), result.modules.end(),
              [](const SetLeafModule& a, const SetLeafModule& b) {
                return std::tie(a.directory, a.path) < std::tie(b.directory, b.path);
              });
    set_.leaves.emplace(name, std::move(result));
  }

  // own_module returns the entry of a further module of the leaf's source; a directory that
  // replaces a module is entered when it is needed.
  static SetLeafModule& own_module(SetLeaf& result, const LeafToResolve& leaf,
                                   const ModuleVersion& m) {
    for (SetLeafModule& known : result.modules) {
      if (known.path == m.path && known.version == m.version) return known;
    }
    const LeafModule& local = leaf.locals.at(leaf.replace.find(m)->directory);
    SetLeafModule& added = result.modules.emplace_back();
    added.path = m.path;
    added.version = m.version;
    added.directory = local.directory;
    added.go = local.mod.go;
    added.go_mod_sum = local.go_mod_sum;
    added.ignore = local.mod.ignore;
    return added;
  }

  void add_absent_packages(const Resolved& leaf) {
    SetTrack* const track = leaf.track().empty() ? nullptr : &set_.tracks.at(leaf.track());
    for (const auto& [m, absent] : leaf.looked_at()) {
      const ModuleVersion from = leaf.source_module(m);
      SetModule* known = nullptr;
      if (track && track->modules.contains(m.path)) known = &track->modules.at(m.path);
      if (!known && set_.modules.contains(m.path)) known = &set_.modules.at(m.path);
      if (known && known->version == m.version && known->source_module(m.path) == from) {
        known->absent_packages.insert(absent.begin(), absent.end());
        continue;
      }
      const Witness witness = witness_of_(from);
      if (from != m) continue;
      const bool is_base = base_.version(m.path) == m.version;
      auto& candidates = is_base || !track ? set_.candidates : track->candidates;
      SetCandidate& candidate = candidates[m.path];
      if (!candidate.version.empty() && candidate.version != m.version) continue;
      candidate.version = m.version;
      candidate.absent_packages.insert(absent.begin(), absent.end());
      candidate.unverified = witness.unverified;
    }
  }

  // add_providers states the module of a package of a track where a longer module path would hold
  // it as well, for other leaves.
  void add_providers(const Leaf& leaf) {
    const std::string& track = leaf.resolved.track();
    if (track.empty()) return;
    for (const Package& package : leaf.packages) {
      if (package.own) continue;
      const std::string import_path(package.import_path);
      if (nearest(track, import_path) == package.module->path) continue;
      set_.tracks.at(track).providers[import_path] = package.module->path;
    }
  }

  std::string nearest(const std::string& track, const std::string& import_path) const {
    for (std::string prefix = import_path;;) {
      const SetModule* const m = set_graph::module(set_, track, prefix);
      if (m && m->packages.contains(package_facts::directory(import_path, prefix))) return prefix;
      const std::size_t slash = prefix.rfind('/');
      if (slash == std::string::npos) return "";
      prefix.resize(slash);
    }
  }

  const resolve::Resolution& resolution_;
  const std::map<std::string, SetLeaf>& leaves_;
  const ModuleFacts& facts_;
  const Configurations& configurations_;
  const std::function<Witness(const ModuleVersion&)>& witness_of_;
  const GoSet& before_;
  const resolve::Resolution::Track base_;
  const std::vector<Leaf> leaves_of_resolution_;
  std::unordered_map<const ModuleVersion*, Added> added_;
  GoSet set_;
};

}  // namespace

BuiltSet build_set(const resolve::Resolution& resolution,
                   const std::map<std::string, SetLeaf>& leaves, const ModuleFacts& facts,
                   const Configurations& configurations,
                   const std::function<Witness(const ModuleVersion&)>& witness_of,
                   const GoSet& before) {
  return Builder(resolution, leaves, facts, configurations, witness_of, before).build();
}

}  // namespace goset
