#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <span>

#include "archive_version.hpp"
#include "archives.hpp"
#include "commands.hpp"
#include "downloads.hpp"
#include "drift.hpp"
#include "folder.hpp"
#include "goset/archive/source_archive.hpp"
#include "goset/error.hpp"
#include "goset/fetch/version_query.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/manifest/suggestion.hpp"
#include "refresh.hpp"
#include "relock.hpp"
#include "set_files.hpp"
#include "terminal.hpp"

// Versions follow from goset.toml and the leaves, so an update writes its choice there: the version
// of a leaf, or a floor for a module. Decisions that are there already go before it: an exact pin,
// the `go` ceiling, a track. What contradicts one is held back, and the rest is done:
//
//   wishes     of each subject the version that is asked for, found out at the proxies
//   accepted   all wishes together, if the set resolves with them; else, half by half, as many as
//   it
//              does resolve with, each of the others with the reason why not

namespace goset::cli {

namespace {

struct UpdateOptions {
  std::vector<std::string> modules;  // MODULE[@QUERY]
  std::vector<std::string> leaves;   // NAME[@QUERY]
  bool all = false;
  bool patch = false;
  bool latest = false;
  Output output;

  // query is what a subject without one gets.
  std::string query() const { return patch ? "patch" : latest ? "latest" : "upgrade"; }
};

// Wish is one version that is asked for.
struct Wish {
  std::string leaf;  // its name; empty: a module is meant
  std::string path;  // of the module; empty: a source archive is meant
  std::string now;   // its version, or the archive
  std::string version;

  std::string what() const {
    return leaf.empty() ? fmt::format("{} {}", path, version)
                        : fmt::format("leaf {} {}", leaf, version);
  }
};

struct Subject {
  std::string name;
  std::string query;  // may be empty
};

Subject subject_of(const std::string& text) {
  const std::size_t at = text.find('@');
  return {text.substr(0, at), at == std::string::npos ? "" : text.substr(at + 1)};
}

class Update {
 public:
  Update(const Options& options, const UpdateOptions& update, const Folder& folder)
      : options_(options),
        update_(update),
        folder_(folder),
        files_(SetFiles::read(folder)),
        manifest_(files_.manifest()),
        lock_(need_lock(folder)),
        downloads_(options),
        progress_(options.quiet) {}

  int run() {
    make_wishes();
    accept(wishes_);
    if (update_.all) drop_idle_floors();
    progress_.clear();
    Refresh refresh{.output = update_.output,
                    .held_back = std::move(held_back_),
                    .relocked = std::move(relocked_)};
    for (const Wish& wish : wishes_) {
      if (wish.leaf.empty() && is_accepted(wish)) refresh.asked[wish.path] = wish.version;
    }
    return cli::refresh(options_, folder_, files_with(accepted_), std::move(refresh));
  }

 private:
  // --- what is asked for -------------------------------------------------------------------------

  void make_wishes() {
    for (const std::string& text : update_.leaves) wish_for_leaf(subject_of(text));
    for (const std::string& text : update_.modules) wish_for_module(subject_of(text));
    if (update_.all) wish_for_all();
  }

  // Among many there may be one whose versions can't be had: only if that goes for all is it the
  // network.
  void wish_for_all() {
    std::size_t looked_up = 0;
    std::optional<Error> failure;
    const auto attempt = [&](const std::string& what, const std::string& now, const auto& look_up) {
      try {
        look_up();
        ++looked_up;
      } catch (const SecurityError&) {
        throw;
      } catch (const Error& error) {
        if (!failure) failure = error;
        held_back_.push_back({what, now, error.message(), {}});
      }
    };
    for (const auto& [name, leaf] : manifest_.leaves) {
      if (!leaf.archive.empty()) {
        held_back_.push_back({"leaf " + name,
                              leaf.archive,
                              "of an archive nobody lists the versions",
                              {fmt::format("goset update --leaf {}@VERSION", name)}});
      }
      if (leaf.module.empty()) continue;
      attempt("leaf " + name, leaf.version, [&] { wish_for_leaf({name, ""}); });
    }
    for (const auto& [name, track] : manifest_.tracks) {
      for (const auto& [path, pin] : track.pins) {
        attempt(path, pin.version, [&, &name = name, &track = track, &path = path, &pin = pin] {
          const std::string newest =
              VersionQuery(downloads_.proxy, path).resolve(update_.query(), pin.version);
          if (newest == pin.version) return;
          held_back_.push_back(
              SetChange::HeldBack::in_track(path + " " + newest, name, pin.version, track.reason));
        });
      }
    }
    for (const auto& [path, module] : lock_->set.modules) {
      attempt(path, module.version, [&] { wish_for_module({path, ""}); });
    }
    if (failure && looked_up == 0) throw *failure;
  }

