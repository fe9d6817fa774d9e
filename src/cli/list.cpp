#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/drift.hpp"
#include "goset/app/relock.hpp"
#include "goset/error.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/set/unused.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "outdated.hpp"
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

using Json = nlohmann::ordered_json;

void print_json(const Json& list) {
  fmt::print("{}\n", list.dump(1));
}

// print_packages prints the packages that leaves need, `PACKAGE MODULE@VERSION` a line; a leaf's
// own package has its module path alone.
void print_packages(const Lock& lock, const ListOptions& list) {
  const Configurations configurations = Configurations::of(lock);
  ConfigMask mask = configurations.all();
  if (!list.platform.empty()) {
    mask = configurations.bit(Platform::parse(list.platform), list.cgo);
    if (mask == 0) {
      throw Error(fmt::format("{} is not a platform of this set", list.platform));
    }
  }
  std::set<std::pair<std::string, ModuleVersion>> packages;
  const auto add = [&](const std::string& name, const std::vector<set_graph::Needed>& all) {
    const std::string& track = lock.set.leaves.at(name).track;
    for (const set_graph::Needed& needed : all) {
      if ((needed.mask & mask) == 0) continue;
      ModuleVersion m{needed.module, ""};
      if (!needed.own) m.version = set_graph::module(lock.set, track, m.path)->version;
      packages.emplace(package_facts::import_path(m.path, needed.directory), m);
    }
  };
  if (list.leaf.empty()) {
    set_graph::each_needed(lock.set, configurations, add);
  } else {
    add(list.leaf, set_graph::needed_packages(lock.set, configurations, list.leaf));
  }
  if (list.format == "json") {
    Json result = Json::array();
    for (const auto& [package, m] : packages) {
      result.push_back({{"package", package}, {"module", m.path}});
      if (!m.version.empty()) result.back()["version"] = m.version;
    }
    print_json(result);
    return;
  }
  std::set<std::string> lines;
  for (const auto& [package, m] : packages) lines.insert(fmt::format("{} {}", package, m.str()));
  fmt::print("{}{}", fmt::join(lines, "\n"), lines.empty() ? "" : "\n");
}

// Listed is one module of the set, or of a track.
struct Listed {
  std::string path;
  std::string track;
  const SetModule* module;
  std::set<std::string> leaves;
};

std::vector<Listed> modules_of(const Lock& lock, bool with_leaves) {
  const SetGraph graph =
      with_leaves ? set_graph::of(lock.set, Configurations::of(lock)) : SetGraph();
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
  for (const auto& [name, track] : lock.set.tracks) {
    const auto layer = graph.tracks.find(name);
    add(track.modules, name, layer == graph.tracks.end() ? graph.base : layer->second);
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Listed& a, const Listed& b) { return a.path < b.path; });
  return result;
}

// print_modules prints all modules: path and version, or as JSON with hashes and leaves.
void print_modules(const Lock& lock, const ListOptions& list) {
  std::set<std::string> lines;  // a track may differ by a replacement alone
  Json result = Json::array();
  for (const Listed& listed : modules_of(lock, list.format != "text")) {
    if (list.format == "text") {
      const std::string line = fmt::format("{} {}", listed.path, listed.module->version);
      if (lines.insert(line).second) fmt::print("{}\n", line);
      continue;
    }
    Json entry{{"path", listed.path},
               {"version", listed.module->version},
               {"hash", listed.module->hash},
               {"sum", listed.module->sum},
               {"leaves", listed.leaves}};
    if (!listed.module->replace.path.empty()) entry["replace"] = listed.module->replace.str();
    if (!listed.track.empty()) entry["track"] = listed.track;
    result.push_back(std::move(entry));
  }
  if (list.format == "json") print_json(result);
}

// Track says why there is one, who is in it, and what it costs: the modules that are built once
// more for it.
struct Track {
  struct Module {
    std::string path;
    std::string version;
    std::string because;
  };
  std::string name;
  std::string reason;
  std::vector<std::string> leaves;
  std::vector<Module> builds;
};

std::vector<Track> tracks_of(const Lock& lock) {
  const SetGraph graph = set_graph::of(lock.set, Configurations::of(lock));
  std::vector<Track> result;
  for (const auto& [name, track] : lock.set.tracks) {
    Track told{name, track.reason, {}, {}};
    for (const auto& [leaf, record] : lock.set.leaves) {
      if (record.track == name) told.leaves.push_back(leaf);
    }
    std::set<std::string> built;
    for (const auto& [key, unit] : graph.tracks.at(name).parts) {
      built.insert(set_graph::path_of(key));
    }
    for (const std::string& path : built) {
      const SetModule& module = *set_graph::module(lock.set, name, path);
      const auto base = lock.set.modules.find(path);
      std::string because = "for what it requires";
      if (!module.replace.path.empty()) {
        because = "by " + module.replace.str();
      } else if (base == lock.set.modules.end()) {
        because = "only here";
      } else if (base->second.version != module.version) {
        because = "the set has " + base->second.version;
      }
      told.builds.push_back({path, module.version, because});
    }
    result.push_back(std::move(told));
  }
  return result;
}

