#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>

#include "commands.hpp"
#include "goset/app/archive_version.hpp"
#include "goset/app/drift.hpp"
#include "goset/app/relock.hpp"
#include "goset/app/session.hpp"
#include "goset/error.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/source_archive.hpp"
#include "goset/fetch/version_query.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "goset/store/suggestion.hpp"
#include "refresh.hpp"
#include "terminal.hpp"
#include "wishes.hpp"

// Versions follow from goset.toml and the leaves, so an update writes its choice there: the version
// of a leaf, or a floor for a module. Decisions that are there already go before it: an exact pin,
// the `go` ceiling, a track. What contradicts one is held back, and the rest is done:
//
//   wishes     of each subject the version that is asked for, found out at the proxies
//   accepted   all wishes together, if the set resolves with them; else, half by half, as many as
//              it does resolve with, each of the others with the reason why not

namespace goset::cli {

namespace {

struct UpdateOptions {
  std::vector<std::string> modules;  // MODULE[@QUERY]
  std::vector<std::string> leaves;   // NAME[@QUERY]
  bool all = false;
  bool patch = false;
  bool latest = false;
  Output output;

  UpdateSubjects subjects() const {
    return {modules, leaves, all, patch ? "patch" : latest ? "latest" : "upgrade"};
  }
};

class Update {
 public:
  Update(const Options& options, const UpdateOptions& update, const Folder& folder)
      : options_(options),
        update_(update),
        folder_(folder),
        files_(SetFiles::read(folder)),
        manifest_(files_.manifest()),
        lock_(need_lock(folder)),
        session_(options),
        progress_(options.quiet) {}

  int run() {
    Wishes found =
        find_wishes(update_.subjects(), folder_, manifest_, *lock_, session_.proxy, progress_);
    held_back_ = std::move(found.held_back);
    accept(found.wishes);
    if (update_.all) drop_unused_floors();
    progress_.clear();
    const bool is_all_known =
        std::none_of(held_back_.begin(), held_back_.end(),
                     [](const SetChange::HeldBack& held) { return held.is_unknown; });
    Refresh refresh{.output = update_.output,
                    .held_back = std::move(held_back_),
                    .relocked = std::move(relocked_)};
    for (const Wish& wish : found.wishes) {
      if (wish.leaf.empty() && is_accepted(wish)) refresh.asked[wish.path] = wish.version;
    }
    const int code = cli::refresh(options_, folder_, files_with(accepted_), std::move(refresh));
    return is_all_known ? code : std::max(code, exit_failed);
  }

 private:
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
    return relock(files_with(wishes).manifest(), folder_.directory(), lock_, session_,
                  [&](const std::string& line) { progress_.show(line); });
  }

  // drop_unused_floors leaves out the floors that nobody asked for by name and that other things give
  // as well. Two may give each other what they have: then they stay.
  void drop_unused_floors() {
    if (!relocked_) return;
    std::vector<Wish> needed = accepted_;
    std::erase_if(needed, [&](const Wish& wish) {
      const bool is_named =
          std::any_of(update_.modules.begin(), update_.modules.end(),
                      [&](const std::string& text) { return module_of(text) == wish.path; });
      const auto cause = relocked_->reasons.causes.find(wish.path);
      return wish.leaf.empty() && !is_named && cause != relocked_->reasons.causes.end() &&
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
  Session session_;
  Progress progress_;
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
      "  goset update --leaf fzf --leaf age@v1.3.2\n"
      "  goset update --leaf tool@v1.2.3     # of an archive: the version in its name\n"
      "  goset update --all --patch --format markdown");
  command->callback([&run, options] {
    run = [options](const Options& global) { return update(global, *options); };
  });
}

}  // namespace goset::cli
