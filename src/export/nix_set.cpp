#include "goset/export/nix_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "goset/export/template.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/set/set_graph.hpp"
#include "templates.hpp"

namespace goset::nix_set {

namespace {

using nix_template::nix_string;
using nix_template::Values;

constexpr std::size_t record_indent = 6;  // of a record's attributes; in a track, 4 more

// attribute gives `name = "value";`, or nothing for an empty value.
std::string attribute(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format("{} = {};", name, nix_string(value));
}

std::string list_line(const std::string& name, const std::vector<std::string>& items) {
  const std::string inside =
      nix_template::list(items, record_indent + name.size() + 3, record_indent);
  return fmt::format("{} = [{}{}];", name, inside.starts_with('\n') ? inside : " " + inside,
                     inside.ends_with(' ') ? "" : " ");
}

// string_list is the same for any strings, and nothing for none.
template <typename Strings>
std::string string_list(const std::string& name, const Strings& strings) {
  std::vector<std::string> items;
  for (const std::string& s : strings) items.push_back(nix_string(s));
  return items.empty() ? "" : list_line(name, items);
}

// bare reports whether an attribute name needs no quotes.
bool bare(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  constexpr std::string_view keywords[] = {"assert", "else", "if",  "in",   "inherit",
                                           "let",    "or",   "rec", "then", "with"};
  return !name.empty() && letters.find(name.front()) != std::string_view::npos &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789-'") ==
             std::string_view::npos &&
         std::find(std::begin(keywords), std::end(keywords), name) == std::end(keywords);
}

std::string attribute_name(std::string_view name) {
  return bare(name) ? std::string(name) : nix_string(name);
}

// By constraint (empty: everywhere), the items that stand there.
using Where = std::map<std::string, std::vector<std::string>>;

Where where(const std::map<std::string, ConfigMask>& masks, const Configurations& configurations) {
  Where result;
  for (const auto& [item, mask] : masks) {
    for (const std::string& term : configurations.terms(mask)) {
      result[term].push_back(nix_string(item));
    }
  }
  return result;
}

std::string inside(const Where& lists, std::string_view name) {
  const auto common = lists.find("");
  return nix_template::list(common == lists.end() ? std::vector<std::string>{} : common->second,
                            record_indent + name.size() + 3, record_indent);
}

// fill_unit sets what leaves and parts of modules have in common.
void fill_unit(Values& values, const SetGraph::Unit& unit, const Configurations& configurations) {
  const Where packages = where(unit.packages, configurations);
  const Where required = where(unit.dependencies, configurations);
  values["packages"] = inside(packages, "packages");
  values["requires"] = inside(required, "requires");

  std::map<std::string, std::string> lines;  // by constraint and kind
  for (const auto& [name, lists] : {std::pair("packages", &packages), {"requires", &required}}) {
    for (const auto& [term, items] : *lists) {
      if (term.empty()) continue;
      const std::string attribute = attribute_name(term) + "." + name;
      lines[term + "\n" + name] = list_line(attribute, items);
    }
  }
  std::string& text = values["where"];
  for (const auto& [unused, line] : lines) {
    if (!text.empty()) text.append("\n").append(record_indent, ' ');
    text += line;
  }
}

std::string module_block(const std::string& path, const SetModule& module, std::size_t part,
                         const SetGraph::Unit& unit, const Configurations& configurations) {
  Values values{{"key", set_graph::part_key(path, part)}};
  const auto first = [&](std::string_view name, std::string_view value) {
    values[std::string(name)] = attribute(name, part == 0 ? value : std::string_view());
  };
  first("version", module.version);
  first("replace", module.replace.path.empty() ? "" : module.replace.str());
  first("go", module.go.value_or(""));
  first("declared", module.declared);
  first("hash", module.hash);
  first("sum", module.sum);
  values["tags"] = string_list("tags", unit.tags);
  values["partOf"] = part == 0 ? "" : attribute("partOf", path);
  fill_unit(values, unit, configurations);
  return nix_template::render(nix_template::body(templates::module), values);
}

// has_record reports whether a layer describes a module: it has a part of it, or leaves need its
// source alone.
bool has_record(const std::string& path, const SetModule& module, const SetGraph::Layer& layer) {
  if (module.parts.empty()) return layer.users.contains(path);
  for (std::size_t part = 0; part < module.parts.size(); ++part) {
    if (layer.parts.contains(set_graph::part_key(path, part))) return true;
  }
  return false;
}

// Modules are records by path.
using Modules = std::map<std::string, const SetModule*>;

Modules pointers(const std::map<std::string, SetModule>& modules) {
  Modules result;
  for (const auto& [path, module] : modules) result.emplace_hint(result.end(), path, &module);
  return result;
}

// module_blocks gives the records of a layer: the parts that it has, and of a module that only
// leaves compile, one for its source. The first part says what the whole module is, so it is there
// unless the set has it: `is_own` tells of which modules it does not.
std::string module_blocks(const Modules& modules,
                          const std::function<bool(const std::string&)>& is_own,
                          const SetGraph::Layer& layer, const Configurations& configurations) {
  static const SetGraph::Unit none;
  std::string blocks;
  for (const auto& [path, record] : modules) {
    const SetModule& module = *record;
    if (!has_record(path, module, layer)) continue;
    for (std::size_t part = 0; part < std::max<std::size_t>(module.parts.size(), 1); ++part) {
      const auto unit = layer.parts.find(set_graph::part_key(path, part));
      if (unit == layer.parts.end() && (part > 0 || !is_own(path))) continue;
      blocks += module_block(path, module, part, unit == layer.parts.end() ? none : unit->second,
                             configurations);
    }
  }
  return blocks;
}

// attributes gives a set of attributes on lines of their own: `name = {`, each, `};`.
std::string attributes(std::string_view name, const std::map<std::string, std::string>& values) {
  if (values.empty()) return "";
  std::string out = fmt::format("{} = {{\n", name);
  for (const auto& [key, value] : values) {
    out += fmt::format("{:{}}{} = {};\n", "", record_indent + 2, attribute_name(key), value);
  }
  return out + fmt::format("{:{}}}};", "", record_indent);
}

std::string leaf_modules(const SetLeaf& leaf) {
  std::map<std::string, std::string> records;
  for (const SetLeafModule& m : leaf.modules) {
    std::string record = "{\n";
    for (const auto& [name, value] : {std::pair("module", m.path),
                                      {"version", m.version},
                                      {"goMod", m.go_mod_sum},
                                      {"goSum", m.go_sum_hash}}) {
      if (value.empty()) continue;
      record += fmt::format("{:{}}{}\n", "", record_indent + 4, attribute(name, value));
    }
    records[m.directory] = record + fmt::format("{:{}}}}", "", record_indent + 2);
  }
  return attributes("modules", records);
}

std::string leaf_block(const std::string& name, const SetLeaf& leaf, const SetGraph& graph,
                       const Configurations& configurations) {
  const SetGraph::Leaf& unit = graph.leaves.at(name);
  Values values{{"module", leaf.module}, {"goMod", leaf.go_mod_sum}, {"name", name}};
  const auto set = [&](std::string_view key, std::string_view value) {
    values[std::string(key)] = attribute(key, value);
  };
  set("version", leaf.version);
  set("path", leaf.path);
  set("archive", leaf.archive);
  set("dir", leaf.archive_directory);
  set("directory", leaf.directory == "." ? "" : leaf.directory);
  set("track", unit.scope);
  set("go", leaf.go.value_or(""));
  set("hash", leaf.hash);
  set("goSum", leaf.go_sum_hash);
  set("goWork", leaf.work_hash);
  set("goWorkSum", leaf.work_sum_hash);
  values["modules"] = leaf_modules(leaf);
  const auto list = [&](const std::string& key, const std::vector<std::string>& items) {
    values[key] = string_list(key, items);
  };
  list("tags", leaf.tags);
  list("tests", leaf.tests ? leaf.patterns : std::vector<std::string>());
  std::vector<std::string> private_modules;
  for (const auto& [path, packages] : unit.private_packages) private_modules.push_back(path);
  list("private", private_modules);
  std::map<std::string, std::string> unsupported;
  for (const auto& [term, reason] : leaf.unsupported) unsupported[term] = nix_string(reason);
  values["unsupported"] = attributes("unsupported", unsupported);
  fill_unit(values, unit, configurations);
  return nix_template::render(nix_template::body(templates::leaf), values);
}

// indented moves every line of `text` but the first to the right.
std::string indented(std::string_view text, std::size_t by) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out.append(by, ' ');
  }
  return out;
}

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

