#include "goset/store/manifest.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <span>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/platform_tags.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/store/suggestion.hpp"

namespace goset::manifest {

namespace {

constexpr std::array<std::string_view, 9> set_keys = {
    "go",  "toolchain", "platforms", "required-version", "include", "leaf",
    "pin", "replace",   "track"};
constexpr std::array<std::string_view, 1> included_keys = {"leaf"};
constexpr std::array<std::string_view, 9> leaf_keys = {
    "module", "version", "path", "archive", "dir", "packages", "tags", "tests", "workspace"};
constexpr std::array<std::string_view, 3> track_keys = {"leaves", "reason", "pin"};
constexpr std::array<std::string_view, 4> default_platforms = {"darwin/amd64", "darwin/arm64",
                                                               "linux/amd64", "linux/arm64"};

// File reads goset.toml's values and knows the line of each.
class File {
 public:
  File(std::string_view name, std::string_view text) : name_(name) {
    try {
      root_ = toml::parse(text, name_);
    } catch (const toml::parse_error& error) {
      if (text.starts_with("<<<<<<< ") || text.find("\n<<<<<<< ") != std::string_view::npos) {
        fail(error.source(), "this file has the conflict markers of a merge",
             {"keep what both sides want; then `goset lock` mends the lock by itself"});
      }
      fail(error.source(), std::string(error.description()));
    }
  }

  [[noreturn]] void fail(const toml::source_region& region, const std::string& message,
                         std::vector<std::string> notes = {}) const {
    throw Error(fmt::format("{}:{}: {}", name_, region.begin.line, message), std::move(notes));
  }
  [[noreturn]] void fail(const toml::node& node, const std::string& message,
                         std::vector<std::string> notes = {}) const {
    fail(node.source(), message, std::move(notes));
  }

  const toml::table& root() const { return root_; }

  void check_keys(const toml::table& table, std::span<const std::string_view> known) const {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      Error error(fmt::format("unknown key \"{}\"", key.str()));
      add_suggestion(error, key.str(), known);
      fail(key.source(), error.message(), error.notes());
    }
  }

  std::string text(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (!node) return "";
    if (!node->is_string()) fail(*node, fmt::format("\"{}\" must be a string", key));
    return node->ref<std::string>();
  }

  std::vector<std::string> texts(const toml::table& table, std::string_view key) const {
    std::vector<std::string> result;
    const toml::node* node = table.get(key);
    if (!node) return result;
    const toml::array* array = node->as_array();
    if (!array) fail(*node, fmt::format("\"{}\" must be an array of strings", key));
    for (const toml::node& item : *array) {
      if (!item.is_string()) fail(item, fmt::format("\"{}\" must be an array of strings", key));
      result.push_back(item.ref<std::string>());
    }
    return result;
  }

  bool flag(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (!node) return false;
    if (!node->is_boolean()) fail(*node, fmt::format("\"{}\" must be true or false", key));
    return node->ref<bool>();
  }

  // at rethrows an Error of `check` with the line of a key.
  template <typename Check>
  auto at(const toml::table& table, std::string_view key, const Check& check) const {
    try {
      return check();
    } catch (const Error& error) {
      const toml::node* node = table.get(key);
      fail(node ? *node : static_cast<const toml::node&>(table), error.message(), error.notes());
    }
  }

