#include "goset/store/lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/hash/encoding.hpp"

namespace goset::lock {

namespace {

using nlohmann::json;

void append_json(std::string& out, std::string_view text) {
  const bool is_plain = std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\';
  });
  if (is_plain) {
    out.append("\"").append(text).append("\"");
  } else {
    out += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  }
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

constexpr std::size_t width = 100;

// Filler sets items between brackets, separated by commas, on as few lines as fit the width; what
// does not fit on the first begins one column further in than `indent`.
class Filler {
 public:
  Filler(std::string open, std::size_t column, std::size_t indent)
      : text_(std::move(open)), column_(column + text_.size()), indent_(indent) {}

  void add(const std::string& item) {
    const bool first = std::exchange(first_, false);
    if (!first) text_ += ',';
    // Room is left for the comma or the closing brackets behind the item.
    if (!first && column_ + 2 + item.size() + 2 > width) {
      text_.append("\n").append(indent_ + 1, ' ');
      column_ = indent_ + 1;
    } else if (!first) {
      text_ += ' ';
      column_ += 2;
    }
    text_ += item;
    column_ += item.size();
  }
  std::string close(std::string_view end) && { return std::move(text_.append(end)); }

 private:
  std::string text_;
  std::size_t column_;
  std::size_t indent_;
  bool first_ = true;
};

// Members collects `"key": value` texts of one object and sets them on lines of bounded width.
class Members {
 public:
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) raw(key, json_string(value));
  }
  void raw(std::string_view key, std::string value) {
    items_.push_back({json_string(key) + ": ", std::move(value)});
  }
  // print sets the object behind `column` characters of a line that is indented by `indent`.
  std::string print(std::size_t column, std::size_t indent) const {
    std::string out = "{ ";
    column += out.size();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const auto& [key, value] = items_[i];
      const std::size_t line_end = value.find('\n');
      const std::size_t first_line = key.size() + std::min(line_end, value.size());
      if (i > 0) {
        out += ',';
        if (column + first_line + 2 > width || line_end != std::string::npos) {
          out.append("\n").append(indent + 1, ' ');
          column = indent + 1;
        } else {
          out += ' ';
        }
      }
      out.append(key).append(value);
      column += first_line + 2;
    }
    out += " }";
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::string>> items_;  // `"key": ` and value
};

template <typename Strings>
std::string print_list(const Strings& strings, std::size_t column, std::size_t indent) {
  Filler list("[", column, indent);
  for (const std::string& s : strings) list.add(json_string(s));
  return std::move(list).close("]");
}

std::string print_package(const std::string& directory, const PackageFacts& facts,
                          const std::string& module, std::size_t indent) {
  std::string open = json_string(directory) + ": ";
  const bool is_list = facts.when.is_always() && facts.tags.empty();
  if (!is_list) open += "{ ";
  if (!facts.when.is_always()) open += fmt::format("\"if\": {}, ", json_string(facts.when.str()));
  if (!facts.tags.empty()) {
    open += fmt::format("\"tags\": {}, ", print_list(facts.tags, indent + open.size(), indent));
  }
  if (!is_list) open += "\"imports\": ";
  Filler imports(open + "[", indent, indent);
  std::string item;
  std::string relative;
  for (const Import& import : facts.imports) {
    std::string_view path = import.path.str();
    if (module::in_module(path, module)) {  // the module's own packages: "." or "./dir"
      relative.assign(".").append(path.substr(module.size()));
      path = relative;
    }
    item.clear();
    append_json(item, path);
    if (!import.when.is_always()) {
      item = fmt::format("[{}, {}]", item, json_string(import.when.str()));
    }
    imports.add(item);
  }
  return std::move(imports).close(is_list ? "]" : "] }");
}

std::string print_packages(const std::map<std::string, PackageFacts>& packages,
                           const std::vector<std::string>& directories, const std::string& module,
                           std::size_t indent) {
  if (directories.empty()) return "{}";
  std::string out = "{";
  for (const std::string& directory : directories) {
    if (out.size() > 1) out += ',';
    out.append("\n").append(indent, ' ');
    out += print_package(directory, packages.at(directory), module, indent);
  }
  out += " }";
  return out;
}

