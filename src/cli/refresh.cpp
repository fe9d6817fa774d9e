#include "refresh.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "goset/app/drift.hpp"
#include "goset/app/relock.hpp"
#include "goset/export/nix_set.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/set/unused.hpp"
#include "goset/store/conflict.hpp"
#include "goset/store/manifest.hpp"
#include "goset/store/rendered.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

using Clock = std::chrono::steady_clock;

// why_not spells out a reason for which something was not verified.
std::string why_not(const std::string& reason) {
  return reason == "GONOSUMDB" ? "named in GONOSUMDB or GOPRIVATE" : reason;
}

std::string leaves(std::size_t count) {
  return count == 1 ? "1 leaf" : fmt::format("{} leaves", count);
}

// Report tells what a new lock changes and who vouched for it.
class Report {
 public:
  Report(const std::optional<Lock>& before, const Relocked& after, std::FILE* to)
      : before_(before ? &before->set : nullptr),
        after_(after.lock.set),
        relocked_(after),
        to_(to) {}

  void added_leaf(const std::string& name) const {
    const SetLeaf& leaf = after_.leaves.at(name);
    const SetGraph& graph = relocked_.graph;
    std::size_t modules = 0;
    std::size_t fresh = 0;
    const auto add = [&](const SetGraph::Layer& layer) {
      for (const auto& [path, users] : layer.users) {
        if (!users.contains(name)) continue;
        ++modules;
        if (!before_ || !before_->modules.contains(path)) ++fresh;
      }
    };
    add(graph.base);
    if (!leaf.track.empty()) add(graph.tracks.at(leaf.track));
    fmt::print(to_, "{} {}: {}, {}, {} new to the set\n", name, origin(leaf),
               plural(modules, "module"), plural(graph.leaves.at(name).needed, "package"), fresh);
  }

  // compacted says how many parts were merged, before it is written.
  void compacted() const {
    const std::size_t before = before_ ? parts_in(*before_) : 0;
    const std::size_t after = parts_in(after_);
    if (before != after) fmt::print(to_, "{} -> {} module parts\n", before, after);
  }

  // verified says who vouched for the modules and leaves, and what nobody vouched for.
  void verified(Clock::duration took) const {
    std::size_t total = 0;
    std::vector<std::string> by;
    for (const auto& [witness, count] : relocked_.verified) {
      total += count;
      by.push_back(fmt::format("{} by {}", count, witness));
    }
    if (total > 0) {
      fmt::print(to_, "verified {} ({}), {:.1f} MB in {:.1f} s\n", plural(total, "module"),
                 fmt::join(by, ", "), static_cast<double>(relocked_.bytes) / 1e6,
                 std::chrono::duration<double>(took).count());
    }
    for (const auto& [reason, count] : relocked_.unverified) {
      fmt::print(to_, "not verified: {} ({})\n", plural(count, "module"), why_not(reason));
    }
    if (relocked_.new_archives > 0) {
      fmt::print(to_, "not verified: {} (new; later runs compare with the lock)\n",
                 plural(relocked_.new_archives, "source archive"));
    }
    for (const auto& [reason, mods] : relocked_.lock.unverified) {
      fmt::print(to_, "not verified: {} ({})\n", plural(mods.size(), "go.mod file"),
                 why_not(reason));
    }
  }

 private:
  static std::size_t parts_in(const GoSet& set) {
    std::size_t count = 0;
    const auto add = [&](const std::map<std::string, SetModule>& modules) {
      for (const auto& [path, module] : modules) count += module.parts.size();
    };
    add(set.modules);
    for (const auto& [name, track] : set.tracks) add(track.modules);
    return count;
  }

  const GoSet* const before_;
  const GoSet& after_;
  const Relocked& relocked_;
  std::FILE* const to_;
};

void say_current(const Folder& folder, const GoSet& set) {
  fmt::print(stderr, "{} is up to date: {}, {}\n", folder.shown(Folder::lock_name),
             leaves(set.leaves.size()), plural(set.modules.size(), "module"));
}

// say_unused tells of decisions that have become unused.
void say_unused(std::FILE* to, const Manifest& manifest, const GoSet& set,
                const std::map<std::string, std::string>& asked) {
  std::vector<Unused> all = unused_decisions(manifest, set);
  // A floor that was just asked for is for a time to come.
  std::erase_if(all, [&](const Unused& unused) { return asked.contains(unused.pin); });
  bool has_pin = false;
  for (const Unused& unused : all) {
    fmt::print(to, "no longer needed: {}\n  {}\n", unused.what, unused.reason);
    has_pin = has_pin || !unused.pin.empty();
  }
  if (has_pin) fmt::print(to, "  `goset lock --prune` drops such pins\n");
}

Relocked relocked_now(const Options& options, const Folder& folder, const Manifest& wanted,
                      const std::optional<Lock>& facts, bool compact) {
  Session session(options);
  Progress progress(options.quiet);
  return relock(
      wanted, folder.directory(), facts, session,
      [&](const std::string& line) { progress.show(line); }, compact);
}

// note_tracks adds the tracks that keep a module below the version that was asked for.
void note_tracks(SetChange& change, const std::map<std::string, std::string>& asked,
                 const GoSet& set) {
  for (const auto& [path, version] : asked) {
    for (const auto& [name, track] : set.tracks) {
      const auto held = track.modules.find(path);
      if (held == track.modules.end() || held->second.version == version) continue;
      change.held_back.push_back(SetChange::HeldBack::in_track(path + " " + version, name,
                                                               held->second.version, track.reason));
    }
  }
}

