#include "goset/app/drift.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generated_drift.hpp"
#include "goset/error.hpp"
#include "goset/facts/leaf_source.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/go/semver.hpp"
#include "goset/set/license_of.hpp"

namespace goset {

namespace {

using Findings = std::vector<Finding>;

std::string platform_words(const std::vector<Platform>& platforms) {
  std::vector<std::string> words;
  for (const Platform& platform : platforms) words.push_back(platform.str());
  return fmt::format("{}", fmt::join(words, " "));
}

void compare_setting(Findings& findings, const Folder& folder, std::string_view key,
                     const std::string& declared, const std::string& locked) {
  if (declared == locked) return;
  findings.push_back({fmt::format("{}: {} is {}, the lock was made for {}",
                                  folder.shown(Folder::manifest_name), key, declared, locked),
                      "", "", folder.shown(Folder::manifest_name)});
}

std::string words(const std::vector<std::string>& list) {
  return list.empty() ? "none" : fmt::format("{}", fmt::join(list, " "));
}

void compare_declared(Findings& findings, const Folder& folder, const std::string& name,
                      const Manifest::Leaf& declared, const SetLeaf& locked) {
  const auto differs = [&](std::string_view what, const std::string& now,
                           const std::string& before) {
    findings.push_back(
        {fmt::format("leaf {}: {} is {}, but the lock has {}", name, what, now, before), name,
         locked.module, folder.shown(declared.file)});
  };
  const auto place = [](const std::string& path, const std::string& archive,
                        const std::string& directory) {
    if (!path.empty()) return path;
    if (archive.empty()) return std::string("the module proxy");
    return directory.empty() ? archive : archive + ", " + directory;
  };
  const std::string source = place(declared.path, declared.archive, declared.dir);
  const std::string before = place(locked.path, locked.archive, locked.archive_directory);
  if (source != before) {
    differs("its source", source, before);
  } else if (!declared.module.empty() && declared.module != locked.module) {
    differs("its module", declared.module, locked.module);
  } else if (declared.version != locked.version) {
    differs("its version", declared.version, locked.version);
  }
  if (declared.packages != locked.patterns) {
    differs("packages", words(declared.packages), words(locked.patterns));
  }
  if (declared.tags != locked.tags) differs("tags", words(declared.tags), words(locked.tags));
  if (declared.optional_tags != locked.optional_tags) {
    differs("optional-tags", words(declared.optional_tags), words(locked.optional_tags));
  }
  if (declared.tests != locked.tests) {
    differs("tests", declared.tests ? "true" : "false", locked.tests ? "true" : "false");
  }
  // Of a leaf on disk the default depends on its files.
  const bool workspace = declared.workspace.value_or(declared.module.empty() && locked.workspace);
  if (workspace != locked.workspace) {
    differs("workspace", workspace ? "true" : "false", locked.workspace ? "true" : "false");
  }
}

// relevant keeps of a package what a lock stores: imports from modules, the leaf's own included.
PackageFacts relevant(const PackageFacts& facts, const LeafToResolve& leaf) {
  PackageFacts result{facts.when, {}};
  for (const Import& import : facts.imports) {
    const std::string& path = import.path.str();
    const std::string first = path.substr(0, path.find('/'));
    if (first.find('.') != std::string::npos || leaf.owns(path)) {
      result.imports.push_back(import);
    }
  }
  return result;
}

// changed_package returns a directory of one of the leaf's modules whose packages differ from the
// locked ones. Those that are `asked` for are needed though nobody may import them.
std::optional<std::string> changed_package(const std::map<std::string, PackageFacts>& locked,
                                           const LeafToResolve& leaf, const LeafModule& now,
                                           const Configurations& configurations, bool asked) {
  for (const auto& [directory, facts] : locked) {
    const auto found = now.packages.packages.find(directory);
    if (found == now.packages.packages.end() ||
        relevant(found->second, leaf) != relevant(facts, leaf)) {
      return directory;
    }
  }
  if (!asked) return std::nullopt;
  for (const auto& [directory, facts] : now.packages.packages) {
    if (locked.contains(directory) || !is_asked_for(leaf, now, directory)) continue;
    if (package_facts::mask(facts, configurations, leaf.tags) != 0) return directory;
  }
  return std::nullopt;
}

// TreeDrift compares one leaf on disk with what was locked of it.
class TreeDrift {
 public:
  TreeDrift(Findings& findings, const Folder& folder, const std::string& name,
            const Manifest::Leaf& declared, const Lock& lock, const Configurations& configurations)
      : findings_(findings),
        name_(name),
        directory_(leaf_directory(folder.directory(), declared)),
        configurations_(configurations),
        lock_(lock),
        locked_(lock.set.leaves.at(name)),
        source_(leaf_source(name, declared, disk_files(directory_), configurations)),
        who_(fmt::format("leaf {} ({})", name, source_.digests.module)) {}

