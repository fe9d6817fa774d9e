#include "goset/set/rebuilds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "goset/model/string_ids.hpp"
#include "goset/model/text_store.hpp"

// What Nix builds is named by all that goes into it. The same is done here: the identity of a part
// is made from its source, its packages and the identities of what it requires, all numbered, so
// that identities stay short. Two sets are compared in one numbering.

namespace goset {

namespace {

// Identities numbers equal things equally: names, and lists of numbers.
class Identities {
 public:
  std::uint64_t name(std::string_view text) { return number(text, texts_); }

  // List is what an identity is made from.
  class List {
   public:
    void add(std::uint64_t number) {
      bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    }

   private:
    friend Identities;
    std::string bytes_;
  };
  std::uint64_t number(const List& list) { return number(list.bytes_, lists_); }

 private:
  std::uint64_t number(std::string_view bytes, StringIds& ids) {
    const StringIds::Id known = ids.find(bytes);
    return known != StringIds::none ? known : ids.add(bytes_.add(bytes));
  }

  TextStore bytes_;
  StringIds texts_;
  StringIds lists_;
};

using Numbers = std::map<std::string, std::uint64_t>;

// Outputs are the identities of all that is built of one set.
class Outputs {
 public:
  Outputs(const Rebuilds::Side& side, Identities& identities)
      : set_(side.set), graph_(side.graph), identities_(identities) {
    add_keys(graph_.base);
    for (const auto& [name, layer] : graph_.tracks) add_keys(layer);
    for (const auto& [name, layer] : graph_.variants) add_keys(layer);
    base_.resize(keys_.size());
    for (const auto& [key, unit] : graph_.base.parts) {
      base_[keys_.find(key)] = {&unit, required(unit)};
    }
    add_scope("", "", graph_.base);
    for (const auto& [name, layer] : graph_.tracks) add_scope(name, name, layer);
    for (const auto& [name, layer] : graph_.variants) add_scope(name, layer.track, layer);
    Scope& base = scopes_.at("");
    for (const auto& [key, unit] : graph_.base.parts) parts[key] = of_part(base, keys_.find(key));
    for (const auto& [name, leaf] : set_.leaves) {
      leaves[name] = of_leaf(leaf, graph_.leaves.at(name));
    }
    // What leaves of tracks and variants led to, where it is not the set's own.
    for (const auto& [name, scope] : scopes_) {
      if (name.empty()) continue;
      for (const auto& [key, number] : scope.known) {
        const auto shared = base.known.find(key);
        if (shared != base.known.end() && shared->second == number) continue;
        parts[fmt::format("{} in track {}", keys_.at(key), name)] = number;
      }
    }
  }

  Numbers parts;
  Numbers leaves;

 private:
  using Key = StringIds::Id;
  struct Unit {
    const SetGraph::Unit* unit = nullptr;
    std::vector<Key> required;  // as in `unit`
  };
  // Scope is the set, a track or a variant: what is another there, and what is known of parts.
  struct Scope {
    std::unordered_map<Key, Unit> units;
    std::unordered_map<Key, const SetModule*> modules;
    std::unordered_map<Key, std::uint64_t> known;
  };

  void add_keys(const SetGraph::Layer& layer) {
    for (const auto& [key, unit] : layer.parts) {
      if (keys_.add(key) == key_names_.size()) key_names_.push_back(identities_.name(key));
    }
  }

  std::vector<Key> required(const SetGraph::Unit& unit) const {
    std::vector<Key> result;
    result.reserve(unit.dependencies.size());
    for (const auto& [key, mask] : unit.dependencies) result.push_back(keys_.find(key));
    return result;
  }

  void add_scope(const std::string& name, const std::string& track, const SetGraph::Layer& layer) {
    Scope& scope = scopes_[name];
    if (name.empty()) return;
    for (const auto& [key, unit] : layer.parts) {
      scope.units[keys_.find(key)] = {&unit, required(unit)};
    }
    const auto found = set_.tracks.find(track);
    if (found == set_.tracks.end()) return;
    for (const auto& [path, module] : found->second.modules) {
      const SetModule* const shared = set_graph::module(set_, "", path);
      const std::size_t count = std::max(module.parts.size(), shared ? shared->parts.size() : 0);
      for (std::size_t i = 0; i < count; ++i) {
        const Key key = keys_.find(set_graph::part_key(path, i));
        if (key != StringIds::none) scope.modules[key] = &module;
      }
    }
  }

