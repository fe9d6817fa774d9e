#include "goset/app/update_targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <list>

#include "goset/app/archive_version.hpp"
#include "goset/app/drift.hpp"
#include "goset/app/leaves_named.hpp"
#include "goset/error.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/find_version.hpp"
#include "goset/fetch/source_archive.hpp"
#include "goset/fetch/version_lookups.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/set_files.hpp"
#include "goset/store/suggestion.hpp"

// First it is said, without the network, what there is to ask of each subject; then all is asked at
// once; then the answers are put together, in the order of the subjects.

namespace goset {

namespace {

using HeldBack = SetChange::HeldBack;

struct Subject {
  std::string name;
  std::string query;  // may be empty
};

Subject subject_of(const std::string& text) {
  const std::size_t at = text.find('@');
  return {text.substr(0, at), at == std::string::npos ? "" : text.substr(at + 1)};
}

// Outcome is what becomes of a subject.
struct Outcome {
  std::optional<UpdateTarget> target;
  std::vector<HeldBack> held_back;
};

// Question is a subject whose version has to be looked up, or that has its answer already.
struct Question {
  UpdateTarget target;
  std::string query;
  bool is_named = false;   // not only one of all
  std::string track = {};  // it is a pin there, which the track keeps
  Outcome outcome = {};
  std::optional<Error> fault = {};

  bool is_answered() const { return query.empty(); }
  std::string subject() const { return target.leaf.empty() ? target.path : "leaf " + target.leaf; }
};

class Finder {
 public:
  Finder(const UpdateSubjects& subjects, const Folder& folder, const Manifest& manifest,
         const Lock& lock)
      : subjects_(subjects), folder_(folder), manifest_(manifest), lock_(lock) {}

  UpdateTargets find(Goproxy& proxy,
                     const std::function<void(std::size_t, std::size_t)>& progress) {
    for (const std::string& text : subjects_.leaves) ask_leaf(subject_of(text), true);
    for (const std::string& text : subjects_.modules) ask_module(subject_of(text), true);
    if (subjects_.all) ask_all();
    look_up(proxy, progress);
    return answers();
  }

 private:
  // --- what there is to ask ----------------------------------------------------------------------

  void ask_all() {
    for (const auto& [name, leaf] : manifest_.leaves) {
      if (!subjects_.takes(name, leaf.module)) continue;
      if (!leaf.archive.empty()) {
        hold_back({"leaf " + name,
                   leaf.archive,
                   "archives have no list of versions",
                   {fmt::format("goset update --leaf {}@VERSION", name)}});
      }
      if (!leaf.module.empty()) ask_leaf({name, ""}, false);
    }
    for (const auto& [name, track] : manifest_.tracks) {
      for (const auto& [path, pin] : track.pins) {
        if (!subjects_.takes("", path)) continue;
        questions_.push_back({{"", path, pin.version, ""}, subjects_.query, false, name});
      }
    }
    for (const auto& [path, module] : lock_.set.modules) {
      if (subjects_.takes("", path)) ask_module({path, ""}, false);
    }
  }

  void ask(UpdateTarget target, const Subject& subject, bool is_named) {
    const std::string& query = subject.query.empty() ? subjects_.query : subject.query;
    questions_.push_back({std::move(target), query, is_named});
  }

  void hold_back(HeldBack held) {
    questions_.emplace_back().outcome.held_back.push_back(std::move(held));
  }

  void ask_leaf(const Subject& subject, bool is_named) {
    need_leaf(folder_, manifest_, subject.name);
    const Manifest::Leaf& leaf = manifest_.leaves.at(subject.name);
    if (!leaf.archive.empty()) {
      target_archive(subject, leaf.archive);
      return;
    }
    if (leaf.module.empty()) {
      throw Error(
          fmt::format("leaf {} is a local directory and has no version to update", subject.name),
          {fmt::format("change it in {}, then run: goset lock",
                       leaf.path == "." ? "its directory" : leaf.path)});
    }
    ask({subject.name, leaf.module, leaf.version, ""}, subject, is_named);
  }

  // target_archive takes another archive, or a version to put into the name of the one there is.
  void target_archive(const Subject& subject, const std::string& now) {
    if (subject.query.empty()) {
      throw Error(fmt::format("leaf {} is in an archive: which other one?", subject.name),
                  {fmt::format("name it, or a version: --leaf {}@v1.2.3", subject.name)});
    }
    const std::string& to = subject.query;
    std::string wanted = now;
    if (is_remote(to)) {
      wanted = to;
    } else if (source_archive::is_name(to)) {
      wanted = std::filesystem::relative(to, folder_.directory()).string();
    } else {
      wanted = with_archive_version(now, to);
    }
    if (wanted != now) questions_.emplace_back().outcome.target = {subject.name, "", now, wanted};
  }