// key_column returns where the value of an entry begins that is indented by `indent`.
std::size_t key_column(const std::string& key, std::size_t indent) {
  return indent + json_string(key).size() + 2;
}

// print_object sets one entry a line, indented by `indent`: `"name": TEXT`.
template <typename Map, typename Print>
std::string print_object(const Map& map, std::size_t indent, const Print& print_value) {
  if (map.empty()) return "{}";
  std::string out = "{";
  for (const auto& [key, value] : map) {
    if (out.size() > 1) out += ',';
    out.append("\n").append(indent, ' ');
    append_json(out, key);
    out.append(": ").append(print_value(key, value));
  }
  out.append("\n").append(indent - 1, ' ').append("}");
  return out;
}

std::vector<std::string> keys(const std::map<std::string, PackageFacts>& packages) {
  std::vector<std::string> result;
  for (const auto& [directory, facts] : packages) result.push_back(directory);
  return result;
}

// print_texts prints a small object of strings.
template <typename Map, typename Text>
std::string print_texts(const Map& map, std::size_t indent, const Text& text) {
  return print_object(
      map, indent, [&](const std::string&, const auto& value) { return json_string(text(value)); });
}

std::string print_pins(const Pins& pins, std::size_t indent) {
  return print_texts(pins, indent,
                     [](const Pin& pin) { return pin.exact ? pin.version : ">= " + pin.version; });
}

void print_witness(Members& members, const std::string& verified, const std::string& unverified) {
  if (verified != "go.sum") members.text("verified", verified);
  members.text("unverified", unverified);
}

std::string print_leaf_module(const SetLeafModule& module, std::size_t indent) {
  Members members;
  members.text("module", module.path);
  members.text("version", module.version);
  members.text("go", module.go.value_or(""));
  members.text("goMod", module.go_mod_sum);
  members.text("goSum", module.go_sum_hash);
  if (!module.ignore.empty()) members.raw("ignore", print_list(module.ignore, 14, indent + 1));
  members.raw("packages",
              print_packages(module.packages, keys(module.packages), module.path, indent + 2));
  return members.print(key_column(module.directory, indent), indent);
}

std::string print_leaf(const std::string& name, const SetLeaf& leaf) {
  Members members;
  members.text("module", leaf.module);
  members.text("version", leaf.version);
  members.text("path", leaf.path);
  members.text("archive", leaf.archive);
  members.text("dir", leaf.archive_directory);
  members.text("track", leaf.track);
  members.text("go", leaf.go.value_or(""));
  members.text("hash", leaf.hash);
  members.text("archiveHash", leaf.archive_hash);
  members.text("sum", leaf.sum);
  if (!leaf.sum.empty()) print_witness(members, leaf.verified, leaf.unverified);
  if (leaf.directory != ".") members.text("directory", leaf.directory);
  members.text("goMod", leaf.go_mod_sum);
  members.text("goSum", leaf.go_sum_hash);
  members.text("goWork", leaf.work_hash);
  members.text("goWorkSum", leaf.work_sum_hash);
  if (leaf.patterns != std::vector<std::string>{"./..."}) {
    members.raw("patterns", print_list(leaf.patterns, 16, 3));
  }
  if (!leaf.ignore.empty()) members.raw("ignore", print_list(leaf.ignore, 14, 3));
  if (!leaf.tags.empty()) members.raw("tags", print_list(leaf.tags, 12, 3));
  if (leaf.tests) members.raw("tests", "true");
  if (!leaf.unsupported.empty()) {
    members.raw("unsupported",
                print_texts(leaf.unsupported, 4, [](const std::string& reason) { return reason; }));
  }
  members.raw("packages", print_packages(leaf.packages, keys(leaf.packages), leaf.module, 4));
  if (!leaf.modules.empty()) {
    std::vector<std::pair<std::string, SetLeafModule>> modules;
    for (const SetLeafModule& m : leaf.modules) modules.emplace_back(m.directory, m);
    members.raw("modules", print_object(modules, 4, [](const std::string&, const SetLeafModule& m) {
                  return print_leaf_module(m, 4);
                }));
  }
  return members.print(key_column(name, 2), 2);
}

