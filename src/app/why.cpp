#include "goset/app/why.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "goset/app/drift.hpp"
#include "goset/app/leaves_named.hpp"
#include "goset/app/relock.hpp"
#include "goset/error.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"
#include "goset/store/suggestion.hpp"

namespace goset {

namespace {

class Inquiry {
 public:
  Inquiry(const resolve::Resolution& resolution, const std::string& subject,
          const std::string& leaf)
      : resolution_(resolution), subject_(subject), only_leaf_(leaf) {}

  Why find() {
    Why result{subject_, {}, {}, {}};
    std::map<std::string, std::set<ModuleVersion>> needed;  // by track
    std::set<std::string> users;
    for (const Leaf& leaf : fewest_tags_first()) {
      if (!is_asked(leaf) || users.contains(tag_choice::leaf_of(leaf.name()))) continue;
      const Packages packages = leaf.packages();
      const auto found = find(packages);
      if (found == packages.end()) continue;
      result.users.push_back(user(leaf, packages, std::string(found->import_path)));
      users.insert(result.users.back().leaf);
      needed[leaf.track()].insert(*found->module);
    }
    for (const auto& [track, modules] : needed) {
      const bool is_own = !track.empty() && resolution_.track(track)->keeps_own();
      for (const ModuleVersion& m : modules) {
        if (is_own) {
          add_own(result.versions, track, m);
        } else {
          result.versions.push_back(version(track, m));
        }
      }
    }
    if (result.users.empty()) result.listed = listed();
    return result;
  }

  std::vector<std::string> reasons(const std::string& track, const ModuleVersion& m) const {
    const resolve::Resolution::Track view =
        track.empty() ? resolution_.base() : *resolution_.track(track);
    std::vector<std::string> result;
    for (const resolve::Cause& cause : resolution_.causes(view, m.path)) {
      switch (cause.kind) {
        case resolve::Cause::Kind::pin:
          result.emplace_back("goset.toml pins it");
          break;
        case resolve::Cause::Kind::leaf:
          result.push_back(alone_selects(cause.leaf, m));
          break;
        case resolve::Cause::Kind::set:
          result.emplace_back("the set has it");
          break;
        case resolve::Cause::Kind::module:
          result.push_back(fmt::format("{} requires it", cause.module.str()));
          break;
      }
    }
    return result;
  }

 private:
  using Leaf = resolve::Resolution::Leaf;
  using Packages = std::vector<resolve::NeededPackage>;

  bool is_asked(const Leaf& leaf) const {
    return only_leaf_.empty() || tag_choice::leaf_of(leaf.name()) == only_leaf_;
  }

  // fewest_tags_first lists the leaves by name, and their choices of tags so that the first that needs
  // something says which tags it takes.
  std::vector<Leaf> fewest_tags_first() const {
    std::vector<Leaf> result = resolution_.leaves();
    std::stable_sort(result.begin(), result.end(), [](const Leaf& a, const Leaf& b) {
      return std::pair(tag_choice::leaf_of(a.name()), tag_choice::of(a.name()).size()) <
             std::pair(tag_choice::leaf_of(b.name()), tag_choice::of(b.name()).size());
    });
    return result;
  }

  // find returns the package that is asked for, or of a module the first by path.
  Packages::const_iterator find(const Packages& packages) const {
    const auto is_foreign = [](const resolve::NeededPackage& package) {
      return !package.module->version.empty();
    };
    const auto by_module = std::find_if(packages.begin(), packages.end(), [&](const auto& package) {
      return is_foreign(package) && package.module->path == subject_;
    });
    if (by_module != packages.end()) return by_module;
    return std::find_if(packages.begin(), packages.end(), [&](const auto& package) {
      return is_foreign(package) && package.import_path == subject_;
    });
  }

  static Why::User user(const Leaf& leaf, const Packages& packages,
                        const std::string& import_path) {
    std::map<std::string_view, const ModuleVersion*> modules;
    for (const auto& package : packages) modules[package.import_path] = package.module;
    Why::User result{tag_choice::leaf_of(leaf.name()),
                     leaf.input().mains.front().mod.module_path,
                     {},
                     tag_choice::of(leaf.name())};
    std::set<std::string> seen;
    for (std::string at = import_path; !at.empty() && seen.insert(at).second;) {
      result.line.push_back({at, *modules.at(at)});
      at = leaf.importer(at);
    }
    std::reverse(result.line.begin(), result.line.end());
    return result;
  }

  // add_own says of a leaf with its own versions that it has one, with others that have the same.
  void add_own(std::vector<Why::Version>& versions, const std::string& leaf,
               const ModuleVersion& m) const {
    const auto known = std::find_if(versions.begin(), versions.end(), [&](const auto& other) {
      return !other.owners.empty() && other.module == m;
    });
    if (known == versions.end()) {
      versions.push_back(version(leaf, m));
      versions.back().track.clear();
      versions.back().owners.push_back(leaf);
      return;
    }
    known->owners.push_back(leaf);
    for (std::string& reason : reasons(leaf, m)) {
      if (std::find(known->because.begin(), known->because.end(), reason) == known->because.end()) {
        known->because.push_back(std::move(reason));
      }
    }
  }

  Why::Version version(const std::string& track, const ModuleVersion& m) const {
    Why::Version result{m, track, reasons(track, m), {}, {}, true};
    if (result.because.empty()) {
      result.is_explained = false;
      result.because = {unexplained(track, m)};
    }
    for (const Leaf& leaf : resolution_.leaves()) {
      const std::string own = leaf.own_version(m.path);
      if (own.empty() || own == m.version) continue;
      result.alone[tag_choice::leaf_of(leaf.name())] = own;
    }
    return result;
  }

