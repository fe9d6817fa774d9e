#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/drift.hpp"
#include "goset/app/relock.hpp"
#include "goset/app/session.hpp"
#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/report/change.hpp"
#include "goset/set/change.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "output.hpp"

namespace goset::cli {

namespace {

struct DiffOptions {
  std::string before;
  std::string after;
  std::string leaf;
  std::string format = "text";
};

Lock lock_in(const std::string& file) {
  const std::optional<std::string> text = read_file(file);
  if (!text) throw Error(fmt::format("{}: no such file", file));
  return lock::parse(file, *text);
}

int of_locks(const Options& options, const DiffOptions& diff) {
  const Lock before = lock_in(diff.before);
  Relocked after;
  after.lock = lock_in(diff.after);
  after.graph = set_graph::of(after.lock.set, Configurations::of(after.lock));
  const SetChange change = SetChange::of(before, after.lock, after.graph, after.reasons);
  if (diff.format == "json") {
    fmt::print("{}", change_output::json(change, false));
  } else if (diff.format == "markdown") {
    fmt::print("{}", change_output::markdown(change));
  } else {
    fmt::print("{}", change_output::text(change, Paint(options.color, stdout)));
  }
  return exit_ok;
}

// of_leaf prints what the set has above the leaf's own versions, of the modules that it needs: what
// a bug report to the program's authors has to say.
int of_leaf(const Options& options, const DiffOptions& diff) {
  const std::string& name = diff.leaf;
  const Folder folder(options.directory);
  const Manifest manifest = read_manifest(folder);
  need_leaf(folder, manifest, name);
  const Lock lock = need_lock(folder);
  const SetLeaf& locked = locked_leaf(folder, lock, name);
  Session session(options);
  const std::map<std::string, std::string> own =
      own_build_list(manifest, folder.directory(), lock, session, name);
  struct Versions {
    std::string alone;
    std::string set;
  };
  std::map<std::string, Versions> lifted;
  std::size_t width = 0;
  const Configurations configurations = Configurations::of(lock);
  for (const set_graph::Needed& needed :
       set_graph::needed_packages(lock.set, configurations, name)) {
    if (needed.own) continue;
    const SetModule& module = *set_graph::module(lock.set, locked.track, needed.module);
    const auto alone = own.find(needed.module);
    const std::string before = alone == own.end() ? "" : alone->second;
    if (before == module.version) continue;
    lifted[needed.module] = {before, module.version};
    width = std::max(width, needed.module.size());
  }
  if (diff.format != "text") {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& [path, versions] : lifted) {
      nlohmann::ordered_json entry{{"path", path}};
      if (!versions.alone.empty()) entry["alone"] = versions.alone;
      entry["set"] = versions.set;
      list.push_back(std::move(entry));
    }
    fmt::print("{}\n", list.dump(1));
    return exit_ok;
  }
  for (const auto& [path, versions] : lifted) {
    fmt::print("{:<{}}  {}{}\n", path, std::min<std::size_t>(width, 44),
               versions.alone.empty() ? "" : versions.alone + " -> ", versions.set);
  }
  if (lifted.empty() && !options.quiet) {
    fmt::print(stderr, "leaf {} has its own versions of all that it needs\n", name);
  }
  return exit_ok;
}

int diff(const Options& options, const DiffOptions& diff) {
  if (!diff.leaf.empty()) {
    if (!diff.before.empty()) throw Error("--leaf compares with the set here, not with files");
    if (diff.format == "markdown") throw Error("--leaf has the formats text and json");
    return of_leaf(options, diff);
  }
  if (diff.after.empty()) {
    throw Error("two lock files are needed, or --leaf",
                {"for example: goset diff old/goset.lock goset.lock"});
  }
  return of_locks(options, diff);
}

}  // namespace

void add_diff(CLI::App& app, Run& run) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* const command =
      app.add_subcommand("diff", "Compare two locks, or a program with the set");
  command->add_option("old", options->before, "a lock file")->type_name("LOCK");
  command->add_option("new", options->after, "another one")->type_name("LOCK");
  command->add_option("--leaf", options->leaf, "what the set lifted above this program's versions")
      ->type_name("NAME");
  add_choice(*command, "--format", options->format, {"text", "json", "markdown"},
             "text, json, or of two locks markdown")
      ->type_name("FORMAT");
  command->footer(
      "With --leaf it prints what a bug report to the program's authors has to say.\n"
      "\n"
      "Examples:\n"
      "  goset diff old.lock goset.lock --format markdown\n"
      "  goset diff --leaf fzf");
  command->callback([&run, options] {
    run = [options](const Options& global) { return diff(global, *options); };
  });
}

}  // namespace goset::cli
