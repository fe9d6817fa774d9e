#include "goset/resolve/rebuilds.hpp"

#include <fmt/format.h>

#include <map>

#include "goset/resolve/set_graph.hpp"

// What Nix builds is named by all that goes into it. The same is done here: the identity of a part
// is made from its source, its packages and the identities of what it requires, all numbered, so
// that identities stay short. Two sets are compared in one numbering.

namespace goset {

namespace {

class Identities {
 public:
  // number gives equal texts equal numbers.
  std::size_t number(const std::string& text) {
    return numbers_.emplace(text, numbers_.size()).first->second;
  }

 private:
  std::map<std::string, std::size_t> numbers_;
};

// Outputs are the identities of all that is built of one set.
class Outputs {
 public:
  Outputs(const GoSet& set, const Configurations& configurations, Identities& identities)
      : set_(set), graph_(set_graph::of(set, configurations)), identities_(identities) {
    for (const auto& [key, unit] : graph_.base.parts) parts[key] = of_part("", key);
    for (const auto& [name, leaf] : set.leaves) {
      leaves[name] = of_leaf(leaf, graph_.leaves.at(name));
    }
    // What leaves of tracks and variants led to, where it is not the set's own.
    for (const auto& [id, number] : known_) {
      const auto& [scope, key] = id;
      const auto shared = parts.find(key);
      if (scope.empty() || (shared != parts.end() && shared->second == number)) continue;
      parts[fmt::format("{} in track {}", key, scope)] = number;
    }
  }

  std::map<std::string, std::size_t> parts;
  std::map<std::string, std::size_t> leaves;

 private:
  // of_part gives a part as the leaves of a track or variant see it: what only requires something
  // of that has its record in the set, and is another output nonetheless.
  std::size_t of_part(const std::string& scope, const std::string& key) {
    const std::pair<std::string, std::string> id{scope, key};
    if (const auto known = known_.find(id); known != known_.end()) return known->second;
    const std::string path = set_graph::path_of(key);
    std::string text =
        key + "\n" + source(*set_graph::module(set_, graph_.track_of(scope), path), path);
    if (const SetGraph::Unit* const unit = graph_.find(scope, key)) text += described(scope, *unit);
    const std::size_t number = identities_.number(text);
    known_[id] = number;
    return number;
  }

  static std::string source(const SetModule& module, const std::string& path) {
    return fmt::format("{} {} {} {} {}\n", module.version, module.provider(path).str(), module.hash,
                       module.go.value_or("-"), module.declared);
  }

  std::string described(const std::string& scope, const SetGraph::Unit& unit) {
    std::string text;
    for (const std::string& tag : unit.tags) text += "t " + tag + "\n";
    for (const auto& [directory, mask] : unit.packages) {
      text += fmt::format("p {} {:x}\n", directory, mask);
    }
    for (const auto& [key, mask] : unit.requires_) {
      text += fmt::format("r {} {} {:x}\n", key, of_part(scope, key), mask);
    }
    return text;
  }

  std::size_t of_leaf(const SetLeaf& leaf, const SetGraph::Leaf& unit) {
    std::string text = fmt::format("{} {} {} {} {} {}\n", leaf.module, leaf.version, leaf.hash,
                                   leaf.go_mod_sum, leaf.go_sum_hash, leaf.work_hash);
    for (const std::string& tag : leaf.tags) text += "t " + tag + "\n";
    for (const auto& [path, packages] : unit.private_packages) {
      text += "m " + path + " " + source(*set_graph::module(set_, leaf.track, path), path);
    }
    return identities_.number(text + described(unit.scope, unit));
  }

  const GoSet& set_;
  const SetGraph graph_;
  Identities& identities_;
  std::map<std::pair<std::string, std::string>, std::size_t> known_;
};

std::set<std::string> differing(const std::map<std::string, std::size_t>& before,
                                const std::map<std::string, std::size_t>& after) {
  std::set<std::string> result;
  for (const auto& [key, identity] : after) {
    const auto old = before.find(key);
    if (old == before.end() || old->second != identity) result.insert(key);
  }
  return result;
}

}  // namespace

Rebuilds Rebuilds::of(const GoSet& before, const GoSet& after,
                      const Configurations& configurations) {
  Identities identities;
  const Outputs old(before, configurations, identities);
  const Outputs now(after, configurations, identities);
  return {differing(old.parts, now.parts), differing(old.leaves, now.leaves)};
}

}  // namespace goset
