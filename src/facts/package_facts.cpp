#include "goset/facts/package_facts.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace goset {

namespace package_facts {

// A file with the tag "ignore" is for no build: `go run FILE` alone compiles it.
bool is_settable(std::string_view tag, const Configurations& configurations) {
  return tag != "ignore" && configurations.is_custom(tag);
}

namespace {

// named_tags returns the custom tags that constraints name.
std::vector<std::string> named_tags(const std::vector<BuildConstraint>& constraints,
                                    const Configurations& configurations) {
  std::set<std::string> result;
  for (const BuildConstraint& constraint : constraints) {
    for (std::string& tag : configurations.canonical(constraint).tags()) {
      if (is_settable(tag, configurations)) result.insert(std::move(tag));
    }
  }
  return {result.begin(), result.end()};
}

}  // namespace

PackageFacts of_files(const std::vector<GoFile>& files, const Configurations& configurations,
                      bool with_tests) {
  SharedTexts texts;
  return of_files(files, configurations, with_tests, texts);
}

PackageFacts of_files(const std::vector<GoFile>& files, const Configurations& configurations,
                      bool with_tests, SharedTexts& texts) {
  BuildConstraint when = BuildConstraint::never();
  std::vector<std::pair<std::string_view, std::size_t>> imports;  // paths, and which file
  for (std::size_t i = 0; i < files.size(); ++i) {
    const GoFile& file = files[i];
    if (file.is_test && !with_tests) continue;
    if (!file.is_test) when = when || file.constraint;
    for (const std::string& path : file.imports) {
      if (path != "C") imports.emplace_back(path, i);
    }
  }
  std::sort(imports.begin(), imports.end());
  PackageFacts facts{configurations.canonical(when), {}};
  facts.imports.reserve(imports.size());
  for (auto at = imports.begin(); at != imports.end();) {
    const std::string_view path = at->first;
    BuildConstraint constraint = files[at->second].constraint;
    while (++at != imports.end() && at->first == path) {
      constraint = constraint || files[at->second].constraint;
    }
    constraint = configurations.canonical(constraint);
    if (constraint.is_never()) continue;
    facts.imports.push_back({texts.of(path), std::move(constraint)});
  }
  return facts;
}

ModulePackages of_directories(const std::map<std::string, std::vector<GoFile>>& directories,
                              const Configurations& configurations, bool with_tests) {
  ModulePackages module;
  module.complete = true;
  SharedTexts texts;
  for (const auto& [directory, files] : directories) {
    module.packages.emplace(directory, of_files(files, configurations, with_tests, texts));
  }
  return module;
}

void note_tags(ModulePackages& module,
               const std::map<std::string, std::vector<GoFile>>& directories,
               const std::map<std::string, std::vector<BuildConstraint>>& others,
               const Configurations& configurations) {
  for (const auto& [directory, files] : directories) {
    std::vector<BuildConstraint> constraints;
    for (const GoFile& file : files) {
      if (file.is_test) continue;
      constraints.push_back(file.constraint);
      for (const std::string& tag : file.cgo_tags) constraints.push_back(BuildConstraint::tag(tag));
    }
    if (const auto beside = others.find(directory); beside != others.end()) {
      constraints.insert(constraints.end(), beside->second.begin(), beside->second.end());
    }
    module.packages.at(directory).tags = named_tags(constraints, configurations);
  }
}

ConfigMask mask(const PackageFacts& facts, const Configurations& configurations,
                const std::set<std::string>& tags) {
  ConfigMask result = configurations.mask(facts.when, tags);
  for (const Import& import : facts.imports) result |= configurations.mask(import.when, tags);
  return result;
}

std::string directory(std::string_view import_path, std::string_view path) {
  if (import_path.size() == path.size()) return ".";
  return std::string(import_path.substr(path.size() + 1));
}

std::string import_path(std::string_view path, std::string_view directory) {
  std::string result(path);
  if (directory != ".") result.append("/").append(directory);
  return result;
}

namespace {

using Elements = std::vector<std::string_view>;

// elements cuts a path at its slashes, and leaves out what is empty or ".".
Elements elements(std::string_view path) {
  Elements result;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view element = path.substr(0, slash);
    if (!element.empty() && element != ".") result.push_back(element);
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return result;
}

bool is_wild(std::string_view element) {
  return element.find("...") != std::string_view::npos;
}

// is_hidden reports whether wildcards pass over a directory of this name, and all below it.
bool is_hidden(std::string_view element) {
  return element.starts_with('.') || element.starts_with('_') || element == "testdata";
}

// is_plain reports whether "./..." covers a directory at first sight.
bool is_plain(std::string_view directory) {
  if (directory == ".") return true;
  while (true) {
    const std::string_view element = directory.substr(0, directory.find('/'));
    if (element.empty() || is_hidden(element) || element == "vendor") return false;
    if (element.size() == directory.size()) return true;
    directory.remove_prefix(element.size() + 1);
  }
}

// is_ignored reports whether an ignore line covers the directory or one that it is in: "./x" only x
// at the root, "x" a directory of that name anywhere.
bool is_ignored(const Elements& directory, const std::vector<std::string>& ignore) {
  return std::any_of(ignore.begin(), ignore.end(), [&](const std::string& line) {
    const Elements wanted = elements(line);
    const auto found =
        std::search(directory.begin(), directory.end(), wanted.begin(), wanted.end());
    if (found == directory.end()) return false;
    return found == directory.begin() || !line.starts_with("./");
  });
}

// glob matches text against a pattern in which "..." stands for any string without a NUL: the
// literal texts between the wildcards are looked for from left to right, each as early as possible.
bool glob(std::string_view text, std::string_view pattern) {
  std::size_t dots = pattern.find("...");
  if (dots == std::string_view::npos) return text == pattern;
  if (!text.starts_with(pattern.substr(0, dots))) return false;
  text.remove_prefix(dots);
  pattern.remove_prefix(dots + 3);
  while ((dots = pattern.find("...")) != std::string_view::npos) {
    const std::string_view literal = pattern.substr(0, dots);
    const std::size_t at = text.find(literal);
    if (at == std::string_view::npos || text.substr(0, at).find('\0') != std::string_view::npos) {
      return false;
    }
    text.remove_prefix(at + literal.size());
    pattern.remove_prefix(dots + 3);
  }
  return text.ends_with(pattern) &&
         text.substr(0, text.size() - pattern.size()).find('\0') == std::string_view::npos;
}

// spelled writes a path for glob(): an element "vendor" that has something below it becomes a NUL,
// which no wildcard covers. The root of the module is "./.".
std::string spelled(const Elements& path) {
  std::string result = ".";
  for (std::size_t i = 0; i < path.size(); ++i) {
    result += '/';
    if (path[i] == "vendor" && i + 1 < path.size()) {
      result += '\0';
    } else {
      result += path[i];
    }
  }
  return result;
}

bool matches_wildcard(const Elements& directory, const Elements& pattern, const Ignored& ignored) {
  // The walk begins at the directory before the first wildcard: of the elements before it, only the
  // last is asked whether it is hidden.
  const auto wild = std::find_if(pattern.begin(), pattern.end(), is_wild);
  const std::size_t fixed = static_cast<std::size_t>(wild - pattern.begin());
  for (std::size_t i = fixed == 0 ? 0 : fixed - 1; i < directory.size(); ++i) {
    if (is_hidden(directory[i])) return false;
  }
  if (is_ignored(elements(ignored.directory), ignored.lines)) return false;
  const std::string text = directory.empty() ? "./." : spelled(directory);
  // "x/..." matches x too.
  if (pattern.back() == "...") {
    if (glob(text, spelled({pattern.begin(), pattern.end() - 1}))) return true;
  }
  return glob(text, spelled(pattern));
}

bool matches_one(const Elements& directory, const Elements& pattern, const Ignored& ignored) {
  // What lies in the main module's own vendor directory has no import path of its own.
  if (directory.size() > 1 && directory.front() == "vendor") return false;
  if (std::any_of(pattern.begin(), pattern.end(), is_wild)) {
    return matches_wildcard(directory, pattern, ignored);
  }
  return directory == pattern;
}

}  // namespace

bool matches(std::string_view directory, const std::vector<std::string>& patterns,
             const Ignored& ignored) {
  if (patterns.size() == 1 && patterns.front() == "./..." && ignored.lines.empty() &&
      is_plain(directory)) {
    return true;
  }
  const Elements path = elements(directory);
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return matches_one(path, elements(pattern), ignored);
  });
}

bool matches(std::string_view directory, const std::vector<std::string>& patterns,
             const std::vector<std::string>& ignore) {
  return matches(directory, patterns, Ignored{directory, ignore});
}

}  // namespace package_facts
}  // namespace goset
