#include <fmt/format.h>

#include <algorithm>

#include "goset/error.hpp"
#include "resolution_outcome.hpp"
#include "world_facts.hpp"

// A leaf's source is read here as the program reads it from files.

namespace goset::world {

namespace {

ModFile mod_file_of(const Module& module) {
  ModFile file;
  file.module_path = module.path;
  file.go = module.go;
  for (const ModuleVersion& m : module.require) file.require.push_back({m, false, 0});
  return file;
}

LeafModule leaf_module(const SourceModule& module, const Configurations& configurations) {
  LeafModule result;
  result.directory = module.directory;
  result.mod = mod_file_of(module);
  result.mod.exclude = module.exclude;
  result.mod.ignore = module.ignore;
  result.packages = packages_known(packages_of(module), configurations);
  result.names = std::make_shared<const ModuleNames>(names_known(packages_of(module)));
  return result;
}

std::string joined(const std::string& directory, const std::string& below) {
  return directory == "." ? below : directory + "/" + below;
}

void add(Replacements& all, const Replace& line, const std::string& directory,
         const std::string& file) {
  Replacement by{line.by, {}};
  if (!line.directory.empty()) by.directory = joined(directory, line.directory);
  all.add(line.old, std::move(by), file);
}

LeafToResolve leaf_to_resolve(const Leaf& leaf, const Configurations& configurations) {
  LeafToResolve result;
  result.name = leaf.name;
  result.workspace = leaf.workspace;
  result.patterns = leaf.patterns;
  if (leaf.patterns.empty()) result.patterns.emplace_back("./...");
  result.tags.insert(leaf.tags.begin(), leaf.tags.end());
  result.track = leaf.track;
  result.own_versions = leaf.own;
  result.tests = leaf.tests;
  for (const Replace& line : leaf.work_replace) add(result.replace, line, ".", "go.work");
  for (const SourceModule& main : leaf.mains) {
    result.mains.push_back(leaf_module(main, configurations));
    for (const Replace& line : main.replace) {
      add(result.replace, line, main.directory, joined(main.directory, "go.mod"));
    }
  }
  for (const SourceModule& local : leaf.locals) {
    result.locals[local.directory] = leaf_module(local, configurations);
  }
  for (const auto& [old, by] : result.replace.lines()) {
    if (!by.is_directory() || result.locals.contains(by.directory)) continue;
    LeafModule& absent = result.locals[by.directory];
    absent.directory = by.directory;
    absent.packages.complete = true;
    absent.fault = Error(fmt::format("{}/go.mod: no such file", by.directory),
                         {fmt::format("{} is replaced by that directory", old.str())});
  }
  return result;
}

Pins pins_of(const std::vector<Pin>& pins) {
  Pins result;
  for (const Pin& pin : pins) result.insert_or_assign(pin.path, goset::Pin{pin.version, pin.exact});
  return result;
}

}  // namespace

Configurations configurations_of(const World& world) {
  std::vector<Platform> platforms;
  for (const std::string& text : world.platforms) platforms.push_back(Platform::parse(text));
  if (platforms.empty()) platforms = {{"linux", "amd64"}, {"darwin", "arm64"}};
  return {std::move(platforms), world.go_minor};
}

SetToResolve set_to_resolve(const World& world, const Configurations& configurations) {
  SetToResolve set;
  for (const Leaf& leaf : world.leaves) {
    for (const TagChoice& choice : tag_choice::all(leaf.optional_tags)) {
      LeafToResolve& one = set.leaves.emplace_back(leaf_to_resolve(leaf, configurations));
      one.name = tag_choice::name(leaf.name, choice);
      one.tags.insert(choice.begin(), choice.end());
    }
  }
  std::sort(set.leaves.begin(), set.leaves.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  set.pins = pins_of(world.pins);
  for (const Replace& line : world.replace) set.replace.add(line.old, {line.by, {}}, "goset.toml");
  for (const Track& track : world.tracks) {
    set.tracks[track.name] = {track.reason, pins_of(track.pins)};
  }
  set.tolerate_faults = world.tolerant;
  return set;
}

}  // namespace goset::world
