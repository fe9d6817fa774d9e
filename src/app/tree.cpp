#include "goset/app/tree.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/suggestion.hpp"

namespace goset {

namespace {

using Node = Tree::Node;
using Edges = Tree::Edges;

// Builder reads the edges that the leaves see.
class Builder {
 public:
  explicit Builder(const Lock& lock)
      : set_(lock.set), graph_(set_graph::of(lock.set, Configurations::of(lock))) {}

  Edges edges(const std::string& only_leaf) {
    for (const auto& [name, leaf] : set_.leaves) {
      if (!only_leaf.empty() && name != only_leaf) continue;
      const Node node{true, name, leaf.version};
      edges_[node];
      for (const TagChoice& choice : tag_choice::all(leaf.optional_tags)) {
        add_leaf(node, graph_.leaves.at(tag_choice::name(name, choice)));
      }
    }
    return std::move(edges_);
  }

 private:
  Node module(const SetGraph::Instance& instance) const {
    return {false, instance.path, set_.module(instance.track, instance.path)->version};
  }

  void add_leaf(const Node& node, const SetGraph::Leaf& unit) {
    follow(node, unit);
    for (const std::string& source : unit.private_sources) {
      const Node to = module(graph_.instances.at(source));
      edges_[to];
      edges_[node].insert(to);
    }
  }

  void follow(const Node& from, const SetGraph::Unit& unit) {
    for (const auto& [name, mask] : unit.dependencies) {
      const SetGraph::Instance& instance = graph_.instances.at(name);
      const Node to = module(instance);
      edges_[to];
      if (to != from) edges_[from].insert(to);
      if (seen_.insert(&instance).second) follow(to, instance);
    }
  }

  const GoSet& set_;
  const SetGraph graph_;
  std::set<const SetGraph::Instance*> seen_;
  Edges edges_;
};

Edges inverted(const Edges& edges) {
  Edges result;
  for (const auto& [from, targets] : edges) {
    result[from];
    for (const Node& to : targets) result[to].insert(from);
  }
  return result;
}

// reachable keeps of a graph what some nodes lead to.
Edges reachable(const Edges& edges, const std::vector<Node>& from) {
  Edges result;
  std::vector<Node> queue = from;
  while (!queue.empty()) {
    const Node node = std::move(queue.back());
    queue.pop_back();
    if (!result.emplace(node, edges.at(node)).second) continue;
    queue.insert(queue.end(), edges.at(node).begin(), edges.at(node).end());
  }
  return result;
}

template <typename Test>
std::vector<Node> nodes_that(const Edges& edges, const Test& test) {
  std::vector<Node> result;
  for (const auto& [node, targets] : edges) {
    if (test(node)) result.push_back(node);
  }
  return result;
}

}  // namespace

void Tree::cut(std::size_t depth) {
  Edges near;
  std::vector<Node> level = roots;
  for (std::size_t distance = 0; distance <= depth && !level.empty(); ++distance) {
    std::vector<Node> next;
    for (const Node& node : level) {
      const auto [place, is_new] = near.try_emplace(node);
      if (!is_new || distance == depth) continue;
      place->second = edges.at(node);
      next.insert(next.end(), place->second.begin(), place->second.end());
    }
    level = std::move(next);
  }
  edges = std::move(near);
}

Tree Tree::below(const Lock& lock, const std::string& leaf) {
  const Edges all = Builder(lock).edges(leaf);
  std::vector<Node> roots = nodes_that(all, [](const Node& node) { return node.is_leaf; });
  return {reachable(all, roots), std::move(roots)};
}

Tree Tree::users(const Lock& lock, const std::string& module, const std::string& leaf) {
  const Edges all = Builder(lock).edges(leaf);
  std::vector<Node> roots =
      nodes_that(all, [&](const Node& node) { return !node.is_leaf && node.name == module; });
  if (roots.empty()) {
    Error error(fmt::format("{}: no {} uses it", module,
                            leaf.empty() ? "leaf" : "package of leaf " + leaf));
    add_suggestion(error, module, lock.set.modules);
    error.add_note("`goset list` names the modules of the set");
    throw error;
  }
  return {reachable(inverted(all), roots), std::move(roots)};
}

}  // namespace goset
