#include "goset/set/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/error.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

namespace {

class Builder {
 public:
  Builder(const SetResolution& resolution, const std::map<std::string, SetLeaf>& leaves,
          const ModuleFacts& facts, const Configurations& configurations,
          const std::function<Voucher(const ModuleVersion&)>& vouch, const GoSet& before)
      : resolution_(resolution),
        leaves_(leaves),
        facts_(facts),
        configurations_(configurations),
        vouch_(vouch),
        before_(before) {}

  GoSet build() {
    for (const auto& [name, view] : resolution_.tracks()) {
      set_.tracks[name].reason = view.reason;
      set_.tracks[name].automatic = view.automatic;
    }
    // The set's own leaves decide what the set has; tracks share it or differ.
    for (const int round : {0, 1, 2}) {
      for (const auto& leaf : resolution_.leaves()) {
        if (round == rank(*leaf)) add_modules(*leaf);
      }
    }
    for (const auto& leaf : resolution_.leaves()) {
      add_leaf(*leaf);
      add_lacks(*leaf);
      add_providers(*leaf);
    }
    set_graph::split_parts(set_, configurations_, before_);
    return std::move(set_);
  }

 private:
  using Leaf = SetResolution::Leaf;
  using Module = ImportGraph::Module;

  int rank(const Leaf& leaf) const {
    if (leaf.track.empty()) return 0;
    return resolution_.tracks().at(leaf.track).joint ? 1 : 2;
  }

  // is_shared reports whether a module of a leaf is the one that the set has.
  bool is_shared(const Leaf& leaf, const ModuleVersion& m) const {
    if (leaf.track.empty()) return true;
    const auto& versions = resolution_.base().versions;
    const auto found = versions.find(m.path);
    if (found == versions.end() || found->second != m.version) return false;
    if (resolution_.provider(leaf, m) != resolution_.shared_provider(m)) return false;
    return set_.modules.contains(m.path) || rank(leaf) == 1;
  }

  void add_modules(const Leaf& leaf) {
    for (const auto& [import_path, package] : leaf.imports->packages()) {
      if (package.module.own) continue;
      const ModuleVersion& m = package.module.version;
      std::map<std::string, SetModule>& modules =
          is_shared(leaf, m) ? set_.modules : set_.tracks.at(leaf.track).modules;
      const auto [entry, is_new] = modules.try_emplace(m.path);
      const ModuleVersion from = resolution_.provider(leaf, m);
      if (is_new) {
        entry->second = module(m, from);
      } else if (entry->second.version != m.version || entry->second.provider(m.path) != from) {
        throw Error(fmt::format("track {}: its leaves take {} from {} and from {}", leaf.track,
                                m.path, entry->second.provider(m.path).str(), from.str()),
                    {"give each a track of its own"});
      }
      entry->second.packages.emplace(package.directory, stored(package, leaf));
    }
  }

  SetModule module(const ModuleVersion& m, const ModuleVersion& from) const {
    const ModSummary& mod = *facts_.summary(from);
    const ModuleFacts::Source source = facts_.source_of(from);
    const Voucher voucher = vouch_(from);
    SetModule result;
    result.version = m.version;
    if (from != m) result.replace = from;
    result.go = mod.go;
    if (mod.declared != m.path) result.declared = mod.declared;
    result.hash = source.hash;
    result.sum = source.sum;
    result.go_mod_sum = source.go_mod_sum;
    result.verified = voucher.verified;
    result.unverified = voucher.unverified;
    return result;
  }

  // stored drops the imports of the standard library from a package's facts.
  static PackageFacts stored(const ImportGraph::Package& package, const Leaf& leaf) {
    PackageFacts facts{package.facts->when, {}, package.facts->tags};
    for (const Import& import : package.facts->imports) {
      const std::string first = import.path.substr(0, import.path.find('/'));
      if (first.find('.') != std::string::npos || leaf.imports->packages().contains(import.path) ||
          (package.module.own && leaf.input.owns(import.path))) {
        facts.imports.push_back(import);
      }
    }
    return facts;
  }

