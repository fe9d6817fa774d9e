#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "drift.hpp"
#include "folder.hpp"
#include "goset/error.hpp"
#include "goset/fetch/version_query.hpp"
#include "goset/resolve/set_graph.hpp"
#include "idle.hpp"
#include "relock.hpp"
#include "set_files.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct ListOptions {
  std::string format = "text";
  bool packages = false;
  bool track = false;
  bool own = false;
  bool outdated = false;
  bool unused = false;
  std::string leaf;
  std::string platform;
  bool cgo = false;
};

// print_packages prints the packages that leaves need, `PACKAGE MODULE@VERSION` a line; a leaf's
// own package has its module path alone.
void print_packages(const Lock& lock, const ListOptions& list) {
  const Configurations configurations = lock.configurations();
  ConfigMask mask = configurations.all();
  if (!list.platform.empty()) {
    mask = configurations.bit(Platform::parse(list.platform), list.cgo);
    if (mask == 0) {
      throw Error(fmt::format("{} is not a platform of this set", list.platform));
    }
  }
  std::set<std::string> lines;
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (!list.leaf.empty() && name != list.leaf) continue;
    for (const set_graph::Needed& needed :
         set_graph::needed_packages(lock.set, configurations, name)) {
      if ((needed.mask & mask) == 0) continue;
      ModuleVersion m{needed.module, ""};
      if (!needed.own) m.version = set_graph::module(lock.set, leaf.track, m.path)->version;
      lines.insert(
          fmt::format("{} {}", package_facts::import_path(m.path, needed.directory), m.str()));
    }
  }
  for (const std::string& line : lines) fmt::print("{}\n", line);
}

// Listed is one module of the set, or of a track.
struct Listed {
  std::string path;
  std::string track;
  const SetModule* module;
  std::set<std::string> leaves;
};

std::vector<Listed> modules_of(const Lock& lock) {
  const SetGraph graph = set_graph::of(lock.set, lock.configurations());
  std::vector<Listed> result;
  const auto add = [&](const std::map<std::string, SetModule>& modules, const std::string& track,
                       const SetGraph::Layer& layer) {
    for (const auto& [path, module] : modules) {
      const auto users = layer.users.find(path);
      result.push_back({path, track, &module,
                        users == layer.users.end() ? std::set<std::string>() : users->second});
    }
  };
  add(lock.set.modules, "", graph.base);
  for (const auto& [name, track] : lock.set.tracks) add(track.modules, name, graph.tracks.at(name));
  std::stable_sort(result.begin(), result.end(),
                   [](const Listed& a, const Listed& b) { return a.path < b.path; });
  return result;
}

std::string as_json(const Lock& lock) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Listed& listed : modules_of(lock)) {
    nlohmann::ordered_json entry{{"path", listed.path},
                                 {"version", listed.module->version},
                                 {"hash", listed.module->hash},
                                 {"sum", listed.module->sum},
                                 {"leaves", listed.leaves}};
    if (!listed.module->replace.path.empty()) entry["replace"] = listed.module->replace.str();
    if (!listed.track.empty()) entry["track"] = listed.track;
    list.push_back(std::move(entry));
  }
  return list.dump(1);
}

// print_tracks says of each track why there is one, who is in it, and what it costs: the modules
// that are built once more for it.
void print_tracks(const Lock& lock) {
  const SetGraph graph = set_graph::of(lock.set, lock.configurations());
  for (const auto& [name, track] : lock.set.tracks) {
    std::vector<std::string> leaves;
    for (const auto& [leaf, record] : lock.set.leaves) {
      if (record.track == name) leaves.push_back(leaf);
    }
    fmt::print("{}: {}\n", name, track.reason);
    fmt::print("  {} {}\n", leaves.size() == 1 ? "leaf" : "leaves", fmt::join(leaves, ", "));
    std::set<std::string> built;
    for (const auto& [key, unit] : graph.tracks.at(name).parts) {
      built.insert(set_graph::path_of(key));
    }
    fmt::print("  builds {} more{}\n", plural(built.size(), "module"), built.empty() ? "" : ":");
    std::size_t width = 0;
    for (const std::string& path : built) width = std::max(width, path.size());
    width = std::min<std::size_t>(width, 44);
    for (const std::string& path : built) {
      const SetModule& module = *set_graph::module(lock.set, name, path);
      const auto base = lock.set.modules.find(path);
      std::string note;
      if (!module.replace.path.empty()) {
        note = "  by " + module.replace.str();
      } else if (base == lock.set.modules.end()) {
        note = "  only here";
      } else if (base->second.version != module.version) {
        note = "  the set has " + base->second.version;
      } else {
        note = "  for what it requires";
      }
      fmt::print("    {:<{}}  {}{}\n", path, width, module.version, note);
    }
  }
}

