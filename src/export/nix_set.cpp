#include "goset/export/nix_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "goset/escape/terminal.hpp"
#include "goset/export/template.hpp"
#include "goset/model/grouped_words.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/set/license_of.hpp"
#include "goset/set/module_count.hpp"
#include "goset/set/set_graph.hpp"
#include "templates.hpp"

namespace goset::nix_set {

namespace {

using nix_template::nix_string;
using nix_template::Values;

constexpr std::size_t record_indent = 6;   // of a record's attributes
constexpr std::size_t choice_indent = 10;  // of those that differ with a choice of tags

// attribute gives `name = "value";`, or nothing for an empty value.
std::string attribute(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format("{} = {};", name, nix_string(value));
}

std::string list_line(const std::string& name, const std::vector<std::string>& items,
                      std::size_t indent) {
  const std::string inside = nix_template::list(items, indent + name.size() + 3, indent);
  return fmt::format("{} = [{}{}];", name, inside.starts_with('\n') ? inside : " " + inside,
                     inside.ends_with(' ') ? "" : " ");
}

// words_line gives `name = "a b/{c,d}";`, on several lines where one is too short. Elements of a path
// before `whole` are not taken apart.
std::string words_line(const std::string& name, const std::vector<std::string>& items,
                       std::size_t whole, std::size_t indent) {
  constexpr std::size_t width = 100;
  const std::vector<std::string> words = grouped_words::words(items, whole);
  const std::size_t column = indent + name.size() + 4;
  std::vector<std::string> lines = grouped_words::lines(words, width - column - 2);
  // What a string of several lines would take for more than a word stays on one.
  const bool is_plain = std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return nix_template::escape(word) == word && word.find("''") == word.npos;
  });
  if (lines.size() == 1 || !is_plain) {
    return fmt::format("{} = {};", name, nix_string(fmt::format("{}", fmt::join(lines, " "))));
  }
  std::string out = name + " = ''\n";
  for (const std::string& line : grouped_words::lines(words, width - indent - 2)) {
    out.append(indent + 2, ' ').append(line).append("\n");
  }
  return out.append(indent, ' ').append("'';");
}

// string_list is the same for any strings, and nothing for none.
template <typename Strings>
std::string string_list(const std::string& name, const Strings& strings,
                        std::size_t indent = record_indent) {
  std::vector<std::string> items;
  for (const std::string& s : strings) items.push_back(nix_string(s));
  return items.empty() ? "" : list_line(name, items, indent);
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
      result[term].push_back(item);
    }
  }
  return result;
}

// Lines are attributes of a record: what is built, and of what, by constraint (empty: everywhere)
// and name.
using Lines = std::map<std::string, std::map<std::string, std::string>>;

Lines unit_lines(const SetGraph::Unit& unit, const Configurations& configurations,
                 std::size_t indent) {
  Lines lines;
  const auto add = [&](const std::string& name, const Where& lists, std::size_t whole) {
    for (const auto& [term, items] : lists) {
      const std::string at = term.empty() ? name : attribute_name(term) + "." + name;
      lines[term][name] = words_line(at, items, whole, indent);
    }
  };
  add("packages", where(unit.packages, configurations), 0);
  // Host and owner of a module stand whole.
  add("requires", where(unit.dependencies, configurations), 2);
  return lines;
}

// fill_unit sets what leaves and parts of modules have in common.
void fill_unit(Values& values, const SetGraph::Unit& unit, const Configurations& configurations) {
  Lines lines = unit_lines(unit, configurations, record_indent);
  for (const std::string name : {"packages", "requires"}) values[name] = lines[""][name];
  lines.erase("");
  std::string& text = values["where"];
  for (const auto& [term, of_term] : lines) {
    for (const auto& [name, line] : of_term) {
      if (!text.empty()) text.append("\n").append(record_indent, ' ');
      text += line;
    }
  }
}

// Sources says by which record a module's source is described: the first that has it.
using Sources = std::map<const SetModule*, std::string>;

