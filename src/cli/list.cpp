#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "drift.hpp"
#include "folder.hpp"
#include "goset/error.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/resolve/set_graph.hpp"

namespace goset::cli {

namespace {

struct ListOptions {
  std::string format = "text";
  bool packages = false;
  std::string leaf;
  std::string platform;
  bool cgo = false;
};

// print_packages prints the packages that leaves need, `PACKAGE MODULE@VERSION` a line; a leaf's
// own package has the leaf's module path alone.
void print_packages(const Lock& lock, const ListOptions& list) {
  const Configurations configurations(lock.platforms, toolchain_version::minor(lock.toolchain));
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
      const ModuleVersion m =
          needed.module.empty()
              ? ModuleVersion{leaf.module, ""}
              : ModuleVersion{needed.module, lock.set.modules.at(needed.module).version};
      lines.insert(
          fmt::format("{} {}", package_facts::import_path(m.path, needed.directory), m.str()));
    }
  }
  for (const std::string& line : lines) fmt::print("{}\n", line);
}

std::string as_json(const Lock& lock) {
  const SetGraph graph = set_graph::of(
      lock.set, Configurations(lock.platforms, toolchain_version::minor(lock.toolchain)));
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [path, module] : lock.set.modules) {
    list.push_back({{"path", path},
                    {"version", module.version},
                    {"hash", module.hash},
                    {"sum", module.sum},
                    {"leaves", graph.users.at(path)}});
  }
  return list.dump(1);
}

int list(const Options& options, const ListOptions& list) {
  const Folder folder(options.directory);
  const std::optional<Lock> lock = read_lock(folder);
  if (!lock) {
    throw Error(fmt::format("{}: no such file", folder.shown(Folder::lock_name)),
                {"`goset lock` makes it from goset.toml"});
  }
  if (!list.leaf.empty() && !lock->set.leaves.contains(list.leaf)) {
    throw Error(fmt::format("{} has no leaf {}", folder.shown(Folder::lock_name), list.leaf));
  }
  if (list.packages) {
    print_packages(*lock, list);
    return exit_ok;
  }
  if (list.format == "json") {
    fmt::print("{}\n", as_json(*lock));
    return exit_ok;
  }
  for (const auto& [path, module] : lock->set.modules) {
    fmt::print("{} {}\n", path, module.version);
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
  command->add_option("--leaf", options->leaf, "only those that this leaf needs")
      ->type_name("NAME")
      ->needs(packages);
  CLI::Option* const platform =
      command->add_option("--platform", options->platform, "only those needed there")
          ->type_name("GOOS/GOARCH")
          ->needs(packages);
  command->add_flag("--cgo", options->cgo, "with cgo; otherwise --platform means without")
      ->needs(platform);
  command->callback([&run, options] {
    run = [options](const Options& global) { return list(global, *options); };
  });
}

}  // namespace goset::cli