 private:
  std::string name_;
  toml::table root_;
};

std::string go_version(const File& file, std::string_view key) {
  const std::string version = file.text(file.root(), key);
  if (!version.empty() && !toolchain_version::is_valid(version)) {
    file.fail(*file.root().get(key), fmt::format("\"{}\" is not a Go version: {}", key, version),
              {"a Go version looks like 1.26 or 1.26.3"});
  }
  return version;
}

std::vector<Platform> platforms(const File& file) {
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

void check_pattern(std::string_view pattern) {
  if (pattern != "." && !pattern.starts_with("./")) {
    throw Error(fmt::format("package pattern \"{}\" does not begin with ./", pattern),
                {"patterns are relative to the leaf: \".\", \"./cmd/tool\", \"./cmd/...\""});
  }
  if (pattern.find("/../") != std::string_view::npos || pattern.ends_with("/..")) {
    throw Error(fmt::format("package pattern \"{}\" has a \"..\" in it", pattern));
  }
}

// check_tag refuses what is no build tag, and tags that the platform and the toolchain decide: they
// are the same for every leaf.
void check_tag(std::string_view tag) {
  const bool word = !tag.empty() && std::all_of(tag.begin(), tag.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == '.' || c >= 0x80;
  });
  if (!word) {
    throw Error(fmt::format("bad build tag \"{}\"", tag),
                {"a tag has letters, digits, _ and ., and each is a string of its own"});
  }
  if (tag == "ignore") {
    throw Error("build tag \"ignore\" is not a leaf's to set",
                {"it marks files that are in no build"});
  }
  if (platform_tags::has(tag, "linux", "amd64", false, 1)) {
    throw Error(fmt::format("build tag \"{}\" is not a leaf's to set", tag),
                {"the platform, cgo or the toolchain decides it"});
  }
}

// check_archive refuses URLs that can't be fetched, those whose credentials would be written to the
// lock and to Nix, and characters that a shell may take for its own: fetchers of nixpkgs put the
// end of a URL into a script.
void check_archive(const std::string& archive) {
  const std::size_t scheme = archive.find("://");
  if (scheme == std::string::npos) return;
  const std::string_view name = std::string_view(archive).substr(0, scheme);
  if (name != "https" && name != "http" && name != "file") {
    throw Error(fmt::format("\"{}\" is not a URL of an archive", archive),
                {"it begins with https://, http:// or file://, or is the name of a file"});
  }
  const std::string_view rest = std::string_view(archive).substr(scheme + 3);
  if (rest.substr(0, rest.find('/')).find('@') != std::string_view::npos) {
    throw Error("the URL of an archive must not hold a user or password",
                {"goset and Nix find those in .netrc"});
  }
  const auto odd = std::find_if(archive.begin(), archive.end(), [](unsigned char c) {
    constexpr std::string_view marks = "-._~:/?#[]@!&()*+,;=%";
    return c >= 0x80 || (!std::isalnum(c) && marks.find(static_cast<char>(c)) == marks.npos);
  });
  if (odd != archive.end()) {
    throw Error("the URL of an archive has a character that must be encoded",
                {fmt::format("write %{:02X} for it", static_cast<unsigned char>(*odd))});
  }
}

void check_source(const File& file, const std::string& name, const toml::node& node,
                  const Manifest::Leaf& leaf) {
  const int sources = !leaf.module.empty() + !leaf.path.empty() + !leaf.archive.empty();
  if (sources != 1) {
    file.fail(node, fmt::format("leaf \"{}\" needs module and version, or path, or archive", name));
  }
  if (leaf.module.empty() && !leaf.version.empty()) {
    file.fail(node, fmt::format("leaf \"{}\" has a {}, so it can't have a version", name,
                                leaf.path.empty() ? "archive" : "path"));
  }
  if (!leaf.module.empty() && leaf.version.empty()) {
    file.fail(node, fmt::format("leaf \"{}\" has a module but no version", name));
  }
  if (!leaf.dir.empty() && leaf.archive.empty()) {
    file.fail(node, fmt::format("leaf \"{}\" has a dir without an archive", name));
  }
}

Manifest::Leaf parse_leaf(const File& file, const std::string& name, const toml::node& node) {
  const toml::table* table = node.as_table();
  if (!table) file.fail(node, fmt::format("leaf \"{}\" must be a table", name));
  file.check_keys(*table, leaf_keys);
  Manifest::Leaf leaf;
  leaf.module = file.text(*table, "module");
  leaf.version = file.text(*table, "version");
  leaf.path = file.text(*table, "path");
  leaf.archive = file.text(*table, "archive");
  leaf.dir = file.text(*table, "dir");
  leaf.tags = file.texts(*table, "tags");
  leaf.tests = file.flag(*table, "tests");
  if (table->contains("workspace")) leaf.workspace = file.flag(*table, "workspace");
  std::sort(leaf.tags.begin(), leaf.tags.end());
  if (std::vector<std::string> packages = file.texts(*table, "packages"); !packages.empty()) {
    leaf.packages = std::move(packages);
  }
  file.at(*table, "packages", [&] {
    for (const std::string& pattern : leaf.packages) check_pattern(pattern);
  });
  file.at(*table, "tags", [&] {
    for (const std::string& tag : leaf.tags) check_tag(tag);
  });
  check_source(file, name, node, leaf);
  if (!leaf.module.empty()) {
    file.at(*table, "version", [&] { module::check(leaf.module, leaf.version); });
  }
  if (!leaf.dir.empty()) file.at(*table, "dir", [&] { module::check_file_path(leaf.dir); });
  if (!leaf.archive.empty()) file.at(*table, "archive", [&] { check_archive(leaf.archive); });
  return leaf;
}

const toml::table* sub_table(const File& file, const toml::table& table, std::string_view key,
                             std::string_view usage) {
  const toml::node* const node = table.get(key);
  if (!node) return nullptr;
  if (!node->is_table()) file.fail(*node, fmt::format("\"{}\" must be a table: {}", key, usage));
  return node->as_table();
}

Pins parse_pins(const File& file, const toml::table& parent) {
  Pins pins;
  const toml::table* const table =
      sub_table(file, parent, "pin", "\"module/path\" = \">= v1.2.3\"");
  if (!table) return pins;
  for (const auto& [key, node] : *table) {
    const std::string path(key.str());
    file.at(*table, path, [&] { pins[path] = parse_pin(path, file.text(*table, path)); });
  }
  return pins;
}

// split_version cuts "path@version" at its "@".
ModuleVersion split_version(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

Replacements parse_replace(const File& file) {
  Replacements result;
  const toml::table* const table =
      sub_table(file, file.root(), "replace", "\"module/path\" = \"other/path@v1.2.3\"");
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

Manifest::Track parse_track(const File& file, const std::string& name, const toml::node& node,
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
              {"say why its leaves can't live with the set's versions, so that it can go one day"});
  }
  for (const std::string& leaf : track.leaves) {
    if (!manifest.leaves.contains(leaf)) {
      Error error(fmt::format("track \"{}\" names \"{}\", which is no leaf", name, leaf));
      add_suggestion(error, leaf, manifest.leaves);
      file.fail(*table->get("leaves"), error.message(), error.notes());
    }
    if (const std::string other = manifest.track_of(leaf); !other.empty()) {
      file.fail(*table->get("leaves"),
                fmt::format("leaf \"{}\" is in track \"{}\" already", leaf, other));
    }
  }
  return track;
}

// check_required_version refuses a file that asks for a newer goset, before anything in it that
// this one may not know.
void check_required_version(const File& file) {
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
  throw Error(fmt::format("\"{}\" is not the name of a file beside this one", pattern),
              {"\"include\" has names and patterns such as \"leaves/*.toml\""});
}

std::vector<std::string> parse_includes(const File& file) {
  std::vector<std::string> patterns = file.texts(file.root(), "include");
  file.at(file.root(), "include", [&] {
    for (const std::string& pattern : patterns) check_include(pattern);
  });
  return patterns;
}

// check_included refuses what an included file must not say: there would be two places to look for
// it.
void check_included(const File& file) {
  for (const auto& [key, node] : file.root()) {
    if (key.str() == "leaf") continue;
    if (std::find(set_keys.begin(), set_keys.end(), key.str()) == set_keys.end()) continue;
    file.fail(key.source(), fmt::format("\"{}\" stands in goset.toml alone", key.str()),
              {"an included file has leaves: [leaf.NAME]"});
  }
  file.check_keys(file.root(), included_keys);
}

// parse_leaves adds the leaves of one file.
void parse_leaves(const File& file, const Source& source, Manifest& manifest) {
  const toml::node* const leaves = file.root().get("leaf");
  if (!leaves) return;
  const toml::table* const table = leaves->as_table();
  if (!table) file.fail(*leaves, "\"leaf\" must be a table of leaves: [leaf.NAME]");
  const std::filesystem::path directory = std::filesystem::path(source.name).parent_path();
  const auto rebase = [&](std::string& place) {
    if (place.empty() || directory.empty() || place.find("://") != std::string::npos) return;
    place = (directory / place).lexically_normal().string();
    if (place.size() > 1 && place.ends_with('/')) place.pop_back();
  };
  for (const auto& [key, node] : *table) {
    const std::string name(key.str());
    file.at(*table, key.str(), [&] { check_name(name); });
    Manifest::Leaf leaf = parse_leaf(file, name, node);
    leaf.file = source.name;
    rebase(leaf.path);
    rebase(leaf.archive);
    const auto [there, fresh] = manifest.leaves.emplace(name, std::move(leaf));
    if (!fresh) file.fail(node, fmt::format("{} has a leaf {} already", there->second.file, name));
  }
}

}  // namespace

