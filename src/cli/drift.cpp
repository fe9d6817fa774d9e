#include "drift.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/emit/nix_set.hpp"
#include "goset/error.hpp"
#include "goset/go/toolchain_version.hpp"
#include "leaf_source.hpp"

namespace goset::cli {

namespace {

using Reasons = std::vector<std::string>;

std::string platform_words(const std::vector<Platform>& platforms) {
  std::vector<std::string> words;
  for (const Platform& platform : platforms) words.push_back(platform.str());
  return fmt::format("{}", fmt::join(words, " "));
}

void compare_setting(Reasons& reasons, std::string_view key, const std::string& wish,
                     const std::string& locked) {
  if (wish == locked) return;
  reasons.push_back(fmt::format("{}: {} is {}, the lock was made for {}", Folder::manifest_name,
                                key, wish, locked));
}

void compare_wish(Reasons& reasons, const std::string& name, const Manifest::Leaf& wish,
                  const SetLeaf& locked) {
  const auto differs = [&](std::string_view what, const std::string& now,
                           const std::string& before) {
    reasons.push_back(fmt::format("leaf {}: {} is {}, locked is {}", name, what, now, before));
  };
  if (wish.path != locked.path) {
    const auto place = [](const std::string& path) {
      return path.empty() ? std::string("the module proxy") : path;
    };
    differs("its source", place(wish.path), place(locked.path));
  }
  if (wish.path.empty() && wish.module != locked.module) {
    differs("its module", wish.module, locked.module);
  } else if (wish.version != locked.version && wish.path == locked.path) {
    differs("its version", wish.version, locked.version);
  }
  const auto words = [](const std::vector<std::string>& list) {
    return list.empty() ? std::string("none") : fmt::format("{}", fmt::join(list, " "));
  };
  if (wish.packages != locked.patterns) {
    differs("packages", words(wish.packages), words(locked.patterns));
  }
  if (wish.tags != locked.tags) differs("tags", words(wish.tags), words(locked.tags));
  if (wish.tests != locked.tests) {
    differs("tests", wish.tests ? "true" : "false", locked.tests ? "true" : "false");
  }
}

// relevant keeps of a package what a lock stores: imports from modules, the leaf's own included.
PackageFacts relevant(const PackageFacts& facts, const std::string& module) {
  PackageFacts result{facts.when, {}};
  for (const Import& import : facts.imports) {
    const std::string first = import.path.substr(0, import.path.find('/'));
    if (first.find('.') != std::string::npos || module::in_module(import.path, module)) {
      result.imports.push_back(import);
    }
  }
  return result;
}

// changed_package returns a directory of the leaf whose packages differ from the locked ones.
std::optional<std::string> changed_package(const LeafSource& source, const SetLeaf& locked,
                                           const Configurations& configurations) {
  const std::set<std::string> tags(locked.tags.begin(), locked.tags.end());
  for (const auto& [directory, facts] : locked.packages) {
    const auto now = source.packages.packages.find(directory);
    if (now == source.packages.packages.end() ||
        relevant(now->second, locked.module) != relevant(facts, locked.module)) {
      return directory;
    }
  }
  for (const auto& [directory, facts] : matching_packages(source, locked.patterns)) {
    const bool counts = package_facts::mask(facts, configurations, tags) != 0;
    if (counts && !locked.packages.contains(directory)) return directory;
  }
  return std::nullopt;
}

void compare_tree(Reasons& reasons, const Folder& folder, const std::string& name,
                  const Manifest::Leaf& wish, const SetLeaf& locked,
                  const Configurations& configurations) {
  const LeafSource source = leaf_on_disk(folder.directory(), wish, configurations);
  const std::filesystem::path directory = leaf_directory(folder.directory(), wish);
  const auto changed = [&](std::string_view file) {
    reasons.push_back(fmt::format("leaf {} ({}): {} changed since it was locked", name,
                                  source.mod.module_path, (directory / file).string()));
  };
  if (source.go_mod_sum != locked.go_mod_sum) changed("go.mod");
  if (source.go_sum_hash != locked.go_sum_hash) changed("go.sum");
  if (const std::optional<std::string> package = changed_package(source, locked, configurations)) {
    const std::filesystem::path place = *package == "." ? directory : directory / *package;
    reasons.push_back(fmt::format("leaf {} ({}): the imports of {} changed since it was locked",
                                  name, source.mod.module_path, place.string()));
  }
}

}  // namespace

std::optional<Lock> read_lock(const Folder& folder) {
  const std::optional<std::string> text = folder.read(Folder::lock_name);
  if (!text) return std::nullopt;
  return lock::parse(folder.shown(Folder::lock_name), *text);
}

std::vector<std::string> find_drift(const Folder& folder, const Manifest& manifest,
                                    const std::optional<Lock>& lock) {
  if (!lock) return {fmt::format("{} is missing", folder.shown(Folder::lock_name))};
  Reasons reasons;
  compare_setting(reasons, "go", manifest.go, lock->go);
  compare_setting(reasons, "toolchain", manifest.toolchain, lock->toolchain);
  compare_setting(reasons, "platforms", platform_words(manifest.platforms),
                  platform_words(lock->platforms));
  const Configurations configurations(lock->platforms, toolchain_version::minor(lock->toolchain));
  for (const auto& [name, wish] : manifest.leaves) {
    const auto locked = lock->set.leaves.find(name);
    if (locked == lock->set.leaves.end()) {
      reasons.push_back(fmt::format("leaf {}: not in the lock", name));
      continue;
    }
    compare_wish(reasons, name, wish, locked->second);
    if (!wish.path.empty() && wish.path == locked->second.path) {
      compare_tree(reasons, folder, name, wish, locked->second, configurations);
    }
  }
  for (const auto& [name, locked] : lock->set.leaves) {
    if (!manifest.leaves.contains(name)) {
      reasons.push_back(
          fmt::format("leaf {}: in the lock, but not in {}", name, Folder::manifest_name));
    }
  }
  const std::optional<std::string> packages = folder.read(Folder::packages_name);
  if (!packages) {
    reasons.push_back(fmt::format("{} is missing", folder.shown(Folder::packages_name)));
  } else if (*packages != nix_set::render(*lock)) {
    reasons.push_back(fmt::format("{} is not what the lock gives: stale, or edited by hand",
                                  folder.shown(Folder::packages_name)));
  }
  return reasons;
}

}  // namespace goset::cli
