#include "relock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "archives.hpp"
#include "build_set.hpp"
#include "folder.hpp"
#include "goset/error.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/resolve/set_resolution.hpp"
#include "leaf_source.hpp"
#include "module_facts.hpp"

// From goset.toml to a lock, in the order of the data flow:
//
//   leaves      each leaf's go.mod, go.sum and packages
//   resolution  versions, and the packages that each leaf needs (src/resolve)
//   vouching    go.sum of the leaves, the lock before, then the checksum database
//   set         modules, parts, tracks: the lock

namespace goset::cli {

namespace {

struct Leaf {
  std::string name;
  const Manifest::Leaf* wish = nullptr;
  LeafSource source;
  bool is_read = false;

  ModuleVersion module_version() const { return {wish->module, wish->version}; }
};

class Relock {
 public:
  Relock(const Manifest& manifest, const std::filesystem::path& directory,
         const std::optional<Lock>& old, Downloads& downloads,
         const std::function<void(const std::string&)>& progress)
      : manifest_(manifest),
        directory_(directory),
        old_(old),
        configurations_(manifest.platforms, toolchain_version::minor(manifest.toolchain)),
        archives_(downloads, directory, old),
        sumdb_(downloads.sumdb),
        source_(
            downloads.proxy, downloads.cache,
            [this](const ModuleVersion& m, bool go_mod) { return claims(m, go_mod); },
            downloads.threads),
        facts_(source_, old, configurations_,
               {[this](const ModuleVersion& m) { ask_sumdb(m, true); },
                [this](const ModuleVersion& m, const ZipFacts& facts) {
                  if (leaves_are_read_) ask_sumdb(m, false);
                  leaf_zip_arrived(m, facts);
                },
                progress}) {}

  Relocked run() {
    Relocked result;
    resolve([&](const SetResolution& resolution) {
      resolution.check_go(manifest_.go);
      result = relocked(resolution);
    });
    return result;
  }

  void resolve(const std::function<void(const SetResolution&)>& use) {
    load_leaves();
    SetResolution resolution(to_resolve(), configurations_, facts_);
    resolution.run();
    verify_by_sumdb();
    use(resolution);
  }

 private:
  Relocked relocked(const SetResolution& resolution) const {
    Relocked result;
    result.lock = {manifest_.go,   manifest_.toolchain, manifest_.platforms,
                   manifest_.pins, manifest_.replace,   {},
                   set(resolution)};
    for (const auto& [name, track] : manifest_.tracks) result.lock.track_pins[name] = track.pins;
    count(result);
    result.bytes = source_.statistics().bytes;
    result.downloads = source_.statistics().downloads;
    return result;
  }

  // --- who vouches for what ----------------------------------------------------------------------

  std::vector<ModuleSource::Claim> claims(const ModuleVersion& m, bool go_mod) const {
    std::vector<ModuleSource::Claim> result;
    for (const Leaf& leaf : leaves_) {
      for (const auto& [file, sums] : leaf.source.sum_files) {
        std::vector<std::string> hashes;
        for (const std::string& hash : go_mod ? sums.mod_hashes(m) : sums.zip_hashes(m)) {
          if (hash.starts_with("h1:")) hashes.push_back(hash);
        }
        if (!hashes.empty()) result.push_back({file + " of " + leaf.name, std::move(hashes)});
      }
    }
    if (const std::string locked = locked_sum(m, go_mod); !locked.empty()) {
      result.push_back({Folder::lock_name, {locked}});
    }
    return result;
  }

  std::string locked_sum(const ModuleVersion& m, bool go_mod) const {
    if (const SetModule* const module = locked_module(m)) {
      return go_mod ? module->go_mod_sum : module->sum;
    }
    const SetLeaf* const leaf = locked_leaf(m);
    if (!leaf) return "";
    return go_mod ? leaf->go_mod_sum : leaf->sum;
  }

  // is_covered reports whether somebody vouches for a file without the checksum database.
  bool is_covered(const ModuleVersion& m, bool go_mod) const {
    for (const Leaf& leaf : leaves_) {
      const SumFile& sums = leaf.source.sum;
      if (!(go_mod ? sums.mod_hashes(m) : sums.zip_hashes(m)).empty()) return true;
    }
    if (locked_sum(m, go_mod).empty()) return false;
    const SetModule* const module = locked_module(m);
    return !(module ? module->verified : locked_leaf(m)->verified).empty();
  }

  void ask_sumdb(const ModuleVersion& m, bool go_mod) {
    if (!is_covered(m, go_mod) && sumdb_.settings().skipped(m.path).empty()) sumdb_.want(m);
  }

