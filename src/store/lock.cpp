#include "goset/store/lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/store/record_file.hpp"
#include "lock_text.hpp"
#include "print_packages.hpp"

namespace goset::lock {

namespace {

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

void print_license(Members& members, const License& license) {
  members.text("license", license.expression);
  if (!license.nearer.empty()) {
    members.raw("licenses", print_texts(license.nearer, 3,
                                        [](const std::string& expression) { return expression; }));
  }
  if (!license.unknown.empty()) {
    members.raw("unknownLicenses", print_list(license.unknown, 22, 2));
  }
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

void print_unsupported(Members& members, const SetLeaf& leaf) {
  const auto reasons = [](const std::map<std::string, std::string>& unsupported,
                          std::size_t indent) {
    return print_texts(unsupported, indent, [](const std::string& reason) { return reason; });
  };
  if (!leaf.unsupported.empty()) members.raw("unsupported", reasons(leaf.unsupported, 3));
  if (!leaf.unsupported_with.empty()) {
    std::map<std::string, const std::map<std::string, std::string>*> by_choice;
    for (const auto& [choice, unsupported] : leaf.unsupported_with) {
      by_choice[tag_choice::text(choice)] = &unsupported;
    }
    members.raw("unsupportedWith", print_object(by_choice, 3, [&](const auto&, const auto* one) {
                  return reasons(*one, 4);
                }));
  }
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
  print_license(members, leaf.license);
  if (leaf.directory != ".") members.text("directory", leaf.directory);
  members.text("goMod", leaf.go_mod_sum);
  members.text("goSum", leaf.go_sum_hash);
  members.text("goWork", leaf.work_hash);
  members.text("goWorkSum", leaf.work_sum_hash);
  if (leaf.patterns != std::vector<std::string>{"./..."}) {
    members.raw("patterns", print_list(leaf.patterns, 15, 2));
  }
  if (!leaf.ignore.empty()) members.raw("ignore", print_list(leaf.ignore, 13, 2));
  if (!leaf.tags.empty()) members.raw("tags", print_list(leaf.tags, 11, 2));
  if (!leaf.optional_tags.empty()) {
    members.raw("optionalTags", print_list(leaf.optional_tags, 19, 2));
  }
  if (leaf.tests) members.raw("tests", "true");
  print_unsupported(members, leaf);
  members.raw("packages", print_packages(leaf.packages, keys(leaf.packages), leaf.module, 3));
  if (!leaf.modules.empty()) {
    std::vector<std::pair<std::string, SetLeafModule>> modules;
    for (const SetLeafModule& m : leaf.modules) modules.emplace_back(m.directory, m);
    members.raw("modules", print_object(modules, 3, [](const std::string&, const SetLeafModule& m) {
                  return print_leaf_module(m, 3);
                }));
  }
  return members.print(key_column(name, 1), 1);
}

std::string print_parts(const std::string& path, const SetModule& module) {
  std::string parts = "[";
  for (const Part& part : module.parts) {
    if (parts.size() > 1) parts += ", ";
    parts += print_packages(module.packages, part, path, 3);
  }
  return parts + "]";
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
  print_license(members, module.license);
  if (!module.absent_packages.empty()) {
    members.raw("lacks", print_list(module.absent_packages, 12, 2));
  }
}

std::string print_module(const std::string& path, const SetModule& module) {
  Members members;
  members.text("version", module.version);
  if (!module.replace.path.empty()) members.text("replace", module.replace.str());
  print_source(members, module);
  if (module.parts.size() == 1) {
    members.raw("packages", print_packages(module.packages, module.parts[0], path, 3));
  } else if (!module.parts.empty()) {
    members.raw("parts", print_parts(path, module));
  }
  if (const std::string left = print_private(path, module, 3); !left.empty()) {
    members.raw("private", left);
  }
  return members.print(key_column(path, 1), 1);
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

std::string print_version(const std::string& key, const std::string& path,
                          const SetModule& module) {
  Members members;
  print_source(members, module);
  members.raw("packages", print_packages(module.packages, keys(module.packages), path, 3));
  return members.print(key_column(key, 1), 1);
}

std::string print_candidate(const std::string& name, const SetCandidate& candidate) {
  Members members;
  members.text("unverified", candidate.unverified);
  if (candidate.apart) members.raw("apart", "true");
  members.raw("lacks", print_list(candidate.absent_packages, 12, 2));
  return members.print(key_column(name, 1), 1);
}

// print_parts prints how a track divides modules, where it is not one part of all that is known.
std::string print_track_parts(const SetTrack& track) {
  std::map<std::string, const std::vector<Part>*> odd;
  for (const auto& [path, parts] : track.parts) {
    const auto module = track.modules.find(path);
    const bool is_plain = !track.own && module != track.modules.end() &&
                          parts == std::vector<Part>{keys(module->second->packages)};
    if (!is_plain) odd[path] = &parts;
  }
  if (odd.empty()) return "";
  return print_object(odd, 3, [](const std::string& path, const std::vector<Part>* parts) {
    std::string list = "[";
    for (const Part& part : *parts) {
      if (list.size() > 1) list += ", ";
      list += print_list(part, key_column(path, 3) + list.size(), 4);
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
    members.raw("pin", print_pins(pins->second, 3));
  }
  if (!track.providers.empty()) {
    members.raw("providers",
                print_texts(track.providers, 3, [](const std::string& module) { return module; }));
  }
  std::vector<std::string> modules;
  for (const auto& [path, module] : track.modules) modules.push_back(version_key(path, *module));
  members.raw("modules", print_list(modules, 13, 2));
  if (std::string parts = print_track_parts(track); !parts.empty()) members.raw("parts", parts);
  if (!track.candidates.empty()) {
    std::vector<std::string> candidates;
    for (const ModuleVersion& m : track.candidates) candidates.push_back(m.str());
    members.raw("candidates", print_list(candidates, 16, 2));
  }
  return members.print(key_column(name, 1), 1);
}

std::string print_inputs(const Lock& lock) {
  std::vector<std::string> platforms;
  for (const Platform& platform : lock.platforms) platforms.push_back(platform.str());
  Members inputs;
  inputs.text("go", lock.go);
  inputs.text("toolchain", lock.toolchain);
  inputs.raw("platforms", print_list(platforms, 14, 1));
  if (!lock.pins.empty()) inputs.raw("pin", print_pins(lock.pins, 2));
  if (!lock.replace.empty()) {
    std::map<std::string, std::string> lines;
    for (const auto& [old, by] : lock.replace.lines()) lines[old.str()] = by.module.str();
    inputs.raw("replace", print_texts(lines, 2, [](const std::string& text) { return text; }));
  }
  return inputs.print(10, 0);
}

// Records are the printed ones of one section, by their keys.
using Records = std::map<std::string, std::string>;

// Sections are those of one file: a whole lock, or what it has of one leaf, module or track.
struct Sections {
  std::string inputs;
  std::map<std::string_view, Records> records;  // by section
  std::map<std::string, Records> unverified;    // by reason, then by path
};

std::string print_records(const Records& records, std::size_t indent) {
  return print_object(records, indent,
                      [](const std::string&, const std::string& text) { return text; });
}

// print_file gives the text of a file. `always` are sections that stand there even if empty.
std::string print_file(const Sections& sections, std::initializer_list<std::string_view> always) {
  constexpr std::string_view order[] = {"leaves", "modules",    "versions",
                                        "tracks", "unverified", "candidates"};
  std::string out = "{\n";
  const auto add = [&](std::string_view section, const std::string& text) {
    out += fmt::format("{}\"{}\": {}", out.size() > 2 ? ",\n" : "", section, text);
  };
  if (!sections.inputs.empty()) {
    add("format", std::to_string(Lock::format));
    add("inputs", sections.inputs);
  }
  for (const std::string_view section : order) {
    const auto records = sections.records.find(section);
    if (records != sections.records.end()) {
      add(section, print_records(records->second, 1));
    } else if (section == "unverified" && !sections.unverified.empty()) {
      add(section, print_object(sections.unverified, 1, [](const std::string&, const Records& of) {
            return print_records(of, 2);
          }));
    } else if (std::find(always.begin(), always.end(), section) != always.end()) {
      add(section, "{}");
    }
  }
  return out + "\n}\n";
}

// each_record calls `use` with every printed record: its section, its key, what its file is named
// after, and its text.
template <typename Use>
void each_record(const Lock& lock, const Use& use) {
  for (const auto& [name, leaf] : lock.set.leaves) {
    use("leaves", name, name, print_leaf(name, leaf));
  }
  for (const auto& [path, module] : lock.set.modules) {
    use("modules", path, path, print_module(path, module));
  }
  for (const auto& [key, record] : versions_of(lock.set)) {
    const auto& [path, module] = record;
    use("versions", key, *path, print_version(key, *path, *module));
  }
  for (const auto& [name, track] : lock.set.tracks) {
    use("tracks", name, name, print_track(name, track, lock));
  }
  for (const auto& [m, candidate] : lock.set.candidates) {
    use("candidates", m.str(), m.path, print_candidate(m.str(), candidate));
  }
}

// each_unverified calls `use` with the reason, path and printed versions of go.mod files.
template <typename Use>
void each_unverified(const Lock& lock, const Use& use) {
  for (const auto& [reason, mods] : lock.unverified) {
    std::map<std::string, std::vector<std::string>> versions;
    for (const ModuleVersion& m : mods) versions[m.path].push_back(m.version);
    for (const auto& [path, list] : versions) {
      use(reason, path, print_list(list, key_column(path, 2), 2));
    }
  }
}

}  // namespace

std::string version_key(const std::string& path, const SetModule& module) {
  std::string key = ModuleVersion{path, module.version}.str();
  return module.replace.path.empty() ? key : key + " => " + module.replace.str();
}

std::string record_file_name(std::string_view directory, std::string_view of) {
  return fmt::format("{}/{}", directory, record_file::name(of, ".json"));
}

std::string print(const Lock& lock) {
  Sections all;
  all.inputs = print_inputs(lock);
  each_record(lock, [&](std::string_view section, const std::string& key, const std::string&,
                        std::string text) { all.records[section][key] = std::move(text); });
  each_unverified(lock, [&](const std::string& reason, const std::string& path, std::string text) {
    all.unverified[reason][path] = std::move(text);
  });
  return print_file(all, {"leaves", "modules", "candidates"});
}

TextFiles print_files(const Lock& lock) {
  std::map<std::string, Sections> files;
  files[head_file].inputs = print_inputs(lock);
  each_record(lock, [&](std::string_view section, const std::string& key, const std::string& of,
                        std::string text) {
    const bool is_own = section == "leaves" || section == "tracks";
    files[record_file_name(is_own ? section : "modules", of)].records[section][key] =
        std::move(text);
  });
  each_unverified(lock, [&](const std::string& reason, const std::string& path, std::string text) {
    files[record_file_name("modules", path)].unverified[reason][path] = std::move(text);
  });
  TextFiles result;
  for (const auto& [name, sections] : files) result[name] = print_file(sections, {});
  return result;
}

}  // namespace goset::lock
