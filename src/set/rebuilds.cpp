#include "goset/set/rebuilds.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "goset/model/string_ids.hpp"
#include "goset/model/text_store.hpp"

// What Nix builds is named by all that goes into it. The same is done here: the identity of an
// instance is made from its source, its packages and the identities of what it requires, all numbered,
// so that identities stay short. Two sets are compared in one numbering.

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
    for (const auto& [name, instance] : graph_.instances) {
      const std::uint64_t identity = of_part(instance);
      if (!instance.is_source) parts[name] = identity;
    }
    for (const auto& [name, leaf] : set_.leaves) {
      Identities::List choices;
      for (const TagChoice& choice : tag_choice::all(leaf.optional_tags)) {
        choices.add(of_leaf(leaf, choice, graph_.leaves.at(tag_choice::name(name, choice))));
      }
      leaves[name] = identities_.number(choices);
    }
  }

  Numbers parts;
  Numbers leaves;

 private:
  std::uint64_t of_part(const SetGraph::Instance& instance) {
    if (const auto known = known_.find(&instance); known != known_.end()) return known->second;
    Identities::List list;
    list.add(identities_.name(set_graph::part_key(instance.path, instance.part)));
    add_source(list, *set_.module(instance.track, instance.path), instance.path);
    add_unit(list, instance);
    return known_[&instance] = identities_.number(list);
  }

  void add_source(Identities::List& list, const SetModule& module, const std::string& path) {
    list.add(identities_.name(module.version));
    list.add(identities_.name(module.source_module(path).str()));
    list.add(identities_.name(module.hash));
    list.add(identities_.name(module.go.value_or("-")));
    list.add(identities_.name(module.declared));
  }

  void add_unit(Identities::List& list, const SetGraph::Unit& unit) {
    list.add(unit.tags.size());
    for (const std::string& tag : unit.tags) list.add(identities_.name(tag));
    list.add(unit.packages.size());
    for (const auto& [directory, mask] : unit.packages) {
      list.add(identities_.name(directory));
      list.add(mask);
    }
    // In an order that does not depend on what instances are called.
    std::vector<std::pair<std::uint64_t, ConfigMask>> required;
    for (const auto& [name, mask] : unit.dependencies)
      required.emplace_back(of_part(graph_.instances.at(name)), mask);
    std::sort(required.begin(), required.end());
    for (const auto& [identity, mask] : required) {
      list.add(identity);
      list.add(mask);
    }
  }

  std::uint64_t of_leaf(const SetLeaf& leaf, const TagChoice& choice, const SetGraph::Leaf& unit) {
    Identities::List list;
    for (const std::string* const text : {&leaf.module, &leaf.version, &leaf.hash, &leaf.go_mod_sum,
                                          &leaf.go_sum_hash, &leaf.work_hash}) {
      list.add(identities_.name(*text));
    }
    const std::vector<std::string> tags = tag_choice::with(leaf.tags, choice);
    list.add(tags.size());
    for (const std::string& tag : tags) list.add(identities_.name(tag));
    list.add(unit.private_packages.size());
    for (const auto& [path, packages] : unit.private_packages) {
      list.add(identities_.name(path));
      add_source(list, *set_.module(leaf.track, path), path);
    }
    add_unit(list, unit);
    return identities_.number(list);
  }

  const GoSet& set_;
  const SetGraph& graph_;
  Identities& identities_;
  std::unordered_map<const SetGraph::Instance*, std::uint64_t> known_;
};

// new_parts returns the parts that were not there before, by whatever name.
std::set<std::string> new_parts(const Numbers& before, const Numbers& after) {
  std::unordered_set<std::uint64_t> known;
  for (const auto& [name, identity] : before) known.insert(identity);
  std::set<std::string> result;
  for (const auto& [name, identity] : after) {
    if (!known.contains(identity)) result.insert(result.end(), name);
  }
  return result;
}

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
  return {new_parts(old.parts, now.parts), differing(old.leaves, now.leaves)};
}

}  // namespace goset
