#include "relock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "folder.hpp"
#include "goset/error.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/resolve/import_graph.hpp"
#include "goset/resolve/module_graph.hpp"
#include "goset/resolve/set_graph.hpp"
#include "leaf_source.hpp"

// From goset.toml to a lock, in the order of the data flow:
//
//   leaves    -> each leaf's go.mod, go.sum and packages
//   graphs    -> each leaf's own module graph and build list, as with GOWORK=off
//   versions  -> of each module the highest version of these build lists
//   imports   -> the packages that each leaf needs at those versions, hence the modules of the set
//   raise     -> versions that the go.mod of a module of the set requires and that are higher yet:
//                then imports are walked again, until nothing moves
//   set       -> hashes, verified; parts; the lock
//
// The algorithms (src/resolve) say what they need to know, pump() gets it and hands it to them.

namespace goset::cli {

namespace {

struct Leaf {
  std::string name;
  const Manifest::Leaf* wish = nullptr;
  LeafSource source;
  std::string hash;  // SRI and `h1:` of the zip it came from
  std::string sum;
  std::unique_ptr<ModuleGraph> graph;
  std::set<std::string> paths;  // modules that an import may be looked for in
  std::unique_ptr<ImportGraph> imports;

  const std::string& module() const { return source.mod.module_path; }
};

// Known is what a zip told, as far as a set needs it.
struct Known {
  ModulePackages packages;
  std::string hash;
  std::string sum;
};

// Failure is one that came up in parallel work; the nearest to a leaf is the one to report.
struct Failure {
  ModuleVersion module;
  std::exception_ptr fault;
};

class Relock {
 public:
  Relock(const Manifest& manifest, const std::filesystem::path& directory,
         const std::optional<Lock>& old, Downloads& downloads,
         const std::function<void(const std::string&)>& progress)
      : manifest_(manifest),
        directory_(directory),
        old_(old),
        progress_(progress),
        configurations_(manifest.platforms, toolchain_version::minor(manifest.toolchain)),
        source_(
            *downloads.transport, downloads.proxy, downloads.cache,
            [this](const ModuleVersion& m, bool go_mod) { return claims(m, go_mod); },
            downloads.threads) {}

  Relocked run() {
    recall();
    load_leaves();
    load_graphs();
    select();
    do {
      load_imports();
    } while (raise());
    check_faults();
    check_go();
    Relocked result;
    result.lock = {manifest_.go, manifest_.toolchain, manifest_.platforms, build_set()};
    result.mods_unverified = mods_unverified_;
    for (const Leaf& leaf : leaves_) {
      if (!leaf.wish->module.empty() && leaf_claims({leaf.module(), leaf.wish->version}).empty()) {
        ++result.leaves_unverified;
      }
    }
    result.bytes = source_.statistics().bytes;
    result.downloads = source_.statistics().downloads;
    return result;
  }

 private:
  // --- what is known -----------------------------------------------------------------------

  // recall takes over what the old lock knows; scanned for other platforms or another toolchain it
  // knows nothing of use but checksums.
  void recall() {
    if (!old_ || old_->platforms != manifest_.platforms || old_->toolchain != manifest_.toolchain) {
      return;
    }
    for (const auto& [path, module] : old_->set.modules) {
      ModulePackages packages{false, module.packages, module.lacks};
      recalled_[{path, module.version}] = {std::move(packages), module.hash, module.sum};
    }
    for (const auto& [path, candidate] : old_->set.candidates) {
      recalled_[{path, candidate.version}] = {{false, {}, candidate.lacks}, "", ""};
    }
  }

  const Known* known(const ModuleVersion& m) const {
    if (const auto found = zips_.find(m); found != zips_.end()) return &found->second;
    if (const auto found = recalled_.find(m); found != recalled_.end()) return &found->second;
    return nullptr;
  }

  const ModSummary* summary(const ModuleVersion& m) const {
    const auto found = summaries_.find(m);
    return found == summaries_.end() ? nullptr : &found->second;
  }

  // leaf_claims are the witnesses for a zip: every leaf's go.sum, and the lock before.
  std::vector<ModuleSource::Claim> leaf_claims(const ModuleVersion& m) const {
    return claims(m, false);
  }