  void wish_for_leaf(const Subject& subject) {
    need_leaf(folder_, manifest_, subject.name);
    const Manifest::Leaf& leaf = manifest_.leaves.at(subject.name);
    if (!leaf.archive.empty()) {
      wish_for_archive(subject, leaf.archive);
      return;
    }
    if (leaf.module.empty()) {
      throw Error(fmt::format("leaf {} is on disk, so its version is what is there", subject.name),
                  {fmt::format("change it in {}, then run: goset lock",
                               leaf.path == "." ? "its directory" : leaf.path)});
    }
    wish({subject.name, leaf.module, leaf.version, ""}, subject.query);
  }

  // wish_for_archive takes another archive, or a version to put into the name of the one there is.
  void wish_for_archive(const Subject& subject, const std::string& now) {
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
    if (wanted != now) wishes_.push_back({subject.name, "", now, wanted});
  }

  void wish_for_module(const Subject& subject) {
    const auto module = lock_->set.modules.find(subject.name);
    if (module == lock_->set.modules.end()) {
      if (held_in_a_track(subject)) return;
      throw not_in_the_set(subject.name);
    }
    if (!module->second.replace.path.empty()) {
      held_back_.push_back({subject.name,
                            module->second.version,
                            fmt::format("it is replaced by {}", module->second.replace.str()),
                            {}});
      return;
    }
    wish({"", subject.name, module->second.version, ""}, subject.query);
  }

  // held_in_a_track tells of a module that only tracks have: their pins are goset.toml's to change.
  bool held_in_a_track(const Subject& subject) {
    bool found = false;
    for (const auto& [name, track] : lock_->set.tracks) {
      const auto module = track.modules.find(subject.name);
      if (module == track.modules.end()) continue;
      found = true;
      held_back_.push_back(
          SetChange::HeldBack::in_track(subject.name, name, module->second.version, track.reason));
    }
    return found;
  }

  Error not_in_the_set(const std::string& path) const {
    Error error(fmt::format("{}: not in the set, so there is nothing to update", path));
    if (add_suggestion(error, path, lock_->set.modules)) return error;
    if (manifest_.leaves.contains(path)) {
      error.add_note(fmt::format("it is a leaf: goset update --leaf {}", path));
    } else {
      error.add_note("`goset list` names its modules");
    }
    return error;
  }

  // wish looks up the version, and for one that needs a newer Go than the set admits, the newest
  // that does not.
  void wish(Wish wish, const std::string& asked) {
    progress_.show("looking up " + wish.path);
    VersionQuery query(downloads_.proxy, wish.path);
    wish.version = query.resolve(asked.empty() ? update_.query() : asked, wish.now);
    if (semver::compare(wish.version, wish.now) <= 0 && wish.leaf.empty()) {
      wish_for_floor(std::move(wish), asked);
      return;
    }
    if (wish.version == wish.now) return;
    if (const auto pin = manifest_.pins.find(wish.path);
        wish.leaf.empty() && pin != manifest_.pins.end() && pin->second.exact) {
      held_back_.push_back({wish.what(),
                            pin->second.version,
                            fmt::format("[pin] in {} says exactly that", Folder::manifest_name),
                            {}});
      return;
    }
    if (asked.empty() || !semver::is_valid(asked)) step_down(query, wish);
    if (wish.version != wish.now) wishes_.push_back(std::move(wish));
  }

  // wish_for_floor takes a version that was asked for by itself though the set has it, or a higher
  // one: it shall have it when that reason is gone, too.
  void wish_for_floor(Wish wish, const std::string& asked) {
    if (!semver::is_valid(asked)) return;
    const auto pin = manifest_.pins.find(wish.path);
    if (pin != manifest_.pins.end() && semver::compare(pin->second.version, wish.version) >= 0) {
      return;
    }
    wishes_.push_back(std::move(wish));
  }

  void step_down(VersionQuery& query, Wish& wish) {
    const std::string newest = wish.version;
    std::string go = go_line(query, wish);
    while (is_above_ceiling(go)) {
      if (wish.version == newest) {
        held_back_.push_back({wish.what(),
                              wish.now,
                              fmt::format("it needs go {}, the ceiling is go {}", go, manifest_.go),
                              {"raise `go` in goset.toml"}});
      }
      try {
        wish.version = query.resolve("<" + wish.version, wish.now);
      } catch (const Error&) {
        wish.version = wish.now;  // there is no older one
      }
      if (semver::compare(wish.version, wish.now) <= 0) {
        wish.version = wish.now;
        return;
      }
      go = go_line(query, wish);
      if (!is_above_ceiling(go)) held_back_.back().at = wish.version;
    }
  }

  static std::string go_line(VersionQuery& query, const Wish& wish) {
    const std::string name = ModuleVersion{wish.path, wish.version}.str() + "/go.mod";
    return mod_file::parse_lax(name, query.go_mod(wish.version)).go.value_or("");
  }

  bool is_above_ceiling(const std::string& go) const {
    return toolchain_version::exceeds(go, manifest_.go);
  }

  // --- what can be had ---------------------------------------------------------------------------