  // of_part gives a part as the leaves of a track or variant see it: what only requires something
  // of that has its record in the set, and is another output nonetheless.
  std::uint64_t of_part(Scope& scope, Key key) {
    if (const auto known = scope.known.find(key); known != scope.known.end()) return known->second;
    Scope& base = scopes_.at("");
    const auto own = scope.units.find(key);
    const auto module = scope.modules.find(key);
    const Unit& unit = own == scope.units.end() ? base_[key] : own->second;
    // What is the set's, and is built from what is the set's, needs no second look.
    bool is_base = &scope != &base && own == scope.units.end() && module == scope.modules.end();
    std::vector<std::uint64_t> numbers;
    numbers.reserve(unit.required.size());
    for (const Key below : unit.required) {
      numbers.push_back(of_part(scope, below));
      is_base = is_base && numbers.back() == of_part(base, below);
    }
    std::uint64_t number = 0;
    if (is_base) {
      number = of_part(base, key);
    } else {
      const std::string path = set_graph::path_of(std::string(keys_.at(key)));
      Identities::List list;
      list.add(key_names_[key]);
      add_source(list, module == scope.modules.end() ? set_.modules.at(path) : *module->second,
                 path);
      add_unit(list, *unit.unit, unit.required, numbers);
      number = identities_.number(list);
    }
    scope.known.emplace(key, number);
    return number;
  }

  void add_source(Identities::List& list, const SetModule& module, const std::string& path) {
    list.add(identities_.name(module.version));
    list.add(identities_.name(module.source_module(path).str()));
    list.add(identities_.name(module.hash));
    list.add(identities_.name(module.go.value_or("-")));
    list.add(identities_.name(module.declared));
  }

  // add_unit adds a unit that requires the parts `keys`, whose identities are `numbers`.
  void add_unit(Identities::List& list, const SetGraph::Unit& unit, const std::vector<Key>& keys,
                const std::vector<std::uint64_t>& numbers) {
    list.add(unit.tags.size());
    for (const std::string& tag : unit.tags) list.add(identities_.name(tag));
    list.add(unit.packages.size());
    for (const auto& [directory, mask] : unit.packages) {
      list.add(identities_.name(directory));
      list.add(mask);
    }
    std::size_t i = 0;
    for (const auto& [key, mask] : unit.dependencies) {
      list.add(key_names_[keys[i]]);
      list.add(numbers[i++]);
      list.add(mask);
    }
  }

  std::uint64_t of_leaf(const SetLeaf& leaf, const SetGraph::Leaf& unit) {
    Identities::List list;
    for (const std::string* const text : {&leaf.module, &leaf.version, &leaf.hash, &leaf.go_mod_sum,
                                          &leaf.go_sum_hash, &leaf.work_hash}) {
      list.add(identities_.name(*text));
    }
    list.add(leaf.tags.size());
    for (const std::string& tag : leaf.tags) list.add(identities_.name(tag));
    list.add(unit.private_packages.size());
    for (const auto& [path, packages] : unit.private_packages) {
      list.add(identities_.name(path));
      add_source(list, *set_graph::module(set_, leaf.track, path), path);
    }
    Scope& scope = scopes_.at(unit.scope);
    const std::vector<Key> keys = required(unit);
    std::vector<std::uint64_t> numbers;
    numbers.reserve(keys.size());
    for (const Key key : keys) numbers.push_back(of_part(scope, key));
    add_unit(list, unit, keys, numbers);
    return identities_.number(list);
  }

  const GoSet& set_;
  const SetGraph& graph_;
  Identities& identities_;
  StringIds keys_;                        // of all parts
  std::vector<std::uint64_t> key_names_;  // as `identities_` has them
  std::vector<Unit> base_;
  std::map<std::string, Scope> scopes_;
};

std::set<std::string> differing(const Numbers& before, const Numbers& after) {
  std::set<std::string> result;
  for (const auto& [key, identity] : after) {
    const auto old = before.find(key);
    if (old == before.end() || old->second != identity) result.insert(result.end(), key);
  }
  return result;
}

}  // namespace

Rebuilds Rebuilds::of(const Side& before, const Side& after) {
  Identities identities;
  const Outputs old(before, identities);
  const Outputs now(after, identities);
  return {differing(old.parts, now.parts), differing(old.leaves, now.leaves)};
}

}  // namespace goset
