#include "goset/set/rebuilds.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

// What Nix builds is named by all that goes into it. The same is done here: the identity of a part
// is made from its source, its packages and the identities of what it requires, all numbered, so
// that identities stay short. Two sets are compared in one numbering.

namespace goset {

namespace {

// Identities numbers equal things equally: names, and lists of numbers.
class Identities {
 public:
  std::uint64_t name(const std::string& text) {
    return texts_.emplace(text, texts_.size()).first->second;
  }

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
  std::uint64_t number(List list) {
    return numbers_.emplace(std::move(list.bytes_), numbers_.size()).first->second;
  }

 private:
  std::unordered_map<std::string, std::uint64_t> texts_;
  std::unordered_map<std::string, std::uint64_t> numbers_;
};

using Numbers = std::map<std::string, std::uint64_t>;

// Outputs are the identities of all that is built of one set.
class Outputs {
 public:
  Outputs(const Rebuilds::Side& side, Identities& identities)
      : set_(side.set), graph_(side.graph), identities_(identities) {
    add_scope("", "", graph_.base);
    for (const auto& [name, layer] : graph_.tracks) add_scope(name, name, layer);
    for (const auto& [name, layer] : graph_.variants) add_scope(name, layer.track, layer);
    Scope& base = scopes_.at("");
    for (const auto& [key, unit] : graph_.base.parts) parts[key] = of_part(base, key);
    for (const auto& [name, leaf] : set_.leaves) {
      leaves[name] = of_leaf(leaf, graph_.leaves.at(name));
    }
    // What leaves of tracks and variants led to, where it is not the set's own.
    for (const auto& [name, scope] : scopes_) {
      if (name.empty()) continue;
      for (const auto& [key, number] : scope.known) {
        if (const auto shared = base.known.find(key);
            shared != base.known.end() && shared->second == number) {
          continue;
        }
        parts[fmt::format("{} in track {}", key, name)] = number;
      }
    }
  }

  Numbers parts;
  Numbers leaves;

 private:
  // Scope is the set, a track or a variant, and what is known of the parts there.
  struct Scope {
    const SetGraph::Layer* layer;
    const std::map<std::string, SetModule>* modules;       // its track's; null: none
    std::unordered_map<std::string, std::uint64_t> known;  // parts by key
  };

  void add_scope(const std::string& name, const std::string& track, const SetGraph::Layer& layer) {
    const auto found = set_.tracks.find(track);
    scopes_.emplace(
        name, Scope{&layer, found == set_.tracks.end() ? nullptr : &found->second.modules, {}});
  }

  // own_module returns the record that the track of a scope has of a module; null: the set's.
  static const SetModule* own_module(const Scope& scope, const std::string& path) {
    if (!scope.modules) return nullptr;
    const auto found = scope.modules->find(path);
    return found == scope.modules->end() ? nullptr : &found->second;
  }

  // of_part gives a part as the leaves of a track or variant see it: what only requires something
  // of that has its record in the set, and is another output nonetheless.
  std::uint64_t of_part(Scope& scope, const std::string& key) {
    if (const auto known = scope.known.find(key); known != scope.known.end()) return known->second;
    const auto own = scope.layer->parts.find(key);
    const SetGraph::Unit* const unit =
        own == scope.layer->parts.end() ? graph_.find("", key) : &own->second;
    const std::string path = set_graph::path_of(key);
    const SetModule* const module = own_module(scope, path);
    Scope& base = scopes_.at("");
    // What is the set's, and is built from what is the set's, needs no second look.
    bool is_base = &scope != &base && own == scope.layer->parts.end() && unit && !module;
    std::vector<std::uint64_t> required;
    if (unit) {
      for (const auto& [below, mask] : unit->requires_) {
        required.push_back(of_part(scope, below));
        is_base = is_base && required.back() == of_part(base, below);
      }
    }
    std::uint64_t number = 0;
    if (is_base) {
      number = of_part(base, key);
    } else {
      Identities::List list;
      list.add(identities_.name(key));
      add_source(list, module ? *module : set_.modules.at(path), path);
      if (unit) add_unit(list, *unit, required);
      number = identities_.number(std::move(list));
    }
    scope.known.emplace(key, number);
    return number;
  }

  void add_source(Identities::List& list, const SetModule& module, const std::string& path) {
    list.add(identities_.name(module.version));
    list.add(identities_.name(module.provider(path).str()));
    list.add(identities_.name(module.hash));
    list.add(identities_.name(module.go.value_or("-")));
    list.add(identities_.name(module.declared));
  }

  void add_unit(Identities::List& list, const SetGraph::Unit& unit,
                const std::vector<std::uint64_t>& required) {
    list.add(unit.tags.size());
    for (const std::string& tag : unit.tags) list.add(identities_.name(tag));
    list.add(unit.packages.size());
    for (const auto& [directory, mask] : unit.packages) {
      list.add(identities_.name(directory));
      list.add(mask);
    }
    auto number = required.begin();
    for (const auto& [key, mask] : unit.requires_) {
      list.add(identities_.name(key));
      list.add(*number++);
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
    std::vector<std::uint64_t> required;
    for (const auto& [key, mask] : unit.requires_) required.push_back(of_part(scope, key));
    add_unit(list, unit, required);
    return identities_.number(std::move(list));
  }

  const GoSet& set_;
  const SetGraph& graph_;
  Identities& identities_;
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