std::string module_block(const std::string& name, const SetGraph::Instance& instance,
                         const SetModule& module, Sources& sources,
                         const Configurations& configurations) {
  Values values{{"key", name}};
  const auto [source, is_first] = sources.try_emplace(&module, name);
  const auto first = [&, is_first = is_first](std::string_view key, std::string_view value) {
    values[std::string(key)] = attribute(key, is_first ? value : std::string_view());
  };
  first("version", module.version);
  first("replace", module.replace.path.empty() ? "" : module.replace.str());
  first("go", module.go.value_or(""));
  first("declared", module.declared);
  first("hash", module.hash);
  first("sum", module.sum);
  values["tags"] = string_list("tags", instance.tags);
  values["source"] = is_first ? "" : attribute("source", source->second);
  fill_unit(values, instance, configurations);
  return nix_template::render(nix_template::body(templates::module), values);
}

// each_module_block calls `use` with the key and the block of every instance.
template <typename Use>
void each_module_block(const GoSet& set, const SetGraph& graph,
                       const Configurations& configurations, const Use& use) {
  Sources sources;
  for (const auto& [name, instance] : graph.instances) {
    use(name, module_block(name, instance, *set.module(instance.track, instance.path), sources,
                           configurations));
  }
}

// attributes gives a set of attributes on lines of their own: `name = {`, each, `};`.
std::string attributes(std::string_view name, const std::map<std::string, std::string>& values,
                       std::size_t indent = record_indent) {
  if (values.empty()) return "";
  std::string out = fmt::format("{} = {{\n", name);
  for (const auto& [key, value] : values) {
    out += fmt::format("{:{}}{} = {};\n", "", indent + 2, attribute_name(key), value);
  }
  return out + fmt::format("{:{}}}};", "", indent);
}

std::string unsupported_line(const std::map<std::string, std::string>& unsupported,
                             std::size_t indent) {
  std::map<std::string, std::string> reasons;
  for (const auto& [term, reason] : unsupported) reasons[term] = nix_string(reason);
  return attributes("unsupported", reasons, indent);
}

// choice_lines are the attributes that a choice of optional tags may change, by name; those under a
// constraint together.
std::map<std::string, std::string> choice_lines(const SetLeaf& leaf, const TagChoice& choice,
                                                const SetGraph::Leaf& unit,
                                                const Configurations& configurations) {
  std::map<std::string, std::string> result;
  for (const auto& [term, lines] : unit_lines(unit, configurations, choice_indent)) {
    for (const auto& [name, line] : lines) {
      std::string& text = result[term.empty() ? name : attribute_name(term)];
      if (!text.empty()) text.append("\n").append(choice_indent, ' ');
      text += line;
    }
  }
  result["private"] = string_list("private", unit.private_sources, choice_indent);
  result["unsupported"] = unsupported_line(leaf.unsupported_by(choice), choice_indent);
  std::erase_if(result, [](const auto& one) { return one.second.empty(); });
  return result;
}

