#include "goset/app/relock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <vector>

#include "goset/app/describe_cause.hpp"
#include "goset/app/locked_leaves.hpp"
#include "goset/app/read_leaves.hpp"
#include "goset/error.hpp"
#include "goset/facts/leaf_source.hpp"
#include "goset/facts/module_facts.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/resolve/resolution.hpp"
#include "goset/set/assemble.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/store/folder.hpp"
#include "goset/verify/witnesses.hpp"

// From goset.toml to a lock, in the order of the data flow:
//
//   leaves      each leaf's go.mod, go.sum and packages
//   resolution  versions, and the packages that each leaf needs (src/resolve)
//   witnesses   go.sum of the leaves, the lock before, then the checksum database
//   set         modules, parts, tracks: the lock

namespace goset {

namespace {

// Attempts is what one Relock hands on to the next.
struct Attempts {
  bool remembers = true;             // the whole set, whose memory is used and kept
  std::set<std::string> whole = {};  // leaves of which the lock's packages are not enough
  std::set<ModuleSource::FileId> distrusted = {};  // that were found to be damaged in a cache
  ModuleSource::Statistics transferred = {};       // so far
};

class Relock {
 public:
  Relock(const Manifest& manifest, const std::filesystem::path& directory,
         const std::optional<Lock>& old, Session& session, Attempts& attempts,
         const std::function<void(const std::string&)>& progress)
      : manifest_(manifest),
        directory_(directory),
        attempts_(attempts),
        configurations_(manifest.platforms, toolchain_version::minor(manifest.toolchain)),
        locked_leaves_(old, configurations_, attempts.whole),
        options_{session.threads, session.environment.check_rounds},
        kept_(session.kept),
        archives_(session.archives(directory, old)),
        cache_(session.facts),
        modules_(session.cache),
        witnesses_(old, session.sumdb, session.cache,
                   [this](const ModuleVersion& m, bool go_mod) {
                     go_mod ? cache_.drop_go_mod(m) : cache_.drop(m);
                   }),
        leaves_(manifest, directory, locked_leaves_, configurations_, archives_, cache_, witnesses_,
                facts_),
        source_(session.proxy, session.cache, claims(), session.threads, attempts.distrusted),
        progress_(progress),
        facts_(source_, session.facts, claims(), old, configurations_,
               {[this](const ModuleVersion& m) { witnesses_.ask(m, true); },
                [this](const ModuleVersion& m) {
                  if (leaves_.is_done()) witnesses_.ask(m, false);
                },
                [this](const ModuleVersion& m, const ZipFacts& facts) {
                  leaves_.zip_arrived(m, facts);
                },
                [this](const ModuleVersion& m, const ModuleSource::ModFiles& files) {
                  leaves_.mod_files_arrived(m, files);
                },
                [this](const ModuleVersion& m, const ZipFacts& texts) {
                  return leaves_.texts_arrived(m, texts);
                },
                progress}) {
    kept_.clear();
  }

  ~Relock() {
    attempts_.transferred += source_.statistics();
    cache_.finish();
    kept_.keep(std::move(facts_));
    kept_.keep(std::move(witnesses_));
  }

  Relocked run(const GoSet& before) {
    Relocked result;
    resolve([&](const resolve::Resolution& resolution) {
      resolution.check_go(manifest_.go);
      result = relocked(resolution, before);
    });
    return result;
  }

  void resolve(const std::function<void(const resolve::Resolution&)>& use) {
    resolve::Resolution resolution = searching_damage([this] {
      load();
      resolve::Options options = options_;
      if (attempts_.remembers) options.memory = known_memory();
      return resolve::Resolution::of(to_resolve(), configurations_, facts_, manifest_.go, options);
    });
    verify(needed_of(resolution));
    if (const auto bytes = resolution.memory(); bytes && attempts_.remembers) {
      cache_.keep_memory(directory_, *bytes);
    }
    use(resolution);
    kept_.keep(std::move(resolution));
  }

  // recall does so with the outcome that a lock has; false if that does not suffice.
  bool recall(const GoSet& locked, const std::function<void(const resolve::Resolution&)>& use) {
    std::optional<resolve::Resolution> resolution = searching_damage([&] {
      load();
      resolve::Options options = options_;
      options.memory = known_memory();
      return resolve::Resolution::of_lock(to_resolve(), configurations_, facts_, locked, options);
    });
    if (!resolution) return false;
    verify(needed_of(*resolution));
    use(*resolution);
    kept_.keep(*std::move(resolution));
    return true;
  }

  std::map<std::string, std::string> own_build_list() {
    std::map<std::string, std::string> result = searching_damage([this] {
      load();
      return resolve::Resolution::own_build_list(to_resolve(), configurations_, facts_);
    });
    verify(leaves_.of_unread_zips());
    return result;
  }

 private:
  void load() {
    progress_("reading programs");
    leaves_.load();
    progress_("resolving versions");
  }

  void verify(const std::set<ModuleVersion>& modules) {
    progress_("verifying");
    witnesses_.verify(facts_, modules);
    progress_("dividing modules into parts");
  }