// print_private prints the packages that are in no part: leaves compile them.
std::string print_private(const std::string& path, const SetModule& module, std::size_t indent) {
  std::vector<std::string> left;
  for (const auto& [directory, facts] : module.packages) {
    const bool in_part = std::any_of(
        module.parts.begin(), module.parts.end(),
        [&](const Part& part) { return std::binary_search(part.begin(), part.end(), directory); });
    if (!in_part) left.push_back(directory);
  }
  return left.empty() ? "" : print_packages(module.packages, left, path, indent);
}

// print_source prints what does not depend on who sees a module.
void print_source(Members& members, const SetModule& module) {
  members.text("go", module.go.value_or(""));
  members.text("declared", module.declared);
  members.text("hash", module.hash);
  members.text("sum", module.sum);
  members.text("goModSum", module.go_mod_sum);
  print_witness(members, module.verified, module.unverified);
  if (!module.absent_packages.empty()) {
    members.raw("lacks", print_list(module.absent_packages, 13, 3));
  }
}

std::string print_module(const std::string& path, const SetModule& module) {
  Members members;
  members.text("version", module.version);
  if (!module.replace.path.empty()) members.text("replace", module.replace.str());
  print_source(members, module);
  std::string parts = "[";
  for (const Part& part : module.parts) {
    if (parts.size() > 1) parts += ',';
    parts.append("\n").append(4, ' ');
    parts += "{ \"packages\": " + print_packages(module.packages, part, path, 5) + " }";
  }
  members.raw("parts", parts + " ]");
  if (const std::string left = print_private(path, module, 4); !left.empty()) {
    members.raw("private", left);
  }
  return members.print(key_column(path, 2), 2);
}

// Versions are the records of tracks, by version_key.
using Versions = std::map<std::string, std::pair<const std::string*, const SetModule*>>;

Versions versions_of(const GoSet& set) {
  Versions result;
  set.each_module([&](const std::string& path, const SetModule& module, const std::string& track) {
    if (!track.empty()) result[version_key(path, module)] = {&path, &module};
  });
  return result;
}

std::string print_versions(const Versions& versions) {
  return print_object(versions, 2, [](const std::string& key, const auto& record) {
    const auto& [path, module] = record;
    Members members;
    print_source(members, *module);
    members.raw("packages", print_packages(module->packages, keys(module->packages), *path, 4));
    return members.print(key_column(key, 2), 2);
  });
}

std::string print_candidates(const std::map<ModuleVersion, SetCandidate>& candidates) {
  std::map<std::string, const SetCandidate*> by_name;
  for (const auto& [m, candidate] : candidates) by_name[m.str()] = &candidate;
  return print_object(by_name, 2, [](const std::string& name, const SetCandidate* candidate) {
    Members members;
    members.text("unverified", candidate->unverified);
    if (candidate->apart) members.raw("apart", "true");
    members.raw("lacks", print_list(candidate->absent_packages, 13, 3));
    return members.print(key_column(name, 2), 2);
  });
}

// print_unverified prints versions by path by reason.
std::string print_unverified(const std::map<std::string, std::set<ModuleVersion>>& unverified) {
  using Versions = std::map<std::string, std::vector<std::string>>;
  return print_object(unverified, 2, [](const std::string&, const std::set<ModuleVersion>& mods) {
    Versions versions;
    for (const ModuleVersion& m : mods) versions[m.path].push_back(m.version);
    return print_object(versions, 3, [](const std::string& path, const auto& list) {
      return print_list(list, key_column(path, 3), 3);
    });
  });
}