  void add_leaf(const Leaf& leaf) {
    SetLeaf result = leaves_.at(leaf.input.name);
    result.track = leaf.track;
    for (const SetResolution::Unsupported& unsupported : leaf.unsupported) {
      std::string reason = unsupported.reason.message();
      const std::string prefix = fmt::format("leaf {}: ", leaf.input.name);
      if (reason.starts_with(prefix)) reason = reason.substr(prefix.size());
      for (const std::string& term : configurations_.terms(unsupported.mask)) {
        result.unsupported[term] = reason;
      }
    }
    std::set<std::string> replaced;  // directories that the leaf needs
    for (const auto& [import_path, package] : leaf.imports->packages()) {
      if (!package.module.own) continue;
      const ModuleVersion& m = package.module.version;
      PackageFacts facts = stored(package, leaf);
      if (m.path == result.module && m.version.empty()) {
        result.packages.emplace(package.directory, std::move(facts));
        continue;
      }
      own_module(result, leaf, m).packages.emplace(package.directory, std::move(facts));
    }
    std::sort(result.modules.begin(), result.modules.end(),
              [](const SetLeafModule& a, const SetLeafModule& b) {
                return std::tie(a.directory, a.path) < std::tie(b.directory, b.path);
              });
    set_.leaves.emplace(leaf.input.name, std::move(result));
  }

  // own_module returns the entry of a further module of the leaf's source; a directory that
  // replaces a module is entered when it is needed.
  SetLeafModule& own_module(SetLeaf& result, const Leaf& leaf, const ModuleVersion& m) const {
    for (SetLeafModule& known : result.modules) {
      if (known.path == m.path && known.version == m.version) return known;
    }
    const LeafModule& local = leaf.input.locals.at(leaf.input.replace.find(m)->directory);
    SetLeafModule& added = result.modules.emplace_back();
    added.path = m.path;
    added.version = m.version;
    added.directory = local.directory;
    added.go = local.mod.go;
    added.go_mod_sum = local.go_mod_sum;
    added.ignore = local.mod.ignore;
    return added;
  }

  void add_lacks(const Leaf& leaf) {
    for (const auto& [m, lacks] : leaf.imports->looked_at()) {
      SetTrack* const track = leaf.track.empty() ? nullptr : &set_.tracks.at(leaf.track);
      const ModuleVersion from = resolution_.provider(leaf, m);
      SetModule* known = nullptr;
      if (track && track->modules.contains(m.path)) known = &track->modules.at(m.path);
      if (!known && set_.modules.contains(m.path)) known = &set_.modules.at(m.path);
      if (known && known->version == m.version && known->provider(m.path) == from) {
        known->lacks.insert(lacks.begin(), lacks.end());
        continue;
      }
      const Voucher voucher = vouch_(from);
      if (from != m) continue;
      const auto base = resolution_.base().versions.find(m.path);
      const bool is_base = base != resolution_.base().versions.end() && base->second == m.version;
      auto& candidates = is_base || !track ? set_.candidates : track->candidates;
      SetCandidate& candidate = candidates[m.path];
      if (!candidate.version.empty() && candidate.version != m.version) continue;
      candidate.version = m.version;
      candidate.lacks.insert(lacks.begin(), lacks.end());
      candidate.unverified = voucher.unverified;
    }
  }

  // add_providers states the module of a package of a track where a longer module path would hold
  // it as well, for other leaves.
  void add_providers(const Leaf& leaf) {
    if (leaf.track.empty()) return;
    for (const auto& [import_path, package] : leaf.imports->packages()) {
      if (package.module.own) continue;
      const std::string& path = package.module.version.path;
      if (nearest(leaf.track, import_path) == path) continue;
      set_.tracks.at(leaf.track).providers[import_path] = path;
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

  const SetResolution& resolution_;
  const std::map<std::string, SetLeaf>& leaves_;
  const ModuleFacts& facts_;
  const Configurations& configurations_;
  const std::function<Voucher(const ModuleVersion&)>& vouch_;
  const GoSet& before_;
  GoSet set_;
};

}  // namespace

GoSet build_set(const SetResolution& resolution, const std::map<std::string, SetLeaf>& leaves,
                const ModuleFacts& facts, const Configurations& configurations,
                const std::function<Voucher(const ModuleVersion&)>& vouch, const GoSet& before) {
  return Builder(resolution, leaves, facts, configurations, vouch, before).build();
}

}  // namespace goset
