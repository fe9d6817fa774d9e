#include "goset/set/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "goset/error.hpp"
#include "goset/go/std_packages.hpp"
#include "goset/set/license_of.hpp"
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
        leaves_of_resolution_(resolution.leaves()),
        added_(resolution.package_count(), 0) {}

  BuiltSet build() {
    for (const resolve::Resolution::Track& track : resolution_.tracks()) {
      set_.tracks[track.name()].reason = track.reason();
      set_.tracks[track.name()].automatic = track.is_automatic();
      set_.tracks[track.name()].own = track.keeps_own();
    }
    // The set's own leaves decide what the set has; tracks share it or differ.
    for (const int round : {0, 1, 2}) {
      for (const Leaf& leaf : leaves_of_resolution_) {
        if (round == rank(leaf)) add_modules(leaf);
      }
    }
    for (const Leaf& leaf : leaves_of_resolution_) {
      add_leaf(leaf);
      add_absent_packages(leaf);
      add_providers(leaf);
    }
    keep_needed_licenses();
    const SetNumbers numbers = set_graph::split_parts(set_, configurations_, before_);
    SetGraph graph = set_graph::of(set_, configurations_, numbers);
    return {std::move(set_), std::move(graph)};
  }

 private:
  using Leaf = resolve::Resolution::Leaf;
  using Package = resolve::NeededPackage;
  // LookedInto is where a module keeps what it does not have (null: nowhere), and of which import
  // paths that is noted.
  struct LookedInto {
    std::set<std::string>* absent = nullptr;
    std::unordered_set<const std::string*> noted;
  };

  int rank(const Leaf& leaf) const {
    if (leaf.track().empty()) return 0;
    return resolution_.track(leaf.track())->shares_base() ? 1 : 2;
  }

  // is_plain reports whether a leaf takes every module as the set has it. Most need the same
  // packages, and each is looked at once.
  static bool is_plain(const Leaf& leaf) {
    return leaf.track().empty() && leaf.input().replace.lines().empty();
  }

  // is_shared reports whether a module of a leaf is the one that the set has.
  bool is_shared(const Leaf& leaf, const ModuleVersion& m, const ModuleVersion& from) const {
    if (leaf.track().empty()) return true;
    if (base_.version(m.path) != m.version || from != resolution_.shared_source_module(m))
      return false;
    return set_.modules.contains(m.path) || rank(leaf) == 1;
  }

  void add_modules(const Leaf& leaf) {
    const bool may_need_std = leaf.needs_std_named();
    if (is_plain(leaf)) {
      const auto is_new = [this](std::uint32_t number, bool own) {
        return !own && std::exchange(added_[number], 1) == 0;
      };
      leaf.each_package(is_new, [&](const Package& package) {
        SetModule*& entry = plain_entries_[package.module];
        if (!entry) entry = &module_for(leaf, *package.module);
        add_package(*entry, package, leaf, may_need_std);
      });
      return;
    }
    const ModuleVersion* last = nullptr;
    SetModule* entry = nullptr;
    for (const Package& package : leaf.packages()) {
      if (package.own) continue;
      if (std::exchange(last, package.module) != package.module) {
        entry = &module_for(leaf, *package.module);
      }
      add_package(*entry, package, leaf, may_need_std);
    }
  }

  void add_package(SetModule& entry, const Package& package, const Leaf& leaf, bool may_need_std) {
    const std::string directory(package.directory);
    if (entry.packages.contains(directory)) return;
    entry.packages.emplace(directory, stored(package, leaf, may_need_std));
  }

  // module_for returns the entry of a module of a leaf, in the set or in the leaf's track. Tracks
  // that have the same share it.
  SetModule& module_for(const Leaf& leaf, const ModuleVersion& m) {
    const ModuleVersion from = leaf.source_module(m);
    SetModule* entry = nullptr;
    if (is_shared(leaf, m, from)) {
      const auto [shared, is_new] = set_.modules.try_emplace(m.path);
      if (is_new) shared->second = module(m, from);
      entry = &shared->second;
    } else {
      std::shared_ptr<SetModule>& known = set_.tracks.at(leaf.track()).modules[m.path];
      if (!known) known = of_tracks(m, from);
      entry = known.get();
    }
    if (entry->version != m.version || entry->source_module(m.path) != from) {
      throw Error(fmt::format("track {}: its leaves take {} from {} and from {}", leaf.track(),
                              m.path, entry->source_module(m.path).str(), from.str()),
                  {"give each a separate track"});
    }
    return *entry;
  }

  std::shared_ptr<SetModule> of_tracks(const ModuleVersion& m, const ModuleVersion& from) {
    std::shared_ptr<SetModule>& known = of_tracks_[{m, from}];
    if (!known) known = std::make_shared<SetModule>(module(m, from));
    return known;
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
    result.license = source.license;
    return result;
  }

  // stored drops the imports of the standard library from a package's facts. `may_need_std` says
  // whether the leaf needs packages of its own that are called so.
  PackageFacts stored(const Package& package, const Leaf& leaf, bool may_need_std) const {
    PackageFacts facts = resolution_.facts(*package.package);
    std::erase_if(facts.imports, [&](const Import& import) {
      return std_packages::is_reserved(import.path) &&
             !(may_need_std && leaf.needs_package(import.path.str())) &&
             !(package.own && leaf.input().owns(import.path.str()));
    });
    return facts;
  }

  // locked returns what a lock has of a package of the leaf's own that was not read.
  static const PackageFacts& locked(const Package& package, const Leaf& leaf) {
    return leaf.input().mains.front().unread->locked->at(std::string(package.directory));
  }

  // add_leaf adds what a leaf needs with one choice of its optional tags; that of none comes first.
  void add_leaf(const Leaf& leaf) {
    const std::string name = tag_choice::leaf_of(leaf.name());
    const auto [entry, is_first] = set_.leaves.try_emplace(name);
    SetLeaf& result = entry->second;
    const TagChoice choice = tag_choice::of(leaf.name());
    if (is_first) {
      result = leaves_.at(name);
      result.track = leaf.track();
      result.unsupported = unsupported(leaf);
    } else if (auto reasons = unsupported(leaf); reasons != result.unsupported) {
      result.unsupported_with[choice] = std::move(reasons);
    }
    const bool may_need_std = leaf.needs_std_named();
    const auto is_own = [](std::uint32_t, bool own) { return own; };
    leaf.each_package(is_own, [&](const Package& package) {
      const ModuleVersion& m = *package.module;
      const bool is_main = m.path == result.module && m.version.empty();
      auto& packages = is_main ? result.packages : own_module(result, leaf.input(), m).packages;
      PackageFacts facts =
          package.package ? stored(package, leaf, may_need_std) : locked(package, leaf);
      const auto [known, is_new] = packages.try_emplace(std::string(package.directory), facts);
      // With another choice of tags, less may be left out.
      if (!is_new && known->second.imports.size() < facts.imports.size()) {
        known->second = std::move(facts);
      }
    });
    std::sort(result.modules.begin(), result.modules.end(),
              [](const SetLeafModule& a, const SetLeafModule& b) {
                return std::tie(a.directory, a.path) < std::tie(b.directory, b.path);
              });
  }

  // keep_needed_licenses leaves out what is said of directories of which nothing is needed.
  void keep_needed_licenses() {
    const auto keep = [](auto& record) {
      record.license = license_of::needed(record.license, record.packages);
    };
    for (auto& [name, leaf] : set_.leaves) keep(leaf);
    for (auto& [path, module] : set_.modules) keep(module);
    for (auto& [sources, module] : of_tracks_) keep(*module);
  }

  // unsupported says by constraint why a leaf can't be built there.
  std::map<std::string, std::string> unsupported(const Leaf& leaf) const {
    std::map<std::string, std::string> result;
    const std::string prefix = fmt::format("leaf {}: ", leaf.name());
    for (const resolve::Unsupported& one : leaf.unsupported()) {
      std::string reason = one.reason.message();
      if (reason.starts_with(prefix)) reason = reason.substr(prefix.size());
      for (const std::string& term : configurations_.terms(one.mask)) result[term] = reason;
    }
    return result;
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

  void add_absent_packages(const Leaf& leaf) {
    const bool is_plain = Builder::is_plain(leaf);
    leaf.each_looked_at([&](const resolve::LookedAt& looked) {
      std::set<std::string>* absent = nullptr;
      if (is_plain) {
        const auto [known, is_new] = looked_at_.try_emplace(looked.module);
        if (is_new) known->second.absent = absent_packages(leaf, *looked.module);
        if (!known->second.noted.insert(looked.absent).second) return;
        absent = known->second.absent;
      } else {
        absent = absent_packages(leaf, *looked.module);
      }
      if (!absent || !looked.absent) return;
      absent->insert(package_facts::directory(*looked.absent, looked.module->path));
    });
  }

  // absent_packages returns where a leaf's module keeps what it is known not to have: with the
  // module as the leaf has it, or as a candidate; null if nowhere.
  std::set<std::string>* absent_packages(const Leaf& leaf, const ModuleVersion& m) {
    const ModuleVersion from = leaf.source_module(m);
    const auto is_it = [&](const SetModule& known) {
      return known.version == m.version && known.source_module(m.path) == from;
    };
    if (!leaf.track().empty()) {
      const auto& of_track = set_.tracks.at(leaf.track()).modules;
      const auto known = of_track.find(m.path);
      if (known != of_track.end() && is_it(*known->second)) return &known->second->absent_packages;
    }
    const auto known = set_.modules.find(m.path);
    if (known != set_.modules.end() && is_it(known->second)) return &known->second.absent_packages;
    if (from != m) return nullptr;
    const auto [candidate, is_new] = set_.candidates.try_emplace(m);
    if (is_new) {
      candidate->second.unverified = witness_of_(from).unverified;
      candidate->second.apart = base_.version(m.path) != m.version;
    }
    if (candidate->second.apart && !leaf.track().empty()) {
      SetTrack& track = set_.tracks.at(leaf.track());
      if (!track.own) track.candidates.insert(m);
    }
    return &candidate->second.absent_packages;
  }

  // add_providers states the module of a package of a track where a longer module path would hold
  // it as well, for other leaves.
  void add_providers(const Leaf& leaf) {
    const std::string& track = leaf.track();
    if (track.empty()) return;
    std::unordered_map<const ModuleVersion*, const SetModule*> lone;  // null: it has others below
    const auto is_of_others = [](std::uint32_t, bool own) { return !own; };
    leaf.each_package(is_of_others, [&](const Package& package) {
      const std::string& path = package.module->path;
      const auto [module, is_new] = lone.try_emplace(package.module);
      if (is_new && !has_below(track, path)) {
        module->second = set_.module(track, path);
      }
      const std::string directory(package.directory);
      if (module->second && module->second->packages.contains(directory)) return;
      const std::string import_path(package.import_path);
      if (nearest(track, import_path) == path) return;
      set_.tracks.at(track).providers[import_path] = path;
    });
  }

  // has_below reports whether a module of the set or of a track has a path that goes on from another.
  bool has_below(const std::string& track, const std::string& path) const {
    const auto in = [&](const auto& modules) {
      const auto next = modules.lower_bound(path + "/");
      return next != modules.end() && next->first.starts_with(path + "/");
    };
    return in(set_.modules) || in(set_.tracks.at(track).modules);
  }

  std::string nearest(const std::string& track, const std::string& import_path) const {
    for (std::string prefix = import_path;;) {
      const SetModule* const m = set_.module(track, prefix);
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
  // Of plain leaves: packages that the set has, entries of their modules, and the modules that were
  // looked into.
  std::vector<std::uint8_t> added_;  // by number
  std::unordered_map<const ModuleVersion*, SetModule*> plain_entries_;
  std::unordered_map<const ModuleVersion*, LookedInto> looked_at_;
  // Records of tracks, by module and what its source is taken from.
  std::map<std::pair<ModuleVersion, ModuleVersion>, std::shared_ptr<SetModule>> of_tracks_;
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