// print_parts prints how a track divides modules, where it is not one part of all that is known.
std::string print_parts(const SetTrack& track) {
  std::map<std::string, const std::vector<Part>*> odd;
  for (const auto& [path, parts] : track.parts) {
    const auto module = track.modules.find(path);
    const bool is_plain = !track.own && module != track.modules.end() &&
                          parts == std::vector<Part>{keys(module->second->packages)};
    if (!is_plain) odd[path] = &parts;
  }
  if (odd.empty()) return "";
  return print_object(odd, 4, [](const std::string& path, const std::vector<Part>* parts) {
    std::string list = "[";
    for (const Part& part : *parts) {
      if (list.size() > 1) list += ", ";
      list += print_list(part, key_column(path, 4) + list.size(), 5);
    }
    return list + "]";
  });
}

std::string print_track(const std::string& name, const SetTrack& track, const Lock& lock) {
  Members members;
  members.text("reason", track.reason);
  if (track.automatic) members.raw("automatic", "true");
  if (track.own) members.raw("own", "true");
  const auto pins = lock.track_pins.find(name);
  if (pins != lock.track_pins.end() && !pins->second.empty()) {
    members.raw("pin", print_pins(pins->second, 4));
  }
  if (!track.providers.empty()) {
    members.raw("providers",
                print_texts(track.providers, 4, [](const std::string& module) { return module; }));
  }
  std::vector<std::string> modules;
  for (const auto& [path, module] : track.modules) modules.push_back(version_key(path, *module));
  members.raw("modules", print_list(modules, 14, 3));
  if (std::string parts = print_parts(track); !parts.empty()) members.raw("parts", parts);
  if (!track.candidates.empty()) {
    std::vector<std::string> candidates;
    for (const ModuleVersion& m : track.candidates) candidates.push_back(m.str());
    members.raw("candidates", print_list(candidates, 17, 3));
  }
  return members.print(key_column(name, 2), 2);
}

}  // namespace

std::string version_key(const std::string& path, const SetModule& module) {
  std::string key = ModuleVersion{path, module.version}.str();
  return module.replace.path.empty() ? key : key + " => " + module.replace.str();
}

std::string print(const Lock& lock) {
  std::vector<std::string> platforms;
  for (const Platform& platform : lock.platforms) platforms.push_back(platform.str());
  Members inputs;
  inputs.text("go", lock.go);
  inputs.text("toolchain", lock.toolchain);
  inputs.raw("platforms", print_list(platforms, 16, 2));
  if (!lock.pins.empty()) inputs.raw("pin", print_pins(lock.pins, 3));
  if (!lock.replace.empty()) {
    std::map<std::string, std::string> lines;
    for (const auto& [old, by] : lock.replace.lines()) lines[old.str()] = by.module.str();
    inputs.raw("replace", print_texts(lines, 3, [](const std::string& text) { return text; }));
  }

  std::string out =
      fmt::format("{{\n \"format\": {},\n \"inputs\": {},\n", Lock::format, inputs.print(11, 1));
  out.append(" \"leaves\": ").append(print_object(lock.set.leaves, 2, print_leaf)).append(",\n");
  out.append(" \"modules\": ")
      .append(print_object(lock.set.modules, 2, print_module))
      .append(",\n");
  if (const Versions versions = versions_of(lock.set); !versions.empty()) {
    out.append(" \"versions\": ").append(print_versions(versions)).append(",\n");
  }
  if (!lock.set.tracks.empty()) {
    const auto print_one = [&](const std::string& name, const SetTrack& track) {
      return print_track(name, track, lock);
    };
    out.append(" \"tracks\": ").append(print_object(lock.set.tracks, 2, print_one)).append(",\n");
  }
  if (!lock.unverified.empty()) {
    out.append(" \"unverified\": ").append(print_unverified(lock.unverified)).append(",\n");
  }
  out.append(" \"candidates\": ").append(print_candidates(lock.set.candidates));
  return std::move(out.append("\n}\n"));
}

}  // namespace goset::lock