  // verify_by_sumdb waits for the checksum database and compares.
  void verify_by_sumdb() {
    sumdb_.finish();
    const auto verify = [this](const ModuleVersion& m, bool go_mod, const std::string& sum) {
      const SumFile& sums = sumdb_.sums();
      const std::span<const std::string> hashes = go_mod ? sums.mod_hashes(m) : sums.zip_hashes(m);
      if (hashes.empty()) return;
      ModuleSource::verify(m, go_mod, sum, {{sumdb_.name(), {hashes.begin(), hashes.end()}}});
    };
    for (const auto& [m, sum] : facts_.zips()) verify(m, false, sum);
    for (const auto& [m, sum] : facts_.go_mods()) verify(m, true, sum);
  }

  // locked_module returns the old lock's record of what is fetched as `m`.
  const SetModule* locked_module(const ModuleVersion& m) const {
    if (!old_) return nullptr;
    if (!locked_) {
      locked_.emplace();
      const auto add = [this](const std::map<std::string, SetModule>& modules) {
        for (const auto& [path, module] : modules) (*locked_)[module.provider(path)] = &module;
      };
      add(old_->set.modules);
      for (const auto& [name, track] : old_->set.tracks) add(track.modules);
    }
    const auto found = locked_->find(m);
    return found == locked_->end() ? nullptr : found->second;
  }

  const SetLeaf* locked_leaf(const ModuleVersion& m) const {
    if (!old_) return nullptr;
    for (const auto& [name, leaf] : old_->set.leaves) {
      if (leaf.module == m.path && leaf.version == m.version) return &leaf;
    }
    return nullptr;
  }

  // --- leaves ------------------------------------------------------------------------------------

  void load_leaves() {
    for (const auto& [name, wish] : manifest_.leaves) {
      Leaf& leaf = leaves_.emplace_back();
      leaf.name = name;
      leaf.wish = &wish;
    }
    for (Leaf& leaf : leaves_) {
      if (!leaf.wish->module.empty()) {
        source_.want_zip(leaf.module_version());
      } else if (!leaf.wish->archive.empty()) {
        archives_.want(leaf.wish->archive);
      } else {
        read_leaf(leaf, [&] { return disk_files(leaf_directory(directory_, *leaf.wish)); });
      }
    }
    read_archives();
    std::vector<FactSource::Arrival> failures;
    while (std::optional<FactSource::Arrival> arrival = facts_.next()) {
      if (arrival->fault) failures.push_back(std::move(*arrival));
    }
    if (failures.empty()) failures = std::move(unreadable_);
    if (!failures.empty()) {
      const auto first =
          std::min_element(failures.begin(), failures.end(),
                           [](const auto& a, const auto& b) { return a.module < b.module; });
      std::rethrow_exception(first->fault);
    }
    verify_leaves();
  }

  void read_archives() {
    archives_.finish();
    for (Leaf& leaf : leaves_) {
      if (leaf.wish->archive.empty()) continue;
      read_leaf(leaf, [&] { return archives_.files(*leaf.wish); });
      const Archives::Archive& archive = archives_.at(leaf.wish->archive);
      leaf.source.digests.hash = archive.hash;
      leaf.source.digests.archive_hash = archive.archive_hash;
    }
  }

  void read_leaf(Leaf& leaf, const std::function<LeafFiles()>& files) {
    try {
      leaf.source = leaf_source(leaf.name, *leaf.wish, files(), configurations_);
      leaf.is_read = true;
    } catch (Error& error) {
      error.add_note("leaf " + leaf.name);
      throw;
    }
  }

  void leaf_zip_arrived(const ModuleVersion& m, const ZipFacts& facts) {
    for (Leaf& leaf : leaves_) {
      if (leaf.is_read || leaf.wish->module.empty() || leaf.module_version() != m) continue;
      try {
        read_leaf(leaf, [&] { return zip_files(m.str(), facts); });
        leaf.source.digests.hash = encoding::sri(facts.nar);
        leaf.source.digests.sum = facts.sum;
      } catch (const Error&) {
        unreadable_.push_back({m, true, std::current_exception()});
      }
    }
  }

  // verify_leaves compares the leaves' zips with what the other leaves' go.sum say: when they
  // arrived, not all of those had been read.
  void verify_leaves() {
    leaves_are_read_ = true;
    for (const Leaf& leaf : leaves_) {
      if (leaf.wish->module.empty()) continue;
      const ModuleVersion m = leaf.module_version();
      ModuleSource::verify(m, false, leaf.source.digests.sum, claims(m, false));
      ask_sumdb(m, false);
    }
  }