// optional_tags gives for each choice of tags the attributes in which it differs from the leaf without
// any, `base`.
std::string optional_tags(const std::string& name, const SetLeaf& leaf, const SetGraph& graph,
                          const Configurations& configurations) {
  std::map<std::string, std::string> base;
  std::map<std::string, std::string> records;
  for (const TagChoice& choice : tag_choice::all(leaf.optional_tags)) {
    const SetGraph::Leaf& unit = graph.leaves.at(tag_choice::name(name, choice));
    const std::map<std::string, std::string> lines =
        choice_lines(leaf, choice, unit, configurations);
    if (choice.empty()) {
      base = lines;
      continue;
    }
    std::map<std::string, std::string> differing = lines;
    for (const auto& [key, line] : base) {
      const auto known = lines.find(key);
      if (known == lines.end()) {
        const bool is_words = key == "packages" || key == "requires";
        differing[key] = key + (is_words ? " = \"\";" : key == "private" ? " = [ ];" : " = { };");
      } else if (known->second == line) {
        differing.erase(key);
      }
    }
    std::string record;
    for (const auto& [key, line] : differing) {
      record += fmt::format("{:{}}{}\n", "", choice_indent, line);
    }
    records[tag_choice::text(choice)] =
        record.empty() ? "{ }" : fmt::format("{{\n{}{:{}}}}", record, "", record_indent + 2);
  }
  return attributes("optionalTags", records);
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

std::string leaf_block(const std::string& name, const GoSet& go_set, const SetGraph& graph,
                       const Configurations& configurations) {
  const SetLeaf& leaf = go_set.leaves.at(name);
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
  const bool is_own = go_set.keeps_own(leaf.track);
  set("track", is_own ? "" : leaf.track);
  set("versions", is_own ? "own" : "");
  set("go", leaf.go.value_or(""));
  set("license", license_of::expression(leaf.license));
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
  list("private", unit.private_sources);
  values["unsupported"] = unsupported_line(leaf.unsupported, record_indent);
  values["optionalTags"] = optional_tags(name, leaf, graph, configurations);
  fill_unit(values, unit, configurations);
  return nix_template::render(nix_template::body(templates::leaf), values);
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

// track_lines says for each track why it is there.
std::string track_lines(const GoSet& set) {
  std::string lines;
  for (const auto& [name, track] : set.tracks) {
    if (track.own) continue;
    lines += fmt::format("    {}.reason = {};\n", attribute_name(name), nix_string(track.reason));
  }
  return lines;
}

// head_values are those of the set as a whole.
Values head_values(const Lock& lock) {
  std::vector<std::string> platforms;
  for (const Platform& platform : lock.platforms) platforms.push_back(nix_string(platform.str()));
  const GoFloor floor = GoFloor::of(lock.set);
  Values values;
  values["go"] = floor.go.empty() ? lock.toolchain : floor.go;
  values["goReason"] = floor.who.empty() ? "" : CommentText::format("# {}", floor.who).str();
  values["toolchain"] = lock.toolchain;
  values["platforms"] = nix_template::list(platforms, 2 + 12, 2);
  return values;
}

// file_of makes a file of the block of one record: its attributes, less indented.
std::string file_of(std::string_view block) {
  constexpr std::size_t less = 4;
  std::string out = fmt::format("{}.\n{{\n", Lock::made_line);
  block.remove_prefix(block.find('\n') + 1);
  while (block.find('\n') + 1 < block.size()) {  // but the last line
    const std::string_view line = block.substr(0, block.find('\n') + 1);
    out += line.substr(line.starts_with(' ') ? less : 0);
    block.remove_prefix(line.size());
  }
  return out + "}\n";
}

}  // namespace

std::string render(const Lock& lock, const SetGraph& graph) {
  const Configurations configurations = Configurations::of(lock);
  const std::string tracks = track_lines(lock.set);
  std::string leaves;
  for (const auto& [name, leaf] : lock.set.leaves) {
    leaves += leaf_block(name, lock.set, graph, configurations);
  }
  Values values = head_values(lock);
  values["title"] =
      fmt::format("# Go package set: {}, {}.\n{} from goset.toml; change that and run it again.",
                  count(lock.set.leaves.size(), "leaf", "leaves"),
                  count(module_count(lock.set), "module", "modules"), Lock::made_line);
  std::string modules;
  each_module_block(lock.set, graph, configurations,
                    [&](const std::string&, const std::string& block) { modules += block; });
  values["modules"] = block_text(modules);
  values["tracks"] = tracks.empty() ? "" : "\n    " + block_text(tracks) + "\n  ";
  values["leaves"] = block_text(leaves);
  return nix_template::render(templates::set, values);
}

void render_records(const Lock& lock, const SetGraph& graph, const UseRecord& use) {
  const Configurations configurations = Configurations::of(lock);
  Values head = head_values(lock);
  head["title"] = fmt::format("{}.", Lock::made_line);
  use("set", "", nix_template::render(templates::head, head));
  each_module_block(lock.set, graph, configurations,
                    [&](const std::string& key, const std::string& block) {
                      use("modules", key, file_of(block));
                    });
  for (const auto& [name, leaf] : lock.set.leaves) {
    use("leaves", name, file_of(leaf_block(name, lock.set, graph, configurations)));
  }
  for (const auto& [name, track] : lock.set.tracks) {
    if (track.own) continue;
    use("tracks", name,
        fmt::format("{}.\n{{\n  reason = {};\n}}\n", Lock::made_line, nix_string(track.reason)));
  }
}

}  // namespace goset::nix_set
