#include "goset/resolve/set_graph.hpp"

#include <fmt/format.h>

#include <functional>
#include <utility>
#include <vector>

#include "goset/error.hpp"

namespace goset {

namespace {

using parts::Package;  // with an empty module path: the leaf's own package

// Finder resolves an import path inside a set. Every package that a leaf needs stands in exactly
// one module of the set, so the longest module path that has it is the answer.
class Finder {
 public:
  explicit Finder(const GoSet& set) : set_(set) {}

  std::optional<Package> find(const SetLeaf* leaf, const std::string& import_path) const {
    for (std::string prefix = import_path;;) {
      const std::string directory = package_facts::directory(import_path, prefix);
      if (leaf && prefix == leaf->module && leaf->packages.contains(directory)) {
        return Package{"", directory};
      }
      const auto module = set_.modules.find(prefix);
      if (module != set_.modules.end() && module->second.packages.contains(directory)) {
        return Package{prefix, directory};
      }
      const std::size_t slash = prefix.rfind('/');
      if (slash == std::string::npos) return std::nullopt;
      prefix.resize(slash);
    }
  }

 private:
  const GoSet& set_;
};

bool has_dot(std::string_view import_path) {
  return import_path.substr(0, import_path.find('/')).find('.') != std::string_view::npos;
}

// Walk spreads masks from the packages of one leaf over the whole set.
class Walk {
 public:
  Walk(const GoSet& set, const Configurations& configurations, const std::string& name)
      : set_(set),
        configurations_(configurations),
        finder_(set),
        name_(name),
        leaf_(set.leaves.at(name)),
        tags_(leaf_.tags.begin(), leaf_.tags.end()) {
    for (const auto& [directory, facts] : leaf_.packages) {
      if (!package_facts::matches(directory, leaf_.patterns, leaf_.ignore)) continue;
      reach({"", directory}, package_facts::mask(facts, configurations_, tags_));
    }
    while (!queue_.empty()) {
      const auto [package, added] = std::move(queue_.back());
      queue_.pop_back();
      visit(package, added);
    }
  }

  std::map<Package, ConfigMask> masks;
  std::map<std::pair<Package, Package>, ConfigMask> edges;

 private:
  const PackageFacts& facts(const Package& p) const {
    return p.first.empty() ? leaf_.packages.at(p.second)
                           : set_.modules.at(p.first).packages.at(p.second);
  }

  void reach(const Package& package, ConfigMask mask) {
    if (mask == 0) return;
    ConfigMask& known = masks[package];
    const ConfigMask added = mask & ~known;
    known |= added;
    if (added != 0) queue_.emplace_back(package, added);
  }

  void visit(const Package& package, ConfigMask added) {
    for (const Import& import : facts(package).imports) {
      const ConfigMask mask = added & configurations_.mask(import.when, tags_);
      if (mask == 0) continue;
      const std::optional<Package> target = finder_.find(&leaf_, import.path);
      if (!target) {
        if (!has_dot(import.path)) continue;  // the standard library's
        throw Error(fmt::format("no module of the set has the package {}", import.path),
                    {fmt::format("leaf {} needs it", name_)});
      }
      edges[{package, *target}] |= mask;
      reach(*target, mask);
    }
  }

  const GoSet& set_;
  const Configurations& configurations_;
  Finder finder_;
  const std::string& name_;
  const SetLeaf& leaf_;
  std::set<std::string> tags_;
  std::vector<std::pair<Package, ConfigMask>> queue_;
};

}  // namespace

namespace set_graph {

std::string part_key(const std::string& path, std::size_t index) {
  return index == 0 ? path : fmt::format("{}#{}", path, index + 1);
}

void split_parts(GoSet& set, const Configurations& configurations) {
  std::map<Package, std::set<Package>> imports;
  for (const auto& [path, module] : set.modules) {
    for (const auto& [directory, facts] : module.packages) imports[{path, directory}];
  }
  for (const auto& [name, leaf] : set.leaves) {
    for (const auto& [edge, mask] : Walk(set, configurations, name).edges) {
      if (!edge.first.first.empty() && !edge.second.first.empty()) {
        imports[edge.first].insert(edge.second);
      }
    }
  }
  for (auto& [path, parts] : parts::split(imports)) set.modules.at(path).parts = std::move(parts);
}

SetGraph of(const GoSet& set, const Configurations& configurations) {
  SetGraph graph;
  std::map<Package, std::string> key_of;
  for (const auto& [path, module] : set.modules) {
    for (std::size_t i = 0; i < module.parts.size(); ++i) {
      const std::string key = part_key(path, i);
      graph.parts[key];
      for (const std::string& directory : module.parts[i]) key_of[{path, directory}] = key;
    }
  }
  for (const auto& [name, leaf] : set.leaves) {
    const Walk walk(set, configurations, name);
    SetGraph::Unit& own = graph.leaves[name];
    const std::set<std::string> tags(leaf.tags.begin(), leaf.tags.end());
    for (const auto& [package, mask] : walk.masks) {
      const auto& [path, directory] = package;
      const PackageFacts& facts =
          path.empty() ? leaf.packages.at(directory) : set.modules.at(path).packages.at(directory);
      const ConfigMask compiled = mask & configurations.mask(facts.when, tags);
      if (!path.empty()) {
        graph.users[path].insert(name);
        if (compiled != 0) graph.parts.at(key_of.at(package)).packages[directory] |= compiled;
      } else if (compiled != 0 && package_facts::matches(directory, leaf.patterns, leaf.ignore)) {
        own.packages[directory] |= compiled;
      }
    }
    for (const auto& [edge, mask] : walk.edges) {
      if (edge.second.first.empty()) continue;
      const std::string& target = key_of.at(edge.second);
      if (edge.first.first.empty()) {
        own.requires_[target] |= mask;
      } else if (const std::string& source = key_of.at(edge.first); source != target) {
        graph.parts.at(source).requires_[target] |= mask;
      }
    }
  }
  return graph;
}

std::vector<Needed> needed_packages(const GoSet& set, const Configurations& configurations,
                                    const std::string& leaf) {
  std::vector<Needed> result;
  for (const auto& [package, mask] : Walk(set, configurations, leaf).masks) {
    result.push_back({package.first, package.second, mask});
  }
  return result;
}

}  // namespace set_graph
}  // namespace goset