// block_text makes a rendered block fit a placeholder that stands alone, indented by four.
std::string block_text(const std::string& blocks) {
  const std::size_t begin = blocks.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  const std::size_t end = blocks.find_last_not_of('\n');
  return blocks.substr(begin, end + 1 - begin);
}

// track_block gives what a layer of `track` (empty: the set) has that is not the set's.
std::string track_block(const std::string& name, Values values, const std::string& track,
                        const SetGraph::Layer& layer, const GoSet& set, const SetGraph& graph,
                        const Configurations& configurations) {
  static const std::map<std::string, SetModule> none;
  const auto found = set.tracks.find(track);
  const std::map<std::string, SetModule>& replaced =
      found == set.tracks.end() ? none : found->second.modules;
  Modules modules = pointers(replaced);
  // What only is built from other modules, or with tags, is the set's by its version.
  for (const auto& [key, unit] : layer.parts) {
    const std::string path = set_graph::path_of(key);
    modules.try_emplace(path, set_graph::module(set, track, path));
  }
  const auto is_own = [&](const std::string& path) {
    return replaced.contains(path) || !has_record(path, set.modules.at(path), graph.base);
  };
  values["name"] = name;
  values["modules"] =
      indented(block_text(module_blocks(modules, is_own, layer, configurations)), 4);
  return nix_template::render(nix_template::body(templates::track), values);
}

