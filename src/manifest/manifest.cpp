#include "goset/manifest/manifest.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/manifest/suggestion.hpp"

namespace goset::manifest {

namespace {

constexpr std::array<std::string_view, 7> set_keys = {"go",  "toolchain", "platforms", "leaf",
                                                      "pin", "replace",   "track"};
constexpr std::array<std::string_view, 6> leaf_keys = {"module",   "version", "path",
                                                       "packages", "tags",    "tests"};
constexpr std::array<std::string_view, 3> later_keys = {"pin", "replace", "track"};
constexpr std::array<std::string_view, 4> default_platforms = {"darwin/amd64", "darwin/arm64",
                                                               "linux/amd64", "linux/arm64"};

// File reads goset.toml's values and knows the line of each.
class File {
 public:
  File(std::string_view name, std::string_view text) : name_(name) {
    try {
      root_ = toml::parse(text, name_);
    } catch (const toml::parse_error& error) {
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
      std::vector<std::string> notes;
      if (const std::optional<std::string_view> near = suggestion(key.str(), known)) {
        notes.push_back(fmt::format("did you mean \"{}\"?", *near));
      }
      fail(key.source(), fmt::format("unknown key \"{}\"", key.str()), std::move(notes));
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
  if (build_constraint::has_platform_tag(tag, "linux", "amd64", false, 1)) {
    throw Error(fmt::format("build tag \"{}\" is not a leaf's to set", tag),
                {"the platform, cgo or the toolchain decides it"});
  }
}

Manifest::Leaf parse_leaf(const File& file, const std::string& name, const toml::node& node) {
  const toml::table* table = node.as_table();
  if (!table) file.fail(node, fmt::format("leaf \"{}\" must be a table", name));
  file.check_keys(*table, leaf_keys);
  Manifest::Leaf leaf;
  leaf.line = static_cast<int>(node.source().begin.line);
  leaf.module = file.text(*table, "module");
  leaf.version = file.text(*table, "version");
  leaf.path = file.text(*table, "path");
  leaf.tags = file.texts(*table, "tags");
  leaf.tests = file.flag(*table, "tests");
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
  if (leaf.path.empty() == leaf.module.empty()) {
    file.fail(node, fmt::format("leaf \"{}\" needs either module and version, or path", name));
  }
  if (leaf.path.empty() == leaf.version.empty()) {
    file.fail(node, leaf.path.empty()
                        ? fmt::format("leaf \"{}\" has a module but no version", name)
                        : fmt::format("leaf \"{}\" has a path, so it can't have a version", name));
  }
  if (!leaf.module.empty()) {
    file.at(*table, "version", [&] { module::check(leaf.module, leaf.version); });
  }
  return leaf;
}

// toml_string writes a basic string.
std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string toml_list(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + toml_string(item);
  return "[" + out + "]";
}

std::string leaf_table(std::string_view name, const Manifest::Leaf& leaf) {
  const bool bare = name.find_first_of(".+") == std::string_view::npos;
  std::string out = fmt::format("[leaf.{}]\n", bare ? std::string(name) : toml_string(name));
  if (!leaf.module.empty()) {
    out += fmt::format("module = {}\nversion = {}\n", toml_string(leaf.module),
                       toml_string(leaf.version));
  }
  if (!leaf.path.empty()) out += fmt::format("path = {}\n", toml_string(leaf.path));
  if (leaf.packages != std::vector<std::string>{"./..."}) {
    out += fmt::format("packages = {}\n", toml_list(leaf.packages));
  }
  if (!leaf.tags.empty()) out += fmt::format("tags = {}\n", toml_list(leaf.tags));
  if (leaf.tests) out += "tests = true\n";
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;  // with their line ends
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

char first_char(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : line[at];
}

// last_line_of_leaves returns the number of the last line with a leaf's header or value; 0 if there
// is none.
std::size_t last_line_of_leaves(const toml::table& root) {
  std::size_t last = 0;
  const toml::table* leaves = root["leaf"].as_table();
  if (!leaves) return last;
  for (const auto& [name, node] : *leaves) {
    last = std::max<std::size_t>(last, node.source().begin.line);
    const toml::table* table = node.as_table();
    if (!table) continue;
    for (const auto& [key, value] : *table) {
      last = std::max<std::size_t>(last, value.source().end.line);
    }
  }
  return last;
}

// place_for_leaf returns the number of lines that stand before a new leaf: all up to the last leaf
// with the comments right below it, unless these lead over to the next table. Where the leaves are
// no tables of their own and other keys follow, that is all lines.
std::size_t place_for_leaf(std::string_view text, const std::vector<std::string_view>& lines) {
  const std::size_t last = last_line_of_leaves(toml::parse(text));
  if (last == 0) return lines.size();
  const auto at = [&](std::size_t i) { return i < lines.size() ? first_char(lines[i]) : '\0'; };
  std::size_t comments = last;
  while (at(comments) == '#') ++comments;
  const std::size_t place = at(comments) == '[' ? last : comments;
  std::size_t next = place;
  while (next < lines.size() && (at(next) == '\0' || at(next) == '#')) ++next;
  return next == lines.size() || at(next) == '[' ? place : lines.size();
}

std::string with_line_ends_of(std::string_view text, const std::string& table) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || end == 0 || text[end - 1] != '\r') return table;
  std::string out;
  for (const char c : table) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

}  // namespace

Manifest parse(std::string_view file_name, std::string_view text) {
  const File file(file_name, text);
  const toml::table& root = file.root();
  file.check_keys(root, set_keys);
  for (const std::string_view key : later_keys) {
    if (const toml::node* node = root.get(key)) {
      file.fail(*node, fmt::format("\"{}\" is not supported by this version of goset", key));
    }
  }
  Manifest manifest;
  manifest.go = go_version(file, "go");
  if (manifest.go.empty()) {
    throw Error(fmt::format("{}: \"go\" is missing", file_name),
                {"add the newest Go version that modules may ask for: go = \"1.26\""});
  }
  manifest.toolchain = toolchain_version::language(go_version(file, "toolchain"));
  if (manifest.toolchain.empty()) {
    manifest.toolchain = toolchain_version::language(manifest.go);
  }
  manifest.platforms = platforms(file);
  if (const toml::node* leaves = root.get("leaf")) {
    const toml::table* table = leaves->as_table();
    if (!table) file.fail(*leaves, "\"leaf\" must be a table of leaves: [leaf.NAME]");
    for (const auto& [key, node] : *table) {
      const std::string name(key.str());
      file.at(*table, key.str(), [&] { check_name(name); });
      manifest.leaves.emplace(name, parse_leaf(file, name, node));
    }
  }
  return manifest;
}

std::string initial(std::string_view go) {
  return fmt::format(
      "# Programs whose Go dependencies this set provides. `goset add` writes a table for each.\n"
      "go = \"{}\" # ceiling: no module may ask for a newer Go\n"
      "platforms = [\"linux/amd64\", \"linux/arm64\", \"darwin/amd64\", \"darwin/arm64\"]\n",
      go);
}

std::string with_leaf(std::string_view text, std::string_view name, const Manifest::Leaf& leaf) {
  const std::vector<std::string_view> lines = lines_of(text);
  const std::size_t place = place_for_leaf(text, lines);
  std::string head;
  for (std::size_t i = 0; i < place; ++i) head += lines[i];
  const std::string table = leaf_table(name, leaf);
  const bool close_before = place > 0 && !head.ends_with('\n');
  const bool close_behind = place < lines.size() && first_char(lines[place]) != '\0';
  std::string result =
      head +
      with_line_ends_of(text, fmt::format("{}{}{}{}", close_before ? "\n" : "",
                                          place > 0 ? "\n" : "", table, close_behind ? "\n" : ""));
  result += text.substr(head.size());
  try {
    if (toml::parse(result)["leaf"][name].is_table()) return result;
  } catch (const toml::parse_error&) {  // `leaf = { ... }` takes no further table
  }
  Error error(fmt::format("can't add leaf {} to a file written like this one", name),
              {"write each leaf as a table [leaf.NAME], or add this one by hand:"});
  for (std::string_view line : lines_of(table)) {
    line.remove_suffix(1);
    error.add_note("  " + std::string(line));
  }
  throw error;
}

void check_name(std::string_view name) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.+";
  const bool good = !name.empty() && name.find_first_not_of(letters) == std::string_view::npos &&
                    name.front() != '.' && name.front() != '-';
  if (!good) {
    throw Error(fmt::format("bad leaf name \"{}\"", name),
                {"a name has letters, digits, and _ - . + behind the first"});
  }
}

}  // namespace goset::manifest