  SetToResolve to_resolve() const {
    SetToResolve set;
    for (const Leaf& leaf : leaves_) {
      set.leaves.push_back(leaf.source.input);
      set.leaves.back().track = manifest_.track_of(leaf.name);
    }
    set.pins = manifest_.pins;
    set.replace = manifest_.replace;
    for (const auto& [name, track] : manifest_.tracks) {
      set.tracks[name] = {track.reason, track.pins};
    }
    return set;
  }

  // --- the set -----------------------------------------------------------------------------------

  GoSet set(const SetResolution& resolution) const {
    std::map<std::string, SetLeaf> leaves;
    for (const Leaf& leaf : leaves_) leaves[leaf.name] = described(leaf);
    return build_set(resolution, leaves, facts_, configurations_,
                     [this](const ModuleVersion& m) { return vouch(m); });
  }

  SetLeaf described(const Leaf& leaf) const {
    SetLeaf result = leaf.source.digests;
    if (!leaf.wish->module.empty()) {
      const Voucher voucher = vouch(leaf.module_version());
      result.verified = voucher.verified;
      result.unverified = voucher.unverified;
    }
    const Manifest::Leaf& wish = *leaf.wish;
    result.version = wish.version;
    result.path = wish.path;
    result.archive = wish.archive;
    result.archive_directory = wish.dir;
    result.patterns = wish.packages;
    result.tags = wish.tags;
    result.tests = wish.tests;
    return result;
  }

  // vouch says who vouches for a module's zip: a leaf's go.sum, the checksum database now, or
  // whoever did when the lock before was written.
  Voucher vouch(const ModuleVersion& m) const {
    if (const std::string sum = facts_.source_of(m).sum; !sum.empty()) {
      ModuleSource::verify(m, false, sum, claims(m, false));
    }
    for (const Leaf& leaf : leaves_) {
      if (!leaf.source.sum.zip_hashes(m).empty()) return {"go.sum", ""};
    }
    if (!sumdb_.sums().zip_hashes(m).empty()) return {sumdb_.name(), ""};
    const SetModule* const module = locked_module(m);
    if (module && !module->verified.empty()) return {module->verified, ""};
    const SetLeaf* const leaf = locked_leaf(m);
    if (leaf && !leaf->verified.empty()) return {leaf->verified, ""};
    return {"", sumdb_.settings().skipped(m.path)};
  }

  void count(Relocked& result) const {
    const auto add = [&](const std::string& verified, const std::string& unverified) {
      ++(unverified.empty() ? result.verified[verified] : result.unverified[unverified]);
    };
    const GoSet& set = result.lock.set;
    for (const auto& [path, module] : set.modules) add(module.verified, module.unverified);
    for (const auto& [name, track] : set.tracks) {
      for (const auto& [path, module] : track.modules) add(module.verified, module.unverified);
    }
    for (const auto& [name, leaf] : set.leaves) {
      if (!leaf.sum.empty()) add(leaf.verified, leaf.unverified);
      if (!leaf.archive.empty() && archives_.at(leaf.archive).is_new) ++result.new_archives;
    }
    for (const auto& [m, sum] : facts_.go_mods()) {
      if (is_covered(m, true) || !sumdb_.sums().mod_hashes(m).empty()) continue;
      ++result.mods_unverified[sumdb_.settings().skipped(m.path)];
    }
  }

  const Manifest& manifest_;
  const std::filesystem::path& directory_;
  const std::optional<Lock>& old_;
  const Configurations configurations_;
  std::vector<Leaf> leaves_;
  std::vector<FactSource::Arrival> unreadable_;
  mutable std::optional<std::map<ModuleVersion, const SetModule*>> locked_;
  bool leaves_are_read_ = false;
  Archives archives_;
  Sumdb& sumdb_;
  ModuleSource source_;
  ModuleFacts facts_;
};

}  // namespace

Relocked relock(const Manifest& manifest, const std::filesystem::path& directory,
                const std::optional<Lock>& old, Downloads& downloads,
                const std::function<void(const std::string&)>& progress) {
  return Relock(manifest, directory, old, downloads, progress).run();
}

void with_resolution(const Manifest& manifest, const std::filesystem::path& directory,
                     const std::optional<Lock>& old, Downloads& downloads,
                     const std::function<void(const std::string&)>& progress,
                     const std::function<void(const SetResolution&)>& use) {
  Relock(manifest, directory, old, downloads, progress).resolve(use);
}

}  // namespace goset::cli
