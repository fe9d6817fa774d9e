#include "leaf_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/platform_tags.hpp"
#include "goset/model/tag_choice.hpp"
#include "toml_file.hpp"

namespace goset {
namespace {

constexpr std::array<std::string_view, 11> leaf_keys = {
    "module",   "version", "versions",      "path",  "archive",  "dir",
    "packages", "tags",    "optional-tags", "tests", "workspace"};

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
                {"a tag has letters, digits, _ and ., and each is a separate string"});
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

// check_optional_tags refuses more than can be resolved in every choice, and what is no choice.
void check_optional_tags(const Manifest::Leaf& leaf) {
  const std::vector<std::string>& tags = leaf.optional_tags;
  for (const std::string& tag : tags) {
    check_tag(tag);
    if (std::binary_search(leaf.tags.begin(), leaf.tags.end(), tag)) {
      throw Error(fmt::format("build tag \"{}\" is in \"tags\" and in \"optional-tags\"", tag),
                  {"in \"tags\" it is always set, in \"optional-tags\" it may be chosen in Nix"});
    }
  }
  if (const auto twice = std::adjacent_find(tags.begin(), tags.end()); twice != tags.end()) {
    throw Error(fmt::format("build tag \"{}\" is there twice", *twice));
  }
  if (tags.size() > tag_choice::most_tags) {
    throw Error(fmt::format("{} optional tags; at most {} are possible", tags.size(),
                            tag_choice::most_tags),
                {"the leaf is resolved with each choice of them, and each tag doubles the choices",
                 "for others, use another leaf with the same source and these `tags`"});
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

void check_source(const TomlFile& file, const std::string& name, const toml::node& node,
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

Manifest::Leaf parse_leaf(const TomlFile& file, const std::string& name, const toml::node& node) {
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
  leaf.optional_tags = file.texts(*table, "optional-tags");
  leaf.tests = file.flag(*table, "tests");
  leaf.versions = leaf_tables::versions(file, *table);
  if (table->contains("workspace")) leaf.workspace = file.flag(*table, "workspace");
  std::sort(leaf.tags.begin(), leaf.tags.end());
  std::sort(leaf.optional_tags.begin(), leaf.optional_tags.end());
  if (std::vector<std::string> packages = file.texts(*table, "packages"); !packages.empty()) {
    leaf.packages = std::move(packages);
  }
  file.at(*table, "packages", [&] {
    for (const std::string& pattern : leaf.packages) check_pattern(pattern);
  });
  file.at(*table, "tags", [&] {
    for (const std::string& tag : leaf.tags) check_tag(tag);
  });
  file.at(*table, "optional-tags", [&] { check_optional_tags(leaf); });
  check_source(file, name, node, leaf);
  if (!leaf.module.empty()) {
    file.at(*table, "version", [&] { module::check(leaf.module, leaf.version); });
  }
  if (!leaf.dir.empty()) file.at(*table, "dir", [&] { module::check_file_path(leaf.dir); });
  if (!leaf.archive.empty()) file.at(*table, "archive", [&] { check_archive(leaf.archive); });
  return leaf;
}

}  // namespace

std::optional<Manifest::Versions> leaf_tables::versions(const TomlFile& file,
                                                        const toml::table& table) {
  const std::string word = file.text(table, "versions");
  if (word.empty()) return std::nullopt;
  if (word == "own") return Manifest::Versions::own;
  if (word == "set") return Manifest::Versions::set;
  file.fail(*table.get("versions"), fmt::format("\"versions\" is \"{}\"", word),
            {"\"own\": those that the program's go.mod selects; \"set\": those of the set"});
}

void leaf_tables::read(const TomlFile& file, const manifest::Source& source, Manifest& manifest) {
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
    file.at(*table, key.str(), [&] { manifest::check_name(name); });
    Manifest::Leaf leaf = parse_leaf(file, name, node);
    leaf.file = source.name;
    rebase(leaf.path);
    rebase(leaf.archive);
    const auto [there, fresh] = manifest.leaves.emplace(name, std::move(leaf));
    if (!fresh) file.fail(node, fmt::format("{} has a leaf {} already", there->second.file, name));
  }
}

}  // namespace goset