void print_tracks(const Lock& lock, const ListOptions& list) {
  const std::vector<Track> tracks = tracks_of(lock);
  if (list.format == "json") {
    Json result = Json::array();
    for (const Track& track : tracks) {
      Json builds = Json::array();
      for (const Track::Module& module : track.builds) {
        builds.push_back(
            {{"path", module.path}, {"version", module.version}, {"because", module.because}});
      }
      result.push_back({{"name", track.name},
                        {"reason", track.reason},
                        {"leaves", track.leaves},
                        {"builds", std::move(builds)}});
    }
    print_json(result);
    return;
  }
  for (const Track& track : tracks) {
    fmt::print("{}: {}\n", track.name, track.reason);
    fmt::print("  {} {}\n", track.leaves.size() == 1 ? "leaf" : "leaves",
               fmt::join(track.leaves, ", "));
    fmt::print("  builds {} more{}\n", plural(track.builds.size(), "module"),
               track.builds.empty() ? "" : ":");
    std::size_t width = 0;
    for (const Track::Module& module : track.builds) width = std::max(width, module.path.size());
    width = std::min<std::size_t>(width, 44);
    for (const Track::Module& module : track.builds) {
      fmt::print("    {:<{}}  {}  {}\n", module.path, width, module.version, module.because);
    }
  }
}

// print_own prints the build list that a leaf has on its own, as `go list -m all` does in it.
void print_own(const Options& options, const Folder& folder, const ListOptions& list) {
  const Manifest manifest = read_manifest(folder);
  need_leaf(folder, manifest, list.leaf);
  Session session(options);
  Json result = Json::array();
  for (const auto& [path, version] :
       own_build_list(manifest, folder.directory(), read_lock(folder), session, list.leaf)) {
    if (list.format == "text") fmt::print("{} {}\n", path, version);
    result.push_back({{"path", path}, {"version", version}});
  }
  if (list.format == "json") print_json(result);
}

Json newest_json(const Newest& one) {
  Json entry;
  if (!one.leaf.empty()) entry["leaf"] = one.leaf;
  entry["path"] = one.path;
  entry["version"] = one.before;
  if (one.fault) {
    entry["error"] = one.fault->message();
    entry["notes"] = one.fault->notes();
  } else {
    entry["newest"] = one.newest;
  }
  return entry;
}

void print_newest(const std::vector<Newest>& outdated) {
  const auto name = [](const Newest& one) {
    return one.leaf.empty() ? one.path : "leaf " + one.leaf;
  };
  std::size_t width = 0;
  for (const Newest& one : outdated) {
    if (!one.fault) width = std::max(width, name(one).size());
  }
  for (const Newest& one : outdated) {
    if (!one.fault) {
      fmt::print("{:<{}}  {} -> {}\n", name(one), std::min<std::size_t>(width, 44), one.before,
                 one.newest);
      continue;
    }
    fmt::print(stderr, "unknown: {}\n", one.fault->message());
    for (const std::string& note : one.fault->notes()) fmt::print(stderr, "  {}\n", note);
  }
}

// print_outdated returns the exit code: of what could not be looked up nobody knows whether it is.
// Where that is so of all, there is one reason for it.
int print_outdated(const Options& options, const Lock& lock, const ListOptions& list) {
  std::vector<Newest> all = find_newest(options, lock);
  const auto has_fault = [](const Newest& one) { return one.fault.has_value(); };
  const bool is_any_unknown = std::any_of(all.begin(), all.end(), has_fault);
  const bool is_all_unknown = is_any_unknown && std::all_of(all.begin(), all.end(), has_fault);
  std::erase_if(all, [](const Newest& one) { return one.is_current(); });
  if (list.format == "json") {
    Json result = Json::array();
    for (const Newest& one : all) result.push_back(newest_json(one));
    print_json(result);
  }
  if (is_all_unknown) throw *all.front().fault;
  if (list.format == "text") print_newest(all);
  return is_any_unknown ? exit_failed : exit_ok;
}

void print_unused(const Manifest& manifest, const Lock& lock, const ListOptions& list) {
  Json result = Json::array();
  for (const Unused& unused : unused_decisions(manifest, lock.set)) {
    if (list.format == "text") fmt::print("{}: {}\n", unused.what, unused.reason);
    result.push_back({{"what", unused.what}, {"reason", unused.reason}});
    if (!unused.pin.empty()) result.back()["pin"] = unused.pin;
  }
  if (list.format == "json") print_json(result);
}

int list(const Options& options, const ListOptions& list) {
  const Folder folder(options.directory);
  if (list.own) {
    print_own(options, folder, list);
    return exit_ok;
  }
  const Lock lock = need_lock(folder);
  if (!list.leaf.empty()) locked_leaf(folder, lock, list.leaf);
  if (list.packages) {
    print_packages(lock, list);
  } else if (list.outdated) {
    return print_outdated(options, lock, list);
  } else if (list.unused) {
    print_unused(read_manifest(folder), lock, list);
  } else if (list.track) {
    print_tracks(lock, list);
  } else {
    print_modules(lock, list);
  }
  return exit_ok;
}

}  // namespace

void add_list(CLI::App& app, Run& run) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* const command = app.add_subcommand("list", "List the modules of the set");
  add_choice(*command, "--format", options->format, {"text", "json"},
             "text, or json: hashes and leaves too")
      ->type_name("FORMAT");
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
  command->footer(
      "Examples:\n"
      "  goset list --outdated --format json\n"
      "  goset list --track\n"
      "  goset list --packages --leaf fzf --platform linux/amd64");
  command->callback([&run, options, packages, leaf, own] {
    if (leaf->count() > 0 && packages->count() + own->count() == 0) {
      throw CLI::RequiresError("--leaf", "--packages or --own");
    }
    run = [options](const Options& global) { return list(global, *options); };
  });
}

}  // namespace goset::cli
