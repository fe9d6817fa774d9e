#include "world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace goset::world {

Published module_at(const World& world, const ModuleVersion& m) {
  const auto found = world.modules.find(m);
  if (found != world.modules.end()) return found->second;
  Published plain;
  plain.path = m.path;
  plain.go = "1.17";
  return plain;
}

std::vector<Package> packages_of(const Module& module) {
  if (!module.packages.empty() || module.is_empty) return module.packages;
  return {Package{".", "", {}}};
}

std::string short_versions(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins = text[i] == 'v' && (i == 0 || std::isalnum(text[i - 1]) == 0);
    std::size_t end = i + 1;
    while (begins && end < text.size() && (std::isdigit(text[end]) != 0 || text[end] == '.')) ++end;
    std::string_view word = text.substr(i, end - i);
    i = end;
    const bool goes_on = i < text.size() && (text[i] == '-' || text[i] == '+');
    if (!goes_on && std::count(word.begin(), word.end(), '.') == 2) {
      for (int part = 0; part < 2 && word.ends_with(".0"); ++part) word.remove_suffix(2);
    }
    result += word;
  }
  return result;
}

namespace {

std::string condition(const std::string& when) {
  return when.empty() ? "" : " [" + when + "]";
}

std::string directory_of(const std::string& directory) {
  return directory == "." || directory.starts_with("../") ? directory : "./" + directory;
}

std::string line_of(const Replace& replace) {
  return fmt::format(
      "replace {} => {}", replace.old.str(),
      replace.directory.empty() ? replace.by.str() : directory_of(replace.directory));
}

std::string line_of(const Pin& pin) {
  return fmt::format("pin {} {} {}", pin.path, pin.exact ? "=" : ">=", pin.version);
}

std::string list_of(const std::vector<ModuleVersion>& versions) {
  std::string out;
  for (const ModuleVersion& m : versions) out += " " + m.str();
  return out;
}

std::string head_of(const Module& module, const std::string& path) {
  std::string out;
  if (!module.go) {
    out += " nogo";
  } else if (*module.go != "1.17") {
    out += " go" + *module.go;
  }
  if (module.path != path) out += " declares " + (module.path.empty() ? "nothing" : module.path);
  return out;
}

std::string requirements_of(const Module& module) {
  return module.require.empty() ? "" : ":" + list_of(module.require);
}

std::string packages_text(const Module& module) {
  if (module.is_empty && module.packages.empty()) return "  empty\n";
  std::string out;
  for (const Package& package : module.packages) {
    out += "  " + package.directory;
    for (const std::string& name : package.names) out += " ." + name;
    out += condition(package.when) + " :";
    for (const Import& import : package.imports) {
      out += " " + import.path;
      for (const std::string& name : import.names) out += " ." + name;
      if (import.when) out += " [" + *import.when + "]";
    }
    out += "\n";
  }
  return out;
}

std::string text_of(const SourceModule& module) {
  std::string out;
  if (!module.exclude.empty()) out += "  exclude" + list_of(module.exclude) + "\n";
  for (const Replace& replace : module.replace) out += "  " + line_of(replace) + "\n";
  if (!module.ignore.empty()) out += fmt::format("  ignore {}\n", fmt::join(module.ignore, " "));
  return out + packages_text(module);
}

std::string text_of(const Leaf& leaf) {
  const SourceModule& first = leaf.mains.front();
  std::string out = "leaf " + leaf.name + head_of(first, leaf.name);
  if (!leaf.track.empty()) out += " in " + leaf.track;
  if (leaf.own) out += " own";
  for (const std::string& tag : leaf.tags) out += " +" + tag;
  for (const std::string& tag : leaf.optional_tags) out += " ?" + tag;
  if (leaf.tests) out += " tests";
  if (leaf.workspace && leaf.mains.size() == 1) out += " workspace";
  for (const std::string& pattern : leaf.patterns) out += " " + pattern;
  out += requirements_of(first) + "\n";
  for (const Replace& replace : leaf.work_replace) out += "  work " + line_of(replace) + "\n";
  out += text_of(first);
  const auto add = [&out](std::string_view word, const SourceModule& module) {
    out += fmt::format("  {} {} {}", word, directory_of(module.directory), module.path);
    out += head_of(module, module.path) + requirements_of(module) + "\n" + text_of(module);
  };
  for (std::size_t i = 1; i < leaf.mains.size(); ++i) add("use", leaf.mains[i]);
  for (const SourceModule& local : leaf.locals) add("dir", local);
  return out;
}

std::string text_of(const ModuleVersion& m, const Published& module) {
  using Answer = Published::Answer;
  std::string out = m.str() + head_of(module, m.path);
  if (module.go_mod != Answer::there) {
    out += module.go_mod == Answer::missing ? " missing" : " tampered";
  } else if (module.zip != Answer::there) {
    out += module.zip == Answer::missing ? " zip-missing" : " zip-tampered";
  }
  return out + requirements_of(module) + "\n" + packages_text(module);
}

}  // namespace

std::string str(const World& world) {
  std::string out;
  if (!world.name.empty()) out += "== " + world.name + "\n";
  if (!world.platforms.empty()) {
    out += fmt::format("platforms {}\n", fmt::join(world.platforms, " "));
  }
  if (world.go_minor != 26) out += fmt::format("toolchain 1.{}\n", world.go_minor);
  if (!world.ceiling.empty()) out += "ceiling " + world.ceiling + "\n";
  if (world.tolerant) out += "tolerant\n";
  for (const Pin& pin : world.pins) out += line_of(pin) + "\n";
  for (const Replace& replace : world.replace) out += line_of(replace) + "\n";
  for (const Track& track : world.tracks) {
    out += fmt::format("track {}: {}\n", track.name, track.reason);
    for (const Pin& pin : track.pins) out += "  " + line_of(pin) + "\n";
  }
  for (const Leaf& leaf : world.leaves) out += text_of(leaf);
  for (const auto& [m, module] : world.modules) out += text_of(m, module);
  if (!world.expected.empty()) out += "=>\n" + world.expected;
  return short_versions(out);
}

}  // namespace goset::world
