#include "goset/emit/nix_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "goset/emit/template.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/resolve/set_graph.hpp"
#include "templates.hpp"

namespace goset::nix_set {

namespace {

using nix_template::nix_string;
using nix_template::Values;

constexpr std::size_t record_indent = 6;

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
  const Where required = where(unit.requires_, configurations);
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
                         const SetGraph& graph, const Configurations& configurations) {
  const std::string key = set_graph::part_key(path, part);
  Values values{{"key", key}};
  const auto first = [&](std::string_view name, std::string_view value) {
    values[std::string(name)] = attribute(name, part == 0 ? value : std::string_view());
  };
  first("version", module.version);
  first("go", module.go.value_or(""));
  first("declared", module.declared);
  first("hash", module.hash);
  first("sum", module.sum);
  values["partOf"] = part == 0 ? "" : attribute("partOf", path);
  fill_unit(values, graph.parts.at(key), configurations);
  return nix_template::render(nix_template::body(templates::module), values);
}

std::string leaf_block(const std::string& name, const SetLeaf& leaf, const SetGraph& graph,
                       const Configurations& configurations) {
  Values values{{"module", leaf.module}, {"goMod", leaf.go_mod_sum}};
  values["version"] = attribute("version", leaf.version);
  values["path"] = attribute("path", leaf.path);
  values["go"] = attribute("go", leaf.go.value_or(""));
  values["hash"] = attribute("hash", leaf.hash);
  values["goSum"] = attribute("goSum", leaf.go_sum_hash);
  std::vector<std::string> tags;
  for (const std::string& tag : leaf.tags) tags.push_back(nix_string(tag));
  values["tags"] = tags.empty() ? "" : list_line("tags", tags);
  values["name"] = name;
  fill_unit(values, graph.leaves.at(name), configurations);
  return nix_template::render(nix_template::body(templates::leaf), values);
}

// Highest is the newest go line of the set and who states it.
struct Highest {
  std::string go;
  std::string reason;
};

Highest highest_go(const GoSet& set) {
  Highest highest;
  const auto look = [&](const std::optional<std::string>& go, const std::string& reason) {
    if (!go || toolchain_version::compare(*go, highest.go) <= 0) return;
    highest = {*go, reason};
  };
  for (const auto& [path, module] : set.modules) look(module.go, path + " " + module.version);
  for (const auto& [name, leaf] : set.leaves) look(leaf.go, "leaf " + name);
  return highest;
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

}  // namespace

std::string render(const Lock& lock) {
  const Configurations configurations(lock.platforms, toolchain_version::minor(lock.toolchain));
  const SetGraph graph = set_graph::of(lock.set, configurations);
  std::string modules;
  for (const auto& [path, module] : lock.set.modules) {
    for (std::size_t part = 0; part < module.parts.size(); ++part) {
      modules += module_block(path, module, part, graph, configurations);
    }
  }
  std::string leaves;
  for (const auto& [name, leaf] : lock.set.leaves) {
    leaves += leaf_block(name, leaf, graph, configurations);
  }
  std::vector<std::string> platforms;
  for (const Platform& platform : lock.platforms) platforms.push_back(nix_string(platform.str()));

  const Highest highest = highest_go(lock.set);
  Values values;
  values["title"] = fmt::format(
      "# Go package set: {}, {}.\n# Made by `goset lock` from goset.toml; change that and run it "
      "again.",
      count(lock.set.leaves.size(), "leaf", "leaves"),
      count(lock.set.modules.size(), "module", "modules"));
  values["go"] = highest.go.empty() ? lock.toolchain : highest.go;
  values["goReason"] = highest.reason.empty() ? "" : "# " + highest.reason;
  values["toolchain"] = lock.toolchain;
  values["platforms"] = nix_template::list(platforms, 2 + 12, 2);
  values["modules"] = block_text(modules);
  values["leaves"] = block_text(leaves);
  return nix_template::render(templates::set, values);
}

}  // namespace goset::nix_set