// track_blocks gives the tracks, and the variants of modules for leaves with tags, by name.
std::string track_blocks(const GoSet& set, const SetGraph& graph,
                         const Configurations& configurations) {
  std::map<std::string, std::string> blocks;
  for (const auto& [name, track] : set.tracks) {
    blocks[name] = track_block(name, {{"reason", track.reason}}, name, graph.tracks.at(name), set,
                               graph, configurations);
  }
  for (const auto& [name, variant] : graph.variants) {
    const std::string reason =
        fmt::format("modules with files for the {} {}", variant.tags.size() == 1 ? "tag" : "tags",
                    fmt::join(variant.tags, ", "));
    blocks[name] =
        track_block(name, {{"reason", reason}}, variant.track, variant, set, graph, configurations);
  }
  std::string result;
  for (const auto& [name, block] : blocks) result += block;
  return result;
}

}  // namespace

std::string render(const Lock& lock, const SetGraph& graph) {
  const Configurations configurations = Configurations::of(lock);
  const std::string tracks = track_blocks(lock.set, graph, configurations);
  std::string leaves;
  for (const auto& [name, leaf] : lock.set.leaves) {
    leaves += leaf_block(name, leaf, graph, configurations);
  }
  std::vector<std::string> platforms;
  for (const Platform& platform : lock.platforms) platforms.push_back(nix_string(platform.str()));

  const GoFloor floor = GoFloor::of(lock.set);
  Values values;
  values["title"] = fmt::format(
      "# Go package set: {}, {}.\n# Made by `goset lock` from goset.toml; change that and run it "
      "again.",
      count(lock.set.leaves.size(), "leaf", "leaves"),
      count(lock.set.modules.size(), "module", "modules"));
  values["go"] = floor.go.empty() ? lock.toolchain : floor.go;
  values["goReason"] = floor.who.empty() ? "" : "# " + floor.who;
  values["toolchain"] = lock.toolchain;
  values["platforms"] = nix_template::list(platforms, 2 + 12, 2);
  values["modules"] = block_text(module_blocks(
      pointers(lock.set.modules), [](const std::string&) { return true; }, graph.base,
      configurations));
  values["tracks"] = tracks.empty() ? "" : "\n    " + block_text(tracks) + "\n  ";
  values["leaves"] = block_text(leaves);
  return nix_template::render(templates::set, values);
}

}  // namespace goset::nix_set