  void ask_module(const Subject& subject, bool is_named) {
    const auto module = lock_.set.modules.find(subject.name);
    if (module == lock_.set.modules.end()) {
      if (held_in_a_track(subject) || is_program(subject)) return;
      throw not_in_the_set(subject.name);
    }
    if (!module->second.replace.path.empty()) {
      hold_back({subject.name,
                 module->second.version,
                 fmt::format("it is replaced by {}", module->second.replace.str()),
                 {}});
      return;
    }
    ask({"", subject.name, module->second.version, ""}, subject, is_named);
  }

  // held_in_a_track tells of a module that only tracks have: their pins are goset.toml's to change.
  bool held_in_a_track(const Subject& subject) {
    bool found = false;
    for (const auto& [name, track] : lock_.set.tracks) {
      const auto module = track.modules.find(subject.name);
      if (module == track.modules.end()) continue;
      found = true;
      hold_back(HeldBack::in_track(subject.name, name, module->second->version, track.reason));
    }
    return found;
  }

  // is_program asks for the programs that are called so, or that are in the module of that path.
  bool is_program(const Subject& subject) {
    const std::vector<std::string> names = leaves_named(manifest_, subject.name);
    for (const std::string& name : names) ask_leaf({name, subject.query}, true);
    return !names.empty();
  }

  Error not_in_the_set(const std::string& path) const {
    Error error(fmt::format("{}: not in the set, so there is nothing to update", path));
    if (!add_suggestion(error, path, lock_.set.modules)) {
      error.add_note("`goset list` names its modules");
    }
    return error;
  }

  // --- asking ------------------------------------------------------------------------------------

  void look_up(Goproxy& proxy, const std::function<void(std::size_t, std::size_t)>& progress) {
    VersionLookups lookups(proxy);
    for (Question& question : questions_) {
      if (question.is_answered()) continue;
      lookups.add(question.target.path, [&](VersionQuery& query) {
        try {
          question.outcome = answer(query, question);
        } catch (const SecurityError&) {
          throw;
        } catch (const Error& error) {
          question.fault = error;
        }
      });
    }
    lookups.run(progress);
  }

  Outcome answer(VersionQuery& query, const Question& question) const {
    UpdateTarget target = question.target;
    Outcome result;
    target.version = question.is_named ? find_version(query, question.query, target.now)
                                       : query.resolve(question.query, target.now);
    if (!question.track.empty()) {
      if (target.version == target.now) return result;
      result.held_back.push_back(
          HeldBack::in_track(fmt::format("{} {}", target.path, target.version), question.track,
                             target.now, manifest_.tracks.at(question.track).reason));
      return result;
    }
    const bool is_exact = semver::is_valid(question.query);
    if (target.leaf.empty() && is_exact && semver::compare(target.version, target.now) < 0) {
      result.held_back.push_back(
          {target.what(),
           target.now,
           "the set has a newer version already",
           {fmt::format("to see what requires it: goset why {}", target.path),
            fmt::format("to go back to the older one: goset pin {}@{}", target.path,
                        target.version)}});
      return result;
    }
    if (target.leaf.empty() && semver::compare(target.version, target.now) <= 0) {
      if (is_exact && is_new_floor(target)) result.target = std::move(target);
      return result;
    }
    if (target.version == target.now) return result;
    if (const Pin* const pin = exact_pin(target)) {
      result.held_back.push_back(
          {target.what(),
           pin->version,
           fmt::format("[pin] in {} says exactly that", Folder::manifest_name),
           {}});
      return result;
    }
    if (!is_exact) {
      if (const std::string declared = mod_file_of(query, target).module_path;
          !declared.empty() && declared != target.path) {
        result.held_back.push_back(
            {target.what(), target.now, "its go.mod declares its path as " + declared, {}});
        return result;
      }
      grow_old(query, target, result);
      if (target.version != target.now) step_down(query, target, result);
    }
    if (target.version != target.now) result.target = std::move(target);
    return result;
  }

  const Pin* exact_pin(const UpdateTarget& target) const {
    const auto pin = manifest_.pins.find(target.path);
    const bool is_exact = target.leaf.empty() && pin != manifest_.pins.end() && pin->second.exact;
    return is_exact ? &pin->second : nullptr;
  }

  // is_new_floor: a version that was asked for by itself though the set has it, or a higher one,
  // shall stay when that reason is gone, too.
  bool is_new_floor(const UpdateTarget& target) const {
    const auto pin = manifest_.pins.find(target.path);
    return pin == manifest_.pins.end() || semver::compare(pin->second.version, target.version) < 0;
  }