  // searching_damage does what reads and resolves. Where that fails, what was read is looked at: a
  // file that the checksum database knows otherwise is the fault to tell, and one of a cache that may
  // be damaged is fetched again first.
  template <typename Do>
  std::invoke_result_t<const Do&> searching_damage(const Do& act) {
    try {
      return act();
    } catch (const SecurityError&) {
      throw;
    } catch (const Error&) {
      const std::exception_ptr fault = std::current_exception();
      search_damage();
      std::rethrow_exception(fault);
    }
  }

  void search_damage() {
    try {
      witnesses_.verify(facts_, {});
    } catch (const SecurityError&) {
      throw;
    } catch (const Error&) {
      // The database can't be asked: that is not why it failed.
    }
    const std::set<ModuleSource::FileId> odd = facts_.odd_cached_mods();
    if (odd.empty()) return;
    for (const ModuleSource::FileId& file : odd) {
      cache_.drop_go_mod(file.module);
      modules_.drop(file.module, "mod");
    }
    throw DamagedCache{odd};
  }

  std::shared_ptr<const std::string> known_memory() const {
    return std::make_shared<const std::string>(cache_.memory(directory_));
  }

  ModuleSource::Claims claims() {
    return [this](const ModuleVersion& m, bool go_mod) { return witnesses_.claims(m, go_mod); };
  }

  Relocked relocked(const resolve::Resolution& resolution, const GoSet& before) const {
    Relocked result;
    Lock& lock = result.lock;
    lock.go = manifest_.go;
    lock.toolchain = manifest_.toolchain;
    lock.platforms = manifest_.platforms;
    lock.pins = manifest_.pins;
    lock.replace = manifest_.replace;
    BuiltSet built = set(resolution, before);
    lock.set = std::move(built.set);
    check_unsupported(lock.set);
    result.graph = std::move(built.graph);
    lock.unverified = witnesses_.unverified_mods(facts_, lock.set);
    for (const auto& [name, track] : manifest_.tracks) lock.track_pins[name] = track.pins;
    const std::map<std::string, resolve::Cause> causes = resolution.main_causes();
    for (const auto& [path, module] : lock.set.modules) {
      const auto old = before.modules.find(path);
      if (old != before.modules.end() && old->second.version == module.version) continue;
      if (const auto cause = causes.find(path); cause != causes.end()) {
        result.reasons.causes[path] = describe(cause->second);
      }
    }
    if (const GoFloor floor = GoFloor::of(lock.set); floor.module) {
      result.reasons.go_chain = resolution.chain(*floor.module);
    }
    result.count_witnesses();
    lock.set.each_module([&](const std::string& path, const SetModule& module, const auto&) {
      const ModuleVersion m = module.source_module(path);
      if (facts_.is_fresh(m) && !facts_.was_downloaded({m, false})) ++result.from_cache;
    });
    for (const auto& [name, leaf] : lock.set.leaves) {
      if (!leaf.archive.empty() && archives_.at(leaf.archive).is_new) ++result.new_archives;
    }
    for (const ReadLeaves::Leaf& leaf : leaves_.all()) {
      const bool is_known = leaf.is_read && !leaf.locked && !leaf.is_unread;
      if (is_known && !leaf.source.has_program) result.without_program.insert(leaf.name);
    }
    ModuleSource::Statistics transferred = attempts_.transferred;
    transferred += source_.statistics();
    result.bytes = transferred.bytes;
    result.downloads = transferred.downloads;
    return result;
  }

  // --- leaves ------------------------------------------------------------------------------------

  // check_unsupported: a lock leaves out imports that look like the standard library's, and packages
  // that are needed only where the leaf can't be built. If such a one is why, its source says so.
  void check_unsupported(const GoSet& set) const {
    resolve::IncompleteLeaves differ;
    for (const ReadLeaves::Leaf& leaf : leaves_.all()) {
      if (!leaf.locked) continue;
      const SetLeaf& now = set.leaves.at(leaf.name);
      if (leaf.locked->unsupported != now.unsupported ||
          leaf.locked->unsupported_with != now.unsupported_with) {
        differ.names.insert(leaf.name);
      }
    }
    if (!differ.names.empty()) throw differ;
  }

  // to_resolve hands over what was read of the leaves, each with every choice of its optional tags.
  SetToResolve to_resolve() {
    SetToResolve set;
    for (ReadLeaves::Leaf& leaf : leaves_.all()) {
      LeafToResolve& input = leaf.source.input;
      input.track = manifest_.track_of(leaf.name);
      input.own_versions = manifest_.keeps_own(leaf.name);
      input.as_locked = locked_leaves_.has(leaf.name, *leaf.declared, leaf.source.digests.sum);
      std::vector<TagChoice> choices = tag_choice::all(leaf.declared->optional_tags);
      for (const TagChoice& choice : choices) {
        const bool is_last = &choice == &choices.back();
        add_choice(set, leaf, choice, is_last ? std::move(input) : LeafToResolve(input));
      }
    }
    std::sort(set.leaves.begin(), set.leaves.end(),
              [](const LeafToResolve& a, const LeafToResolve& b) { return a.name < b.name; });
    set.judged = locked_leaves_.judged(manifest_);
    set.pins = manifest_.pins;
    set.replace = manifest_.replace;
    for (const auto& [name, track] : manifest_.tracks) {
      set.tracks[name] = {track.reason, track.pins};
    }
    return set;
  }

