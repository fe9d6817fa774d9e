#include "goset/store/manifest.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <span>

#include "audit_table.hpp"
#include "floors.hpp"
#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/suggestion.hpp"
#include "leaf_tables.hpp"
#include "schema_place.hpp"
#include "toml_file.hpp"

namespace goset::manifest {

namespace {

constexpr std::array<std::string_view, 12> set_keys = {
    "go",       "toolchain", "platforms", "required-version", "include", "layout",
    "versions", "leaf",      "pin",       "replace",          "track",   "audit"};
constexpr std::array<std::string_view, 1> included_keys = {"leaf"};
constexpr std::array<std::string_view, 1> floor_keys = {"pin"};
constexpr std::array<std::string_view, 3> track_keys = {"leaves", "reason", "pin"};
constexpr std::array<std::string_view, 4> default_platforms = {"darwin/amd64", "darwin/arm64",
                                                               "linux/amd64", "linux/arm64"};

std::string go_version(const TomlFile& file, std::string_view key) {
  const std::string version = file.text(file.root(), key);
  if (!version.empty() && !toolchain_version::is_valid(version)) {
    file.fail(*file.root().get(key), fmt::format("\"{}\" is not a Go version: {}", key, version),
              {"a Go version looks like 1.26 or 1.26.3"});
  }
  return version;
}

std::vector<Platform> platforms(const TomlFile& file) {
  std::vector<std::string> words = file.texts(file.root(), "platforms");
  if (words.empty()) words.assign(default_platforms.begin(), default_platforms.end());
  std::vector<Platform> result;
  file.at(file.root(), "platforms", [&] {
    for (const std::string& word : words) result.push_back(Platform::parse(word));
  });
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

Manifest::Layout layout(const TomlFile& file) {
  const std::string word = file.text(file.root(), "layout");
  if (word.empty() || word == "file") return Manifest::Layout::file;
  if (word == "directory") return Manifest::Layout::directory;
  file.fail(
      *file.root().get("layout"), fmt::format("\"layout\" is \"{}\"", word),
      {"\"file\": goset.lock and go-packages.nix; \"directory\": a file for each leaf and module"});
}

Pins parse_pins(const TomlFile& file, const toml::table& parent) {
  Pins pins;
  const toml::table* const table = file.sub_table(parent, "pin", "\"module/path\" = \">= v1.2.3\"");
  if (!table) return pins;
  for (const auto& [key, node] : *table) {
    const std::string path(key.str());
    file.at(*table, path, [&] { pins[path] = parse_pin(path, file.text(*table, path)); });
  }
  return pins;
}

// parse_floors reads the file that tools write.
Pins parse_floors(const TomlFile& file) {
  file.check_keys(file.root(), floor_keys);
  Pins floors = parse_pins(file, file.root());
  for (const auto& [path, pin] : floors) {
    if (!pin.exact) continue;
    file.fail(*file.root().get_as<toml::table>("pin")->get(path),
              fmt::format("{} has an exact version in a file of minimum versions", path),
              {fmt::format("to pin it, run: goset pin {}@{}", path, pin.version)});
  }
  return floors;
}

// split_version cuts "path@version" at its "@".
ModuleVersion split_version(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

Replacements parse_replace(const TomlFile& file) {
  Replacements result;
  const toml::table* const table =
      file.sub_table(file.root(), "replace", "\"module/path\" = \"other/path@v1.2.3\"");
  if (!table) return result;
  for (const auto& [key, node] : *table) {
    const std::string name(key.str());
    file.at(*table, name, [&] {
      const ModuleVersion old = split_version(name);
      const ModuleVersion by = split_version(file.text(*table, name));
      module::check_path(old.path);
      if (!old.version.empty()) module::check(old.path, old.version);
      if (by.version.empty()) {
        throw Error(fmt::format("the replacement of {} has no version", name),
                    {"a set-wide replacement is a module: \"other/path@v1.2.3\""});
      }
      module::check(by.path, by.version);
      result.add(old, {by, ""});
    });
  }
  return result;
}

Manifest::Track parse_track(const TomlFile& file, const std::string& name, const toml::node& node,
                            const Manifest& manifest) {
  const toml::table* const table = node.as_table();
  if (!table) file.fail(node, fmt::format("track \"{}\" must be a table", name));
  file.check_keys(*table, track_keys);
  Manifest::Track track;
  track.leaves = file.texts(*table, "leaves");
  track.reason = file.text(*table, "reason");
  track.pins = parse_pins(file, *table);
  if (track.leaves.empty()) {
    file.fail(node, fmt::format("track \"{}\" has no leaves", name));
  }
  if (track.reason.empty()) {
    file.fail(node, fmt::format("track \"{}\" has no reason", name),
              {"state why these leaves cannot use the set's versions, so that the track can be "
               "removed later"});
  }
  for (const std::string& leaf : track.leaves) {
    if (!manifest.leaves.contains(leaf)) {
      Error error(fmt::format("track \"{}\" lists unknown leaf \"{}\"", name, leaf));
      add_suggestion(error, leaf, manifest.leaves);
      file.fail(*table->get("leaves"), error.message(), error.notes());
    }
    if (const std::string other = manifest.track_of(leaf); !other.empty()) {
      file.fail(*table->get("leaves"),
                fmt::format("leaf \"{}\" is in track \"{}\" already", leaf, other));
    }
    if (manifest.leaves.at(leaf).versions == Manifest::Versions::own) {
      file.fail(*table->get("leaves"),
                fmt::format("leaf \"{}\" has its own versions, so it is in no track", leaf));
    }
  }
  return track;
}

// check_required_version refuses a file that asks for a newer goset, before anything in it that
// this one may not know.
void check_required_version(const TomlFile& file) {
  const std::string wanted = file.text(file.root(), "required-version");
  if (wanted.empty()) return;
  const std::size_t digits = wanted.starts_with(">=") ? wanted.find_first_not_of(' ', 2) : 0;
  const std::string least = "v" + wanted.substr(std::min(digits, wanted.size()));
  const toml::node& node = *file.root().get("required-version");
  if (!semver::is_valid(least)) {
    file.fail(node, "\"required-version\" is a version of goset: \">= 0.2\"");
  }
  if (semver::compare("v" GOSET_VERSION, least) >= 0) return;
  file.fail(node, fmt::format("this set needs goset {} or newer, this is {}", least.substr(1),
                              GOSET_VERSION));
}

void check_include(std::string_view pattern) {
  const bool whole = !pattern.empty() && pattern.front() != '/' && pattern.back() != '/' &&
                     pattern.find("//") == std::string_view::npos;
  if (whole) return;
  throw Error(fmt::format("\"{}\" is not the name of a file next to this one or below it", pattern),
              {"\"include\" has names and patterns such as \"leaves/*.toml\""});
}

std::vector<std::string> parse_includes(const TomlFile& file) {
  std::vector<std::string> patterns = file.texts(file.root(), "include");
  file.at(file.root(), "include", [&] {
    for (const std::string& pattern : patterns) check_include(pattern);
  });
  return patterns;
}

// check_included refuses what an included file must not say: there would be two places to look for
// it.
void check_included(const TomlFile& file) {
  for (const auto& [key, node] : file.root()) {
    if (key.str() == "leaf") continue;
    if (std::find(set_keys.begin(), set_keys.end(), key.str()) == set_keys.end()) continue;
    file.fail(key.source(), fmt::format("\"{}\" is only allowed in goset.toml", key.str()),
              {"an included file has leaves: [leaf.NAME]"});
  }
  file.check_keys(file.root(), included_keys);
}

}  // namespace

std::vector<std::string> includes(const Source& source) {
  const TomlFile file(source.shown, source.text);
  check_required_version(file);
  return parse_includes(file);
}

Manifest parse(std::span<const Source> sources) {
  const TomlFile file(sources[0].shown, sources[0].text);
  const toml::table& root = file.root();
  check_required_version(file);
  file.check_keys(root, set_keys);
  parse_includes(file);
  Manifest manifest;
  manifest.go = go_version(file, "go");
  if (manifest.go.empty()) {
    throw Error(fmt::format("{}: \"go\" is missing", sources[0].shown),
                {"add the newest Go version that modules may ask for: go = \"1.26\""});
  }
  manifest.toolchain = toolchain_version::language(go_version(file, "toolchain"));
  if (manifest.toolchain.empty()) {
    manifest.toolchain = toolchain_version::language(manifest.go);
  }
  manifest.platforms = platforms(file);
  manifest.layout = layout(file);
  manifest.versions = leaf_tables::versions(file, root).value_or(Manifest::Versions::set);
  leaf_tables::read(file, sources[0], manifest);
  manifest.pins = parse_pins(file, root);
  for (const Source& source : sources.subspan(1)) {
    const TomlFile included(source.shown, source.text);
    if (source.name == floors::file_name) {
      floors::add(manifest.pins, parse_floors(included));
      continue;
    }
    check_included(included);
    leaf_tables::read(included, source, manifest);
  }
  manifest.replace = parse_replace(file);
  if (const toml::table* tracks = file.sub_table(root, "track", "[track.NAME]")) {
    for (const auto& [key, node] : *tracks) {
      const std::string name(key.str());
      file.at(*tracks, key.str(), [&] { check_name(name); });
      manifest.tracks.emplace(name, parse_track(file, name, node, manifest));
    }
  }
  manifest.audit = audit_table::read(file);
  return manifest;
}

Pin parse_pin(const std::string& path, std::string_view text) {
  Pin pin{std::string(text), true};
  if (text.starts_with(">=")) {
    const std::size_t begin = std::min(text.find_first_not_of(' ', 2), text.size());
    pin = {std::string(text.substr(begin)), false};
  }
  if (!module::is_canonical_version(pin.version)) {
    throw Error(fmt::format("invalid pin \"{}\" for {}", text, path),
                {"a floor is written \">= v1.2.3\", an exact version \"v1.2.3\""});
  }
  module::check(path, pin.version);
  return pin;
}

std::string pin_text(const Pin& pin) {
  return (pin.exact ? "" : ">= ") + pin.version;
}

std::string initial(std::string_view go) {
  constexpr std::string_view schema = GOSET_SCHEMA;
  const std::string text = fmt::format(
      "# Programs whose Go dependencies this set provides. `goset add` adds one.\n"
      "go = \"{}\" # ceiling: no module may ask for a newer Go\n"
      "platforms = [\"linux/amd64\", \"linux/arm64\", \"darwin/amd64\", \"darwin/arm64\"]\n",
      go);
  return schema.empty() ? text : fmt::format("#:schema {}\n{}", schema, text);
}

void check_name(std::string_view name) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.+";
  const bool good = !name.empty() && name.find_first_not_of(letters) == std::string_view::npos &&
                    name.front() != '.' && name.front() != '-';
  if (!good) {
    throw Error(fmt::format("bad name \"{}\"", name),
                {"a name has letters, digits, and _ - . + after the first"});
  }
}

}  // namespace goset::manifest