  void compare() {
    const SetLeaf& now = source_.digests;
    compare_file("go.work", now.work_hash, locked_.work_hash);
    compare_file("go.work.sum", now.work_sum_hash, locked_.work_sum_hash);
    if (!lock_.is_without_licenses &&
        license_of::needed(now.license, locked_.packages) != locked_.license) {
      add(fmt::format("{}: its licence changed since it was locked", who_), shown(".", "LICENSE"));
    }
    const bool same_modules = mains_of(now) == mains_of(locked_);
    if (!same_modules) {
      add(fmt::format("{}: its main modules are not those that were locked", who_), "go.work");
      return;
    }
    compare_module(now.directory, now.go_mod_sum, locked_.go_mod_sum, now.go_sum_hash,
                   locked_.go_sum_hash, locked_.packages);
    for (const SetLeafModule& was : locked_.modules) {
      if (!was.version.empty()) {
        compare_local(was);
        continue;
      }
      for (const SetLeafModule& is : now.modules) {
        if (is.directory != was.directory) continue;
        compare_module(is.directory, is.go_mod_sum, was.go_mod_sum, is.go_sum_hash, was.go_sum_hash,
                       was.packages);
      }
    }
  }

 private:
  static std::set<std::string> mains_of(const SetLeaf& leaf) {
    std::set<std::string> result{leaf.directory};
    for (const SetLeafModule& m : leaf.modules) {
      if (m.version.empty()) result.insert(m.directory);
    }
    return result;
  }

  std::string shown(const std::string& directory, const std::string& file) const {
    const std::filesystem::path place = directory_ / directory / file;
    const std::string text = place.lexically_normal().string();
    return text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
  }

  void add(std::string text, const std::string& file) const {
    findings_.push_back({std::move(text), name_, source_.digests.module, file});
  }

  void changed(const std::string& file) const {
    add(fmt::format("{}: {} changed since it was locked", who_, file), file);
  }

  void compare_file(const std::string& file, const std::string& now, const std::string& was) const {
    if (now != was) changed(shown(".", file));
  }

  void compare_module(const std::string& directory, const std::string& go_mod_now,
                      const std::string& go_mod_was, const std::string& go_sum_now,
                      const std::string& go_sum_was,
                      const std::map<std::string, PackageFacts>& packages) const {
    if (go_mod_now != go_mod_was) changed(shown(directory, "go.mod"));
    if (go_sum_now != go_sum_was) changed(shown(directory, "go.sum"));
    for (const LeafModule& main : source_.input.mains) {
      if (main.directory != directory) continue;
      compare_packages(main, packages, true);
      if (go_mod_now == go_mod_was) compare_minimum(main);
    }
  }

  // compare_minimum finds what only an edit by hand does to a lock: a version below what the leaf's
  // go.mod asks for.
  void compare_minimum(const LeafModule& main) const {
    for (const ModFile::Require& require : main.mod.require) {
      const ModuleVersion& r = require.mod;
      const SetModule* const module = lock_.set.module(locked_.track, r.path);
      if (!module || semver::compare(module->version, r.version) >= 0) continue;
      if (source_.input.replace.find(r) || lock_.replace.find(r)) continue;
      const auto is_excluded = [&](const LeafModule& m) {
        return std::find(m.mod.exclude.begin(), m.mod.exclude.end(), r) != m.mod.exclude.end();
      };
      if (std::any_of(source_.input.mains.begin(), source_.input.mains.end(), is_excluded))
        continue;
      add(fmt::format("{}: the lock has {} {}, it asks for {}", who_, r.path, module->version,
                      r.version),
          Folder::lock_name);
    }
  }