  // unexplained gives the reason for a version that no leaf, pin or needed module asks for.
  std::string unexplained(const std::string& track, const ModuleVersion& m) const {
    const resolve::Resolution::Track view =
        track.empty() ? resolution_.base() : *resolution_.track(track);
    return view.is_own(m.path) ? "the leaf of this track alone selects it"
                               : "kept: resolution did not converge, an earlier round needed it";
  }

  std::string alone_selects(const std::string& leaf, const ModuleVersion& m) const {
    const std::string by = requirer(leaf, m);
    return fmt::format("{} alone selects it{}", leaf, by.empty() ? "" : ": " + by + " requires it");
  }

  // requirer names who requires the version in a leaf's own graph, where that is not the leaf.
  std::string requirer(const std::string& leaf, const ModuleVersion& m) const {
    for (const Leaf& one : resolution_.leaves()) {
      if (one.name() != leaf) continue;
      const std::vector<ModuleVersion> line = one.own_chain(m);
      if (line.size() < 2 || line[line.size() - 2].version.empty()) return "";
      return line[line.size() - 2].str();
    }
    return "";
  }

  // listed returns the versions of a module that is in build lists, but provides nothing that is
  // needed.
  std::map<std::string, Why::Listed> listed() const {
    std::map<std::string, Why::Listed> result;
    for (const Leaf& leaf : resolution_.leaves()) {
      if (!is_asked(leaf)) continue;
      const std::string own = leaf.own_version(subject_);
      const std::string name = tag_choice::leaf_of(leaf.name());
      if (!own.empty()) result[name] = {own, requirer(name, {subject_, own})};
    }
    return result;
  }

  const resolve::Resolution& resolution_;
  const std::string subject_;
  const std::string only_leaf_;
};

bool is_current(const Folder& folder, const Manifest& manifest, const KnownLock& lock) {
  return lock.before && !lock.has_conflict && find_drift(folder, manifest, lock).empty();
}

}  // namespace

Why Why::of(const resolve::Resolution& resolution, const std::string& subject,
            const std::string& leaf) {
  return Inquiry(resolution, subject, leaf).find();
}

std::vector<std::string> Why::reasons(const resolve::Resolution& resolution,
                                      const std::string& track, const ModuleVersion& m) {
  return Inquiry(resolution, m.path, "").reasons(track, m);
}

WhyGo WhyGo::of(const GoSet& set, const resolve::Resolution& resolution) {
  const GoFloor floor = GoFloor::of(set);
  WhyGo result{floor.go, {}};
  if (floor.go.empty()) return result;
  if (!floor.module) result.by.push_back({floor.who, {}});
  for (const auto& [path, module] : set.modules) {
    if (module.go != floor.go) continue;
    result.by.push_back({path + " " + module.version, resolution.chain({path, module.version})});
  }
  return result;
}

Why why(const Folder& folder, const std::string& subject, const std::string& leaf, Session& session,
        const std::function<void(const std::string&)>& progress) {
  const Manifest manifest = read_manifest(folder);
  KnownLock lock = KnownLock::read(folder);
  const std::optional<Lock>& known = lock.before;
  if (!leaf.empty()) need_leaf(folder, manifest, leaf);
  Why result;
  const auto ask = [&](bool is_current) {
    with_resolution(manifest, folder.directory(), known, is_current, session, progress,
                    [&](const resolve::Resolution& resolution) {
                      result = Why::of(resolution, subject, leaf);
                    });
  };
  const bool has_current_lock = is_current(folder, manifest, lock);
  ask(has_current_lock);
  const bool is_explained = std::all_of(result.versions.begin(), result.versions.end(),
                                        [](const Why::Version& one) { return one.is_explained; });
  if (has_current_lock && !is_explained) ask(false);
  if (!result.is_empty()) {
    session.kept.keep(std::move(lock));
    return result;
  }
  Error error(fmt::format("{}: not used by {}", subject,
                          leaf.empty() ? "any program of the set" : "leaf " + leaf));
  for (const std::string& name : leaves_named(manifest, subject)) {
    error.add_note(fmt::format("it is a program of the set itself: [leaf.{}]", name));
  }
  if (!error.notes().empty()) throw error;
  if (known) add_suggestion(error, subject, known->set.modules);
  error.add_note("give the path of a module or of a package, without a version");
  throw error;
}

void with_locked_resolution(
    const Folder& folder, Session& session, const std::function<void(const std::string&)>& progress,
    const std::function<void(const GoSet&, const resolve::Resolution&)>& use) {
  const Manifest manifest = read_manifest(folder);
  const KnownLock lock = KnownLock::read(folder);
  if (!lock.before || lock.has_conflict) need_lock(folder);  // says what is wrong
  with_resolution(manifest, folder.directory(), lock.before, is_current(folder, manifest, lock),
                  session, progress,
                  [&](const resolve::Resolution& found) { use(lock.before->set, found); });
}

WhyGo why_go(const Folder& folder, Session& session,
             const std::function<void(const std::string&)>& progress) {
  WhyGo result;
  with_locked_resolution(folder, session, progress,
                         [&](const GoSet& set, const resolve::Resolution& resolution) {
                           result = WhyGo::of(set, resolution);
                         });
  return result;
}

}  // namespace goset