  std::vector<ModuleSource::Claim> claims(const ModuleVersion& m, bool go_mod) const {
    std::vector<ModuleSource::Claim> result;
    for (const Leaf& leaf : leaves_) {
      const SumFile& sums = leaf.source.sum;
      std::vector<std::string> hashes;
      for (const std::string& hash : go_mod ? sums.mod_hashes(m) : sums.zip_hashes(m)) {
        if (hash.starts_with("h1:")) hashes.push_back(hash);
      }
      if (!hashes.empty()) result.push_back({"go.sum of " + leaf.name, std::move(hashes)});
    }
    if (const std::string locked = locked_sum(m, go_mod); !locked.empty()) {
      result.push_back({Folder::lock_name, {locked}});
    }
    return result;
  }

  std::string locked_sum(const ModuleVersion& m, bool go_mod) const {
    if (!old_) return "";
    if (const auto found = old_->set.modules.find(m.path);
        found != old_->set.modules.end() && found->second.version == m.version) {
      return go_mod ? found->second.go_mod_sum : found->second.sum;
    }
    for (const auto& [name, leaf] : old_->set.leaves) {
      if (leaf.module == m.path && leaf.version == m.version) {
        return go_mod ? leaf.go_mod_sum : leaf.sum;
      }
    }
    return "";
  }

  // --- getting what is needed ----------------------------------------------------------------

  // pump hands one arrival to whom it concerns; false when nothing is under way.
  bool pump() {
    std::optional<ModuleSource::Arrival> arrival = source_.next();
    if (!arrival) return false;
    if (arrival->fault) {
      failures_.push_back({arrival->module, arrival->fault});
    } else if (arrival->is_zip) {
      take_zip(std::move(*arrival));
    } else {
      take_mod(*arrival);
    }
    progress_(fmt::format("{} go.mod files, {} zips, {:.1f} MB", summaries_.size(), zips_.size(),
                          static_cast<double>(source_.statistics().bytes) / 1e6));
    return true;
  }

  void take_mod(const ModuleSource::Arrival& arrival) {
    const ModuleVersion& m = arrival.module;
    try {
      const ModFile file = mod_file::parse_lax(m.str() + "/go.mod", arrival.go_mod);
      summaries_[m] = ModSummary::of(m, file);
    } catch (const Error&) {
      failures_.push_back({m, std::current_exception()});
      return;
    }
    mod_sums_[m] = arrival.sum;
    if (claims(m, true).empty()) ++mods_unverified_;
    for (Leaf& leaf : leaves_) {
      if (leaf.graph) leaf.graph->provide(m);
    }
  }

  void take_zip(ModuleSource::Arrival arrival) {
    const ModuleVersion& m = arrival.module;
    const ZipFacts& facts = *arrival.facts;
    leaf_zip_arrived(m, facts);
    zips_[m] = {package_facts::of_directories(facts.packages, configurations_, false),
                encoding::sri(facts.nar), facts.sum};
    for (Leaf& leaf : leaves_) {
      if (leaf.imports) leaf.imports->provide(m);
    }
  }