  // accept takes as many of the wishes as the set resolves with.
  void accept(std::span<const Wish> wishes) {
    if (wishes.empty()) return;
    std::vector<Wish> with = accepted_;
    with.insert(with.end(), wishes.begin(), wishes.end());
    try {
      relocked_ = relocked(with);
      accepted_ = std::move(with);
    } catch (const HeldBackError& error) {
      if (wishes.size() == 1) {
        held_back_.push_back({wishes[0].what(), wishes[0].now, error.message(), error.notes()});
        return;
      }
      accept(wishes.first(wishes.size() / 2));
      accept(wishes.subspan(wishes.size() / 2));
    }
  }

  Relocked relocked(const std::vector<Wish>& wishes) {
    return relock(files_with(wishes).manifest(), folder_.directory(), lock_, downloads_,
                  [&](const std::string& line) { progress_.show(line); });
  }

  // drop_idle_floors leaves out the floors that nobody asked for by name and that other things give
  // as well. Two may give each other what they have: then they stay.
  void drop_idle_floors() {
    if (!relocked_) return;
    std::vector<Wish> needed = accepted_;
    std::erase_if(needed, [&](const Wish& wish) {
      const bool is_named =
          std::any_of(update_.modules.begin(), update_.modules.end(),
                      [&](const std::string& text) { return subject_of(text).name == wish.path; });
      const auto cause = relocked_->causes.find(wish.path);
      return wish.leaf.empty() && !is_named && cause != relocked_->causes.end() &&
             cause->second != pin_cause;
    });
    const auto versions = [](const Relocked& relocked) {
      std::map<std::string, std::string> result;
      for (const auto& [path, module] : relocked.lock.set.modules) result[path] = module.version;
      return result;
    };
    if (needed.size() == accepted_.size()) return;
    Relocked without = relocked(needed);
    if (versions(without) != versions(*relocked_)) return;
    accepted_ = std::move(needed);
    relocked_ = std::move(without);
  }

  bool is_accepted(const Wish& wish) const {
    return std::any_of(accepted_.begin(), accepted_.end(), [&](const Wish& accepted) {
      return accepted.leaf == wish.leaf && accepted.path == wish.path;
    });
  }

  SetFiles files_with(const std::vector<Wish>& wishes) const {
    SetFiles files = files_;
    for (const Wish& wish : wishes) {
      if (wish.leaf.empty()) {
        files.set_pin(wish.path, {wish.version, false});
      } else if (wish.path.empty()) {
        files.set_archive(wish.leaf, wish.version);
      } else {
        files.set_leaf_value(wish.leaf, "version", wish.version);
      }
    }
    return files;
  }

  const Options& options_;
  const UpdateOptions& update_;
  const Folder& folder_;
  const SetFiles files_;
  const Manifest manifest_;
  const std::optional<Lock> lock_;
  Downloads downloads_;
  Progress progress_;
  std::vector<Wish> wishes_;
  std::vector<Wish> accepted_;
  std::optional<Relocked> relocked_;  // with these, once there are any
  std::vector<SetChange::HeldBack> held_back_;
};

int update(const Options& options, const UpdateOptions& update) {
  if (update.modules.empty() && update.leaves.empty() && !update.all) {
    throw Error("nothing to update is named",
                {"give a module, --leaf NAME, or --all for everything"});
  }
  if (update.patch && update.latest) {
    throw Error("--patch and --latest exclude each other", {"give one of them"});
  }
  const Folder folder(options.directory);
  const Exclusive exclusive(folder);
  return Update(options, update, folder).run();
}

}  // namespace

void add_update(CLI::App& app, Run& run) {
  auto options = std::make_shared<UpdateOptions>();
  CLI::App* const command =
      app.add_subcommand("update", "Raise modules and programs to newer versions");
  command->add_option("module", options->modules, "modules to raise, for all programs")
      ->type_name("MODULE[@QUERY]");
  command->add_option("--leaf", options->leaves, "programs to update")
      ->type_name("NAME[@QUERY]")
      ->allow_extra_args(false);
  command->add_flag("--all", options->all, "everything that the set has");
  command->add_flag("--patch", options->patch, "the newest patch release, without a QUERY");
  command->add_flag("--latest", options->latest,
                    "the latest release, of a program even a lower one");
  add_output_options(*command, options->output);
  command->footer(
      "Writes the version of a program, or a floor for a module, into goset.toml. Exact\n"
      "pins, tracks and the `go` ceiling stay, and it tells what they held back.\n"
      "\n"
      "Examples:\n"
      "  goset update golang.org/x/crypto@v0.45.0 --dry-run\n"
      "  goset update --leaf fzf\n"
      "  goset update --leaf tool@v1.2.3     # of an archive: the version in its name\n"
      "  goset update --all --patch --format markdown");
  command->callback([&run, options] {
    run = [options](const Options& global) { return update(global, *options); };
  });
}

}  // namespace goset::cli