// show prints a change in the form that was asked for.
void show(const SetChange& change, const Options& options, const Output& output, std::FILE* to,
          bool written) {
  if (output.format == "text") {
    fmt::print(to, "{}", change_output::text(change, Paint(options.color, to)));
  } else if (output.format == "json") {
    fmt::print("{}", change_output::json(change, written));
  } else if (output.format == "markdown") {
    fmt::print("{}", change_output::markdown(change));
  } else {
    const char* const attribute = std::getenv("UPDATE_NIX_ATTR_PATH");
    fmt::print("{}", change_output::nixpkgs(change, attribute ? attribute : ""));
  }
}

// file_names returns what is planned, in the order of the data flow and not of the alphabet.
std::vector<std::string> file_names(const Changes& changes) {
  std::vector<std::string> order{Folder::manifest_name};
  for (const auto& [name, text] : changes.planned()) {
    const bool is_known =
        name == Folder::manifest_name || name == Folder::lock_name || name == Folder::packages_name;
    if (!is_known) order.push_back(name);
  }
  order.insert(order.end(), {Folder::lock_name, Folder::packages_name});
  std::erase_if(order, [&](const std::string& name) { return !changes.planned().contains(name); });
  return order;
}

// shown_names returns these names as a machine that reads `output` needs them.
std::vector<std::string> shown_names(const Folder& folder, std::vector<std::string> names,
                                     const Output& output) {
  for (std::string& name : names) {
    name = output.format == "nixpkgs"
               ? std::filesystem::weakly_canonical(folder.file(name)).string()
               : folder.shown(name);
  }
  return names;
}

void say_written(const Folder& folder, const Changes& changes) {
  std::vector<std::string> written;
  std::vector<std::string> removed;
  for (const std::string& name : file_names(changes)) {
    (changes.planned().at(name) ? written : removed).push_back(folder.shown(name));
  }
  fmt::print(stderr, "wrote {}\n", fmt::join(written, ", "));
  if (!removed.empty()) fmt::print(stderr, "removed {}\n", fmt::join(removed, ", "));
}

// plan_record adds to a lock that is up to date what it lacks: which go-packages.nix it gave.
void plan_record(Changes& changes, const Folder& folder, const Lock& lock) {
  const std::string packages = folder.read(Folder::packages_name).value_or("");
  changes.set(Folder::lock_name, rendered::with_record(lock::print(lock), packages));
}

}  // namespace

int refresh(const Options& options, const Folder& folder, const SetFiles& set, Refresh refresh) {
  const Clock::time_point start = Clock::now();
  const Output& output = refresh.output;
  const bool quiet = options.quiet;
  // What would be written is the result of a dry run.
  std::FILE* const to = output.dry_run && output.format == "text" ? stdout : stderr;
  const Manifest wanted = set.manifest();
  const KnownLock known = KnownLock::read(folder);
  const std::optional<Lock>& old = known.before;
  Changes changes(folder);
  set.plan(changes);
  SetChange change;
  if (!refresh.compact && !known.has_conflict && changes.planned().empty() &&
      find_drift(folder, wanted, known).empty()) {
    change.held_back = std::move(refresh.held_back);
    note_tracks(change, refresh.asked, old->set);
    if (!known.is_recorded) plan_record(changes, folder, *old);
    change.files = shown_names(folder, file_names(changes), output);
    const bool write = !output.dry_run && !change.files.empty();
    if (write) changes.commit();
    if (!quiet || output.format != "text") show(change, options, output, to, write);
    if (!quiet) say_current(folder, old->set);
    if (!quiet && write) say_written(folder, changes);
    return exit_ok;
  }
  if (!set.implied().empty() && !quiet) {
    fmt::print(stderr, "no {}: the set is the program here, {}\n",
               folder.shown(Folder::manifest_name), set.implied());
  }
  const Relocked relocked =
      refresh.relocked ? std::move(*refresh.relocked)
                       : relocked_now(options, folder, wanted, known.facts(), refresh.compact);
  const std::string packages = nix_set::render(relocked.lock, relocked.graph);
  changes.set(Folder::lock_name, rendered::with_record(lock::print(relocked.lock), packages));
  changes.set(Folder::packages_name, packages);
  change = SetChange::of(old, relocked.lock, relocked.graph, relocked.reasons);
  change.files = shown_names(folder, file_names(changes), output);
  change.dropped = std::move(refresh.dropped);
  change.held_back = std::move(refresh.held_back);
  note_tracks(change, refresh.asked, relocked.lock.set);
  const Report report(old, relocked, to);
  for (const std::string& name : refresh.added) {
    if (!quiet) report.added_leaf(name);
    if (output.format != "text") continue;
    std::erase_if(change.leaves, [&](const SetChange::Leaf& leaf) { return leaf.name == name; });
  }
  if (!quiet && refresh.compact) report.compacted();
  // What machines read is said when it is true; people may read on while it is written.
  const bool write = !output.dry_run && !change.files.empty();
  if (write && output.format != "text") changes.commit();
  if (!quiet || output.format != "text") show(change, options, output, to, write);
  if (change.files.empty()) {
    if (!quiet) say_current(folder, relocked.lock.set);
    return exit_ok;
  }
  if (!quiet) {
    say_unused(to, wanted, relocked.lock.set, refresh.asked);
    report.verified(Clock::now() - start);
  }
  if (output.dry_run) {
    if (!quiet) fmt::print(to, "nothing written (--dry-run)\n");
    return exit_ok;
  }
  if (output.format == "text") changes.commit();
  if (!quiet) say_written(folder, changes);
  return exit_ok;
}

}  // namespace goset::cli