  // give_up reports the failure that is nearest to a leaf, checksum mismatches before all others.
  void give_up_on_failures() {
    if (failures_.empty()) return;
    const auto rank = [this](const Failure& failure) {
      bool security = false;
      try {
        std::rethrow_exception(failure.fault);
      } catch (const SecurityError&) {
        security = true;
      } catch (...) {
      }
      const std::vector<std::string> chain = chain_to(failure.module);
      return std::tuple(!security, chain.size(), failure.module);
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

  void note_chain(Error& error, const ModuleVersion& m) const {
    const std::vector<std::string> chain = chain_to(m);
    for (std::size_t i = 0; i < chain.size(); ++i) {
      error.add_note(fmt::format("{}{}", i == 0 ? "required by " : "  by ", chain[i]));
    }
  }

  // chain_to returns who requires a module, up to the leaf.
  std::vector<std::string> chain_to(const ModuleVersion& m) const {
    std::vector<std::string> best;
    for (const Leaf& leaf : leaves_) {
      if (!leaf.graph) continue;
      std::vector<ModuleVersion> line = leaf.graph->chain(m);
      if (line.empty() || (!best.empty() && line.size() >= best.size())) continue;
      best.clear();
      for (std::size_t i = line.size() - 1; i-- > 0;) best.push_back(line[i].str());
      best.push_back("leaf " + leaf.name);
    }
    return best;
  }

  // --- leaves ----------------------------------------------------------------------------------

  void load_leaves() {
    for (const auto& [name, wish] : manifest_.leaves) {
      Leaf& leaf = leaves_.emplace_back();
      leaf.name = name;
      leaf.wish = &wish;
    }
    for (Leaf& leaf : leaves_) {
      if (!leaf.wish->module.empty()) {
        source_.want_zip({leaf.wish->module, leaf.wish->version});
        continue;
      }
      try {
        leaf.source = leaf_on_disk(directory_, *leaf.wish, configurations_);
      } catch (Error& error) {
        error.add_note("leaf " + leaf.name);
        throw;
      }
    }
    while (pump()) {
    }
    give_up_on_failures();
    verify_leaves();
  }

  void leaf_zip_arrived(const ModuleVersion& m, const ZipFacts& facts) {
    for (Leaf& leaf : leaves_) {
      if (leaf.wish->module != m.path || leaf.wish->version != m.version || !leaf.hash.empty()) {
        continue;
      }
      try {
        leaf.source = leaf_source(facts, m.str(), *leaf.wish, configurations_);
        leaf.hash = encoding::sri(facts.nar);
        leaf.sum = facts.sum;
      } catch (const Error&) {
        failures_.push_back({m, std::current_exception()});
      }
    }
  }

  // verify_leaves compares the leaves' zips with what the other leaves' go.sum say: when they
  // arrived, not all of those had been read.
  void verify_leaves() const {
    for (const Leaf& leaf : leaves_) {
      const ModuleVersion m{leaf.module(), leaf.wish->version};
      if (!m.version.empty()) ModuleSource::verify(m, false, leaf.sum, leaf_claims(m));
    }
  }

  // --- module graphs ---------------------------------------------------------------------------

  void load_graphs() {
    const ModSummaries summaries = [this](const ModuleVersion& m) { return summary(m); };
    for (Leaf& leaf : leaves_) {
      leaf.graph = std::make_unique<ModuleGraph>(MainModule::of(leaf.source.mod), summaries);
    }
    do {
      for (Leaf& leaf : leaves_) {
        for (const ModuleVersion& m : leaf.graph->take_wanted()) source_.want_mod(m);
      }
    } while (pump());
    give_up_on_failures();
  }

  void select() {
    for (Leaf& leaf : leaves_) {
      for (const auto& [path, version] : leaf.graph->selected()) {
        std::string& selected = selected_[path];
        selected = semver::max(selected, version);
        leaf.paths.insert(path);
      }
    }
  }

  // --- imports ---------------------------------------------------------------------------------

  std::string selected(const std::string& path) const {
    const auto found = selected_.find(path);
    return found == selected_.end() ? "" : found->second;
  }

  void load_imports() {
    for (Leaf& leaf : leaves_) start_imports(leaf);
    do {
      for (Leaf& leaf : leaves_) {
        for (const ModuleVersion& m : leaf.imports->take_wanted()) source_.want_zip(m);
      }
    } while (pump());
    give_up_on_failures();
    need_mods();
  }

  void start_imports(Leaf& leaf) {
    ImportGraph::Leaf start;
    start.module = leaf.module();
    start.packages = &leaf.source.packages;
    start.patterns = leaf.wish->packages;
    start.ignore = leaf.source.mod.ignore;
    start.tags.insert(leaf.wish->tags.begin(), leaf.wish->tags.end());
    ImportGraph::Modules modules;
    modules.any = [this, &leaf](const std::string& path) {
      return leaf.paths.contains(path) ? selected(path) : "";
    };
    modules.root = [this, &leaf, any = modules.any](const std::string& path) {
      if (!leaf.graph->main().pruned()) return any(path);
      return leaf.graph->is_root(path) ? selected(path) : "";
    };
    leaf.imports =
        std::make_unique<ImportGraph>(configurations_, std::move(start), std::move(modules),
                                      [this](const ModuleVersion& m) -> const ModulePackages* {
                                        const Known* found = known(m);
                                        return found ? &found->packages : nullptr;
                                      });
  }

  // needed returns the modules that provide a package to this leaf.
  static std::set<ModuleVersion> needed(const Leaf& leaf) {
    std::set<ModuleVersion> result;
    for (const auto& [import_path, package] : leaf.imports->packages()) {
      if (!package.module.version.empty()) result.insert(package.module);
    }
    return result;
  }

  // need_mods gets the go.mod of every module of the set, also of those that pruning left out.
  void need_mods() {
    for (const Leaf& leaf : leaves_) {
      for (const ModuleVersion& m : needed(leaf)) {
        if (!summary(m)) source_.want_mod(m);
      }
    }
    while (pump()) {
    }
    give_up_on_failures();
  }

  // raise lifts versions to what the modules of the set require. Requirements on modules that no
  // build list has become places to look for packages. Returns whether to walk the imports again.
  bool raise() {
    bool again = false;
    for (Leaf& leaf : leaves_) {
      const bool incomplete = !leaf.imports->faults().empty();
      for (const ModuleVersion& m : needed(leaf)) {
        for (const ModuleVersion& r : summary(m)->require) {
          std::string& version = selected_[r.path];
          if (semver::compare(r.version, version) > 0) {
            version = r.version;
            again = true;
          }
          if (leaf.paths.insert(r.path).second && incomplete) again = true;
        }
      }
    }
    return again;
  }

  // --- refusals --------------------------------------------------------------------------------

  void check_faults() const {
    std::optional<Error> first;
    for (const Leaf& leaf : leaves_) {
      for (const ImportGraph::Fault& fault : leaf.imports->faults()) {
        if (!first) {
          first = import_error(leaf, fault);
        } else {
          first->add_note(import_error(leaf, fault).message());
        }
      }
      check_private(leaf);
    }
    if (first) throw *first;
  }

  Error import_error(const Leaf& leaf, const ImportGraph::Fault& fault) const {
    std::vector<std::string> notes;
    if (!fault.importer.empty()) notes.push_back("imported by " + fault.importer);
    if (fault.mask != configurations_.all()) {
      notes.push_back(fmt::format("on {}", fmt::join(configurations_.terms(fault.mask), ", ")));
    }
    if (!fault.found_in.empty()) {
      for (const ModuleVersion& m : fault.found_in) notes.push_back("found in " + m.str());
      return Error(fmt::format("leaf {}: ambiguous import of {}", leaf.name, fault.import_path),
                   std::move(notes));
    }
    for (const ModuleVersion& m : fault.looked_in) notes.push_back("not in " + m.str());
    notes.push_back("its go.mod may be untidy: run `go mod tidy` there");
    return Error(fmt::format("leaf {}: no required module provides package {}", leaf.name,
                             fault.import_path),
                 std::move(notes));
  }

  // check_private refuses a dependency that imports the leaf: it can't be built before it.
  static void check_private(const Leaf& leaf) {
    for (const auto& [import_path, package] : leaf.imports->packages()) {
      if (!package.module.version.empty() || package.outside_importer.empty()) continue;
      const ImportGraph::Package& importer = leaf.imports->packages().at(package.outside_importer);
      throw Error(fmt::format("leaf {}: {} imports {} of the leaf itself", leaf.name,
                              importer.module.str(), import_path),
                  {"this version of goset can't build that"});
    }
  }

  void check_go() const {
    for (const Leaf& leaf : leaves_) {
      check_go("leaf " + leaf.name, leaf.source.mod.go, {});
      for (const ModuleVersion& m : needed(leaf)) check_go(m.str(), summary(m)->go, m);
    }
  }

  void check_go(const std::string& who, const std::optional<std::string>& go,
                const ModuleVersion& m) const {
    if (!go) return;
    const bool has_patch = toolchain_version::language(manifest_.go) != manifest_.go;
    const std::string asked = has_patch ? *go : toolchain_version::language(*go);
    if (toolchain_version::compare(asked, manifest_.go) <= 0) return;
    Error error(fmt::format("{} needs go {}, the ceiling is go {}", who, *go, manifest_.go));
    if (!m.path.empty()) note_chain(error, m);
    error.add_note(
        fmt::format("raise `go` in {}, or stay with older versions", Folder::manifest_name));
    throw error;
  }

  // --- the set ---------------------------------------------------------------------------------

  GoSet build_set() const {
    GoSet set;
    for (const Leaf& leaf : leaves_) {
      set.leaves.emplace(leaf.name, set_leaf(leaf));
      for (const auto& [import_path, package] : leaf.imports->packages()) {
        if (package.module.version.empty()) continue;
        SetModule& module = set.modules[package.module.path];
        if (module.version.empty()) module = set_module(package.module);
        module.packages.emplace(package.directory, stored(package, *leaf.imports));
      }
    }
    for (const Leaf& leaf : leaves_) {
      for (const auto& [m, lacks] : leaf.imports->looked_at()) {
        const auto module = set.modules.find(m.path);
        if (module == set.modules.end()) check_covered(m);
        std::set<std::string>& known_lacks =
            module != set.modules.end() ? module->second.lacks : candidate(set, m).lacks;
        known_lacks.insert(lacks.begin(), lacks.end());
      }
    }
    set_graph::split_parts(set, configurations_);
    return set;
  }

  // check_covered refuses a zip that somebody must vouch for and nobody does. What the old lock
  // says of a module that only was looked into was covered when it was written.
  void check_covered(const ModuleVersion& m) const {
    if (!zips_.contains(m) || !claims(m, false).empty()) return;
    Error error(fmt::format("{}: no leaf's go.sum has its checksum", m.str()));
    note_chain(error, m);
    throw error;
  }

  static SetCandidate& candidate(GoSet& set, const ModuleVersion& m) {
    SetCandidate& result = set.candidates[m.path];
    result.version = m.version;
    return result;
  }

  // stored drops the imports of the standard library from a package's facts.
  static PackageFacts stored(const ImportGraph::Package& package, const ImportGraph& graph) {
    PackageFacts facts{package.facts->when, {}};
    for (const Import& import : package.facts->imports) {
      const std::string first = import.path.substr(0, import.path.find('/'));
      if (first.find('.') != std::string::npos || graph.packages().contains(import.path)) {
        facts.imports.push_back(import);
      }
    }
    return facts;
  }

  SetLeaf set_leaf(const Leaf& leaf) const {
    SetLeaf result;
    result.module = leaf.module();
    result.version = leaf.wish->version;
    result.path = leaf.wish->path;
    result.go = leaf.source.mod.go;
    result.hash = leaf.hash;
    result.sum = leaf.sum;
    result.go_mod_sum = leaf.source.go_mod_sum;
    result.go_sum_hash = leaf.source.go_sum_hash;
    result.patterns = leaf.wish->packages;
    result.ignore = leaf.source.mod.ignore;
    result.tags = leaf.wish->tags;
    result.tests = leaf.wish->tests;
    for (const auto& [import_path, package] : leaf.imports->packages()) {
      if (!package.module.version.empty()) continue;
      result.packages.emplace(package.directory, stored(package, *leaf.imports));
    }
    return result;
  }

  SetModule set_module(const ModuleVersion& m) const {
    const Known& facts = *known(m);
    const ModSummary& mod = *summary(m);
    check_covered(m);
    ModuleSource::verify(m, false, facts.sum, claims(m, false));
    SetModule module;
    module.version = m.version;
    module.go = mod.go;
    if (mod.declared != m.path) module.declared = mod.declared;
    module.hash = facts.hash;
    module.sum = facts.sum;
    module.go_mod_sum = mod_sums_.at(m);
    module.verified = "go.sum";
    return module;
  }

  const Manifest& manifest_;
  const std::filesystem::path& directory_;
  const std::optional<Lock>& old_;
  const std::function<void(const std::string&)>& progress_;
  const Configurations configurations_;
  std::vector<Leaf> leaves_;
  std::map<ModuleVersion, ModSummary> summaries_;
  std::map<ModuleVersion, std::string> mod_sums_;
  std::map<ModuleVersion, Known> recalled_;
  std::map<ModuleVersion, Known> zips_;
  std::map<std::string, std::string> selected_;
  std::vector<Failure> failures_;
  std::size_t mods_unverified_ = 0;
  ModuleSource source_;
};

}  // namespace

Relocked relock(const Manifest& manifest, const std::filesystem::path& directory,
                const std::optional<Lock>& old, Downloads& downloads,
                const std::function<void(const std::string&)>& progress) {
  return Relock(manifest, directory, old, downloads, progress).run();
}

}  // namespace goset::cli