  static void add_choice(SetToResolve& set, const ReadLeaves::Leaf& leaf, const TagChoice& choice,
                         LeafToResolve input) {
    Manifest::Leaf declared = *leaf.declared;
    declared.tags = tag_choice::with(std::move(declared.tags), choice);
    input.name = tag_choice::name(leaf.name, choice);
    input.tags = {declared.tags.begin(), declared.tags.end()};
    input.identity = leaf_identity(declared, leaf.source.digests.hash, leaf.locked != nullptr);
    set.leaves.push_back(std::move(input));
  }

  // --- the set -----------------------------------------------------------------------------------

  BuiltSet set(const resolve::Resolution& resolution, const GoSet& before) const {
    std::map<std::string, SetLeaf> leaves;
    for (const ReadLeaves::Leaf& leaf : leaves_.all()) leaves[leaf.name] = leaves_.described(leaf);
    return build_set(
        resolution, leaves, facts_, configurations_,
        [this](const ModuleVersion& m) { return witnesses_.witness(m, facts_); }, before);
  }

  // needed_of returns the modules that a resolution's packages come from.
  std::set<ModuleVersion> needed_of(const resolve::Resolution& resolution) const {
    std::set<ModuleVersion> result = resolution.source_modules();
    result.merge(leaves_.of_unread_zips());
    return result;
  }

  const Manifest& manifest_;
  const std::filesystem::path& directory_;
  Attempts& attempts_;
  const Configurations configurations_;
  const LockedLeaves locked_leaves_;
  const resolve::Options options_;
  Kept& kept_;
  Archives archives_;
  FactCache& cache_;
  ModuleCache& modules_;
  Witnesses witnesses_;
  ReadLeaves leaves_;
  ModuleSource source_;
  const std::function<void(const std::string&)>& progress_;
  ModuleFacts facts_;
};

// in_attempts calls `use` with a Relock that takes of leaves what the lock has of them and trusts the
// caches, and with another where that turns out not to be enough, or to be wrong.
template <typename Use>
auto in_attempts(const Manifest& manifest, const std::filesystem::path& directory,
                 const std::optional<Lock>& old, Session& session,
                 const std::function<void(const std::string&)>& progress, const Use& use,
                 Attempts attempts = {}) {
  while (true) {
    try {
      Relock relock(manifest, directory, old, session, attempts, progress);
      return use(relock);
    } catch (const resolve::IncompleteLeaves& incomplete) {
      for (const std::string& name : incomplete.names) {
        attempts.whole.insert(tag_choice::leaf_of(name));
      }
    } catch (const DamagedCache& damaged) {
      attempts.distrusted.insert(damaged.files.begin(), damaged.files.end());
    }
  }
}

}  // namespace

Relocked relock(const Manifest& manifest, const std::filesystem::path& directory,
                const std::optional<Lock>& old, Session& session,
                const std::function<void(const std::string&)>& progress, bool compact) {
  const GoSet nothing;
  const GoSet& before = old && !compact ? old->set : nothing;
  return in_attempts(manifest, directory, old, session, progress,
                     [&](Relock& relock) { return relock.run(before); });
}

void with_resolution(const Manifest& manifest, const std::filesystem::path& directory,
                     const std::optional<Lock>& old, bool is_current, Session& session,
                     const std::function<void(const std::string&)>& progress,
                     const std::function<void(const resolve::Resolution&)>& use) {
  const auto recalled = [&](Relock& relock) { return relock.recall(old->set, use); };
  if (is_current && old && in_attempts(manifest, directory, old, session, progress, recalled)) {
    return;
  }
  in_attempts(manifest, directory, old, session, progress,
              [&](Relock& relock) { relock.resolve(use); });
}

Lock lock_alone(Manifest manifest, const std::filesystem::path& directory, const Lock& old,
                Session& session, const std::string& leaf,
                const std::function<void(const std::string&)>& progress) {
  std::erase_if(manifest.leaves, [&](const auto& entry) { return entry.first != leaf; });
  manifest.pins.clear();
  manifest.replace = {};
  manifest.tracks.clear();
  const auto lock = [&](Relock& relock) { return relock.run(old.set).lock; };
  return in_attempts(manifest, directory, old, session, progress, lock, {.remembers = false});
}

std::map<std::string, std::string> own_build_list(const Manifest& manifest,
                                                  const std::filesystem::path& directory,
                                                  const std::optional<Lock>& old, Session& session,
                                                  const std::string& leaf) {
  Manifest alone = manifest;
  std::erase_if(alone.leaves, [&](const auto& entry) { return entry.first != leaf; });
  return in_attempts(
      alone, directory, old, session, [](const std::string&) {},
      [](Relock& relock) { return relock.own_build_list(); });
}

}  // namespace goset