  // is_young reports whether a version is too young, or does not say how old it is.
  bool is_young(VersionQuery& query, const std::string& version) const {
    const std::string time = query.time_of(version);
    return time.empty() || time > subjects_.released_before;
  }

  // step_back takes the next older version, or the one that is there if none is newer.
  static void step_back(VersionQuery& query, UpdateTarget& target) {
    try {
      target.version = query.resolve("<" + target.version, target.now);
    } catch (const SecurityError&) {
      throw;
    } catch (const Error&) {
      target.version = target.now;  // there is no older one
    }
    if (semver::compare(target.version, target.now) <= 0) target.version = target.now;
  }

  // grow_old takes the newest version that is old enough.
  void grow_old(VersionQuery& query, UpdateTarget& target, Outcome& result) const {
    if (subjects_.released_before.empty() || !is_young(query, target.version)) return;
    const std::string time = query.time_of(target.version);
    const std::string day = time.empty() ? ""
                                         : fmt::format("{}-{}-{}", time.substr(0, 4),
                                                       time.substr(4, 2), time.substr(6, 2));
    HeldBack held{target.what(),
                  target.now,
                  day.empty()
                      ? "its proxy does not say when it was released"
                      : fmt::format("it was released on {}: too young (--minimum-age)", day),
                  {}};
    while (target.version != target.now && is_young(query, target.version)) {
      step_back(query, target);
    }
    held.at = target.version;
    result.held_back.push_back(std::move(held));
  }

  void step_down(VersionQuery& query, UpdateTarget& target, Outcome& result) const {
    const std::string newest = target.version;
    std::string go = go_line(query, target);
    while (toolchain_version::exceeds(go, manifest_.go)) {
      if (target.version == newest) {
        result.held_back.push_back(
            {target.what(),
             target.now,
             fmt::format("it needs go {}, the ceiling is go {}", go, manifest_.go),
             {"raise `go` in goset.toml"}});
      }
      step_back(query, target);
      if (target.version == target.now) return;
      go = go_line(query, target);
      if (!toolchain_version::exceeds(go, manifest_.go)) {
        result.held_back.back().at = target.version;
      }
    }
  }

  static ModFile mod_file_of(VersionQuery& query, const UpdateTarget& target) {
    const std::string name = ModuleVersion{target.path, target.version}.str() + "/go.mod";
    return mod_file::parse_lax(name, query.go_mod(target.version));
  }

  static std::string go_line(VersionQuery& query, const UpdateTarget& target) {
    return mod_file_of(query, target).go.value_or("");
  }

  // --- answers -----------------------------------------------------------------------------------

  UpdateTargets answers() {
    const auto is_known = [](const Question& question) {
      return !question.is_answered() && !question.fault;
    };
    const bool is_any_known = std::any_of(questions_.begin(), questions_.end(), is_known);
    UpdateTargets result;
    for (Question& question : questions_) {
      if (question.fault && (question.is_named || !is_any_known)) throw *question.fault;
      if (question.fault) {
        result.held_back.push_back({question.subject(), question.target.now,
                                    question.fault->message(), question.fault->notes(), true});
      }
      if (question.outcome.target) result.targets.push_back(std::move(*question.outcome.target));
      for (HeldBack& held : question.outcome.held_back) {
        result.held_back.push_back(std::move(held));
      }
    }
    return result;
  }

  const UpdateSubjects& subjects_;
  const Folder& folder_;
  const Manifest& manifest_;
  const Lock& lock_;
  std::list<Question> questions_;
};

}  // namespace

bool UpdateSubjects::takes(const std::string& name, const std::string& path) const {
  const auto matches = [&](std::string_view patterns) {
    return (!name.empty() && module::matches_prefix_patterns(name, patterns)) ||
           (!path.empty() && module::matches_prefix_patterns(path, patterns));
  };
  return (only.empty() || matches(only)) && (except.empty() || !matches(except));
}

bool UpdateSubjects::names_module(const std::string& path) const {
  return std::any_of(modules.begin(), modules.end(),
                     [&](const std::string& text) { return subject_of(text).name == path; });
}

std::string UpdateTarget::what() const {
  return leaf.empty() ? fmt::format("{} {}", path, version)
                      : fmt::format("leaf {} {}", leaf, version);
}

UpdateTargets find_update_targets(const UpdateSubjects& subjects, const Folder& folder,
                                  const Manifest& manifest, const Lock& lock, Goproxy& proxy,
                                  const std::function<void(std::size_t, std::size_t)>& progress) {
  return Finder(subjects, folder, manifest, lock).find(proxy, progress);
}

}  // namespace goset