  void compare_local(const SetLeafModule& was) const {
    const auto local = source_.input.locals.find(was.directory);
    if (local == source_.input.locals.end() || local->second.go_mod_sum != was.go_mod_sum) {
      changed(shown(was.directory, "go.mod"));
    } else {
      compare_packages(local->second, was.packages, false);
    }
  }

  void compare_packages(const LeafModule& now, const std::map<std::string, PackageFacts>& packages,
                        bool asked) const {
    const std::optional<std::string> package =
        changed_package(packages, source_.input, now, configurations_, asked);
    if (!package) return;
    const std::string directory = shown(now.directory, *package == "." ? "" : *package);
    add(fmt::format("{}: the imports of {} changed since it was locked", who_, directory),
        directory);
  }

  Findings& findings_;
  const std::string name_;
  const std::filesystem::path directory_;
  const Configurations& configurations_;
  const Lock& lock_;
  const SetLeaf& locked_;
  const LeafSource source_;
  const std::string who_;
};

// compare_archive looks at a file only: what a URL gives now can't be told without network.
void compare_archive(Findings& findings, const Folder& folder, const std::string& name,
                     const SetLeaf& locked) {
  if (is_remote(locked.archive)) return;
  const std::filesystem::path file = (folder.directory() / locked.archive).lexically_normal();
  const std::optional<std::string> hash = archive_file_hash(file);
  if (!hash) {
    throw Error(fmt::format("{}: no such file", file.string()));
  }
  if (*hash == locked.archive_hash) return;
  findings.push_back({fmt::format("leaf {} ({}): {} changed since it was locked", name,
                                  locked.module, file.string()),
                      name, locked.module, file.string()});
}

// compare_pins tells of each pin that is another one; `where` has them: goset.toml, or a track.
void compare_pins(Findings& findings, const Folder& folder, const std::string& where,
                  const Pins& declared, const Pins& locked) {
  std::set<std::string> paths;
  for (const auto& [path, pin] : declared) paths.insert(path);
  for (const auto& [path, pin] : locked) paths.insert(path);
  const auto text = [](const Pins& pins, const std::string& path) {
    const auto pin = pins.find(path);
    return pin == pins.end() ? std::string("none") : manifest::pin_text(pin->second);
  };
  for (const std::string& path : paths) {
    const std::string now = text(declared, path);
    const std::string before = text(locked, path);
    if (now == before) continue;
    findings.push_back(
        {fmt::format("{}: pin of {} is {}, but the lock has {}", where, path, now, before), "",
         path, folder.shown(Folder::manifest_name)});
  }
}

std::string replace_words(const Replacements& replace) {
  std::vector<std::string> list;
  for (const auto& [old, by] : replace.lines()) {
    list.push_back(fmt::format("{} by {}", old.str(), by.module.str()));
  }
  return list.empty() ? "none" : fmt::format("{}", fmt::join(list, ", "));
}

void compare_tracks(Findings& findings, const Folder& folder, const Manifest& manifest,
                    const Lock& lock) {
  const auto add = [&](std::string text, const std::string& leaf = "") {
    findings.push_back({std::move(text), leaf, "", folder.shown(Folder::manifest_name)});
  };
  for (const auto& [name, track] : manifest.tracks) {
    const auto locked = lock.set.tracks.find(name);
    if (locked == lock.set.tracks.end() || locked->second.automatic) {
      add(fmt::format("track {}: not in the lock", name));
      continue;
    }
    if (track.reason != locked->second.reason) {
      add(fmt::format("track {}: its reason is not the locked one", name));
    }
    const auto pins = lock.track_pins.find(name);
    const Pins before = pins == lock.track_pins.end() ? Pins{} : pins->second;
    compare_pins(findings, folder, "track " + name, track.pins, before);
  }
  for (const auto& [name, locked] : lock.set.tracks) {
    if (!locked.automatic && !manifest.tracks.contains(name)) {
      add(fmt::format("track {}: in the lock, but not in {}", name, Folder::manifest_name));
    }
  }
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (!manifest.leaves.contains(name)) continue;
    const auto locked = lock.set.tracks.find(leaf.track);
    const bool automatic = locked != lock.set.tracks.end() && locked->second.automatic;
    const bool was_own = lock.set.keeps_own(leaf.track);
    if (was_own != manifest.keeps_own(name)) {
      add(fmt::format("leaf {}: its versions are {}, but the lock has {}", name,
                      was_own ? "the set's" : "its own", was_own ? "its own" : "the set's"),
          name);
    }
    const std::string before = automatic ? "" : leaf.track;
    const std::string now = manifest.track_of(name);
    if (now == before) continue;
    const auto shown = [](const std::string& track) { return track.empty() ? "none" : track; };
    add(fmt::format("leaf {}: its track is {}, but the lock has {}", name, shown(now),
                    shown(before)),
        name);
  }
}

// compare_source looks at what a leaf on disk is made from. Throws Error where that can't be read.
void compare_source(Findings& findings, const Folder& folder, const std::string& name,
                    const Manifest::Leaf& declared, const Lock& lock,
                    const Configurations& configurations) {
  const SetLeaf& locked = lock.set.leaves.at(name);
  if (!declared.archive.empty() && declared.archive == locked.archive) {
    compare_archive(findings, folder, name, locked);
  }
  if (!declared.path.empty() && declared.path == locked.path) {
    TreeDrift(findings, folder, name, declared, lock, configurations).compare();
  }
}

}  // namespace