std::vector<std::string> includes(const Source& source) {
  const File file(source.shown, source.text);
  check_required_version(file);
  return parse_includes(file);
}

Manifest parse(std::span<const Source> sources) {
  const File file(sources[0].shown, sources[0].text);
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
  parse_leaves(file, sources[0], manifest);
  for (const Source& source : sources.subspan(1)) {
    const File included(source.shown, source.text);
    check_included(included);
    parse_leaves(included, source, manifest);
  }
  manifest.pins = parse_pins(file, root);
  manifest.replace = parse_replace(file);
  if (const toml::table* tracks = sub_table(file, root, "track", "[track.NAME]")) {
    for (const auto& [key, node] : *tracks) {
      const std::string name(key.str());
      file.at(*tracks, key.str(), [&] { check_name(name); });
      manifest.tracks.emplace(name, parse_track(file, name, node, manifest));
    }
  }
  return manifest;
}

Pin parse_pin(const std::string& path, std::string_view text) {
  Pin pin{std::string(text), true};
  if (text.starts_with(">=")) {
    const std::size_t begin = std::min(text.find_first_not_of(' ', 2), text.size());
    pin = {std::string(text.substr(begin)), false};
  }
  if (!module::is_canonical_version(pin.version)) {
    throw Error(fmt::format("\"{}\" is no pin of {}", text, path),
                {"a floor is written \">= v1.2.3\", an exact version \"v1.2.3\""});
  }
  module::check(path, pin.version);
  return pin;
}

std::string pin_text(const Pin& pin) {
  return (pin.exact ? "" : ">= ") + pin.version;
}

std::string initial(std::string_view go) {
  return fmt::format(
      "# Programs whose Go dependencies this set provides. `goset add` writes a table for each.\n"
      "go = \"{}\" # ceiling: no module may ask for a newer Go\n"
      "platforms = [\"linux/amd64\", \"linux/arm64\", \"darwin/amd64\", \"darwin/arm64\"]\n",
      go);
}

void check_name(std::string_view name) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.+";
  const bool good = !name.empty() && name.find_first_not_of(letters) == std::string_view::npos &&
                    name.front() != '.' && name.front() != '-';
  if (!good) {
    throw Error(fmt::format("bad name \"{}\"", name),
                {"a name has letters, digits, and _ - . + behind the first"});
  }
}

}  // namespace goset::manifest

namespace goset {}  // namespace goset