// print_own prints the build list that a leaf has on its own, as `go list -m all` does in it.
void print_own(const Options& options, const Folder& folder, const std::string& name) {
  const Manifest manifest = read_manifest(folder);
  need_leaf(folder, manifest, name);
  Downloads downloads(options);
  for (const auto& [path, version] :
       own_build_list(manifest, folder.directory(), read_lock(folder), downloads, name)) {
    fmt::print("{} {}\n", path, version);
  }
}

// print_outdated prints the modules and leaves that have a newer release, `NAME NOW -> NEWEST` a
// line. What can't be looked up is told on standard error; only all of it together is a failure.
void print_outdated(const Options& options, const Lock& lock) {
  Downloads downloads(options);
  Progress progress(options.quiet);
  std::map<std::string, std::string> lines;
  std::size_t found = 0;
  std::optional<Error> failure;
  const auto look = [&](const std::string& name, const ModuleVersion& m) {
    progress.show("looking up " + m.path);
    try {
      const std::string newest =
          VersionQuery(downloads.proxy, m.path).resolve("upgrade", m.version);
      ++found;
      if (newest != m.version) lines[name] = fmt::format("{} -> {}", m.version, newest);
    } catch (const SecurityError&) {
      throw;
    } catch (const Error& error) {
      if (!failure) failure = error;
      progress.clear();
      if (!options.quiet) fmt::print(stderr, "unknown: {}\n", error.message());
    }
  };
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (!leaf.version.empty()) look("leaf " + name, {leaf.module, leaf.version});
  }
  for (const auto& [path, module] : lock.set.modules) {
    if (module.replace.path.empty()) look(path, {path, module.version});
  }
  progress.clear();
  if (failure && found == 0) throw *failure;
  std::size_t width = 0;
  for (const auto& [name, versions] : lines) width = std::max(width, name.size());
  for (const auto& [name, versions] : lines) {
    fmt::print("{:<{}}  {}\n", name, std::min<std::size_t>(width, 44), versions);
  }
}

void print_unused(const Manifest& manifest, const Lock& lock) {
  for (const Idle& idle : idle_decisions(manifest, lock.set)) {
    fmt::print("{}: {}\n", idle.what, idle.reason);
  }
}

int list(const Options& options, const ListOptions& list) {
  const Folder folder(options.directory);
  if (list.own) {
    print_own(options, folder, list.leaf);
    return exit_ok;
  }
  const Lock lock = need_lock(folder);
  if (!list.leaf.empty() && !lock.set.leaves.contains(list.leaf)) {
    throw Error(fmt::format("{} has no leaf {}", folder.shown(Folder::lock_name), list.leaf));
  }
  if (list.packages) {
    print_packages(lock, list);
    return exit_ok;
  }
  if (list.outdated) {
    print_outdated(options, lock);
    return exit_ok;
  }
  if (list.unused) {
    print_unused(read_manifest(folder), lock);
    return exit_ok;
  }
  if (list.track) {
    print_tracks(lock);
    return exit_ok;
  }
  if (list.format == "json") {
    fmt::print("{}\n", as_json(lock));
    return exit_ok;
  }
  std::set<std::string> lines;  // a track may differ by a replacement alone
  for (const Listed& listed : modules_of(lock)) {
    const std::string line = fmt::format("{} {}", listed.path, listed.module->version);
    if (lines.insert(line).second) fmt::print("{}\n", line);
  }
  return exit_ok;
}

}  // namespace

void add_list(CLI::App& app, Run& run) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* const command = app.add_subcommand("list", "List the modules of the set");
  command->add_option("--format", options->format, "text: path, version; json: hashes, leaves too")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  CLI::Option* const packages =
      command->add_flag("--packages", options->packages, "list packages and their modules instead");
  command->add_flag("--track", options->track, "list the tracks: why, for whom, what each costs");
  command->add_flag("--outdated", options->outdated, "list what has a newer release, and which");
  command->add_flag("--unused", options->unused, "list pins and the like that decide nothing");
  CLI::Option* const leaf =
      command->add_option("--leaf", options->leaf, "only those that this leaf needs")
          ->type_name("NAME");
  CLI::Option* const own =
      command->add_flag("--own", options->own, "the build list that the leaf has on its own")
          ->needs(leaf)
          ->excludes(packages);
  CLI::Option* const platform =
      command->add_option("--platform", options->platform, "only those needed there")
          ->type_name("GOOS/GOARCH")
          ->needs(packages);
  command->add_flag("--cgo", options->cgo, "with cgo; otherwise --platform means without")
      ->needs(platform);
  command->callback([&run, options, packages, leaf, own] {
    if (leaf->count() > 0 && packages->count() + own->count() == 0) {
      throw CLI::RequiresError("--leaf", "--packages or --own");
    }
    run = [options](const Options& global) { return list(global, *options); };
  });
}

}  // namespace goset::cli