std::vector<Finding> find_drift(const Folder& folder, const Manifest& manifest,
                                const KnownLock& known) {
  const std::optional<Lock>& lock = known.before;
  if (!lock) {
    const std::string name = folder.shown(Folder::lock_name);
    return {{fmt::format("{} is missing", name), "", "", name}};
  }
  Findings findings;
  compare_files(findings, folder, manifest, known);
  compare_setting(findings, folder, "go", manifest.go, lock->go);
  compare_setting(findings, folder, "toolchain", manifest.toolchain, lock->toolchain);
  compare_setting(findings, folder, "platforms", platform_words(manifest.platforms),
                  platform_words(lock->platforms));
  compare_pins(findings, folder, folder.shown(Folder::manifest_name), manifest.pins, lock->pins);
  compare_setting(findings, folder, "replace", replace_words(manifest.replace),
                  replace_words(lock->replace));
  compare_tracks(findings, folder, manifest, *lock);
  const Configurations configurations = Configurations::of(*lock);
  for (const auto& [name, declared] : manifest.leaves) {
    const auto locked = lock->set.leaves.find(name);
    if (locked == lock->set.leaves.end()) {
      findings.push_back({fmt::format("leaf {}: not in the lock", name), name, declared.module,
                          folder.shown(declared.file)});
      continue;
    }
    compare_declared(findings, folder, name, declared, locked->second);
    try {
      compare_source(findings, folder, name, declared, *lock, configurations);
    } catch (const SecurityError&) {
      throw;
    } catch (const Error& error) {
      findings.push_back({fmt::format("leaf {}: {}", name, error.message()), name,
                          locked->second.module, folder.shown(declared.file),
                          fmt::format("remove {}", name)});
    }
  }
  for (const auto& [name, locked] : lock->set.leaves) {
    if (!manifest.leaves.contains(name)) {
      findings.push_back(
          {fmt::format("leaf {}: in the lock, but not in {}", name, Folder::manifest_name), name,
           locked.module, folder.shown(Folder::manifest_name)});
    }
  }
  compare_packages(findings, folder, known);
  return findings;
}

}  // namespace goset
