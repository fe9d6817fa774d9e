#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "goset/resolve/import_graph.hpp"

// Packages in a cycle are what stays when those that nothing imports, and those that import
// nothing, are taken away again and again. All configurations together tell whether there is
// anything to look for at all; then each of them is looked at by itself, as an import may hold on
// one platform only. Whoever is left has an importer and an import that are left too, so that going
// on from one of them ends in a circle.

namespace goset {

namespace {

struct Edge {
  std::size_t from;
  std::size_t to;
  ConfigMask mask;
};

// peel takes away the nodes that no edge enters, again and again.
void peel(std::vector<bool>& left, const std::vector<Edge>& edges, ConfigMask mask,
          bool backwards) {
  std::vector<std::size_t> entering(left.size());
  std::vector<std::vector<std::size_t>> targets(left.size());
  for (const Edge& edge : edges) {
    if ((edge.mask & mask) == 0 || !left[edge.from] || !left[edge.to]) continue;
    targets[backwards ? edge.to : edge.from].push_back(backwards ? edge.from : edge.to);
    ++entering[backwards ? edge.from : edge.to];
  }
  std::vector<std::size_t> queue;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] && entering[i] == 0) queue.push_back(i);
  }
  while (!queue.empty()) {
    const std::size_t at = queue.back();
    queue.pop_back();
    left[at] = false;
    for (const std::size_t target : targets[at]) {
      if (--entering[target] == 0) queue.push_back(target);
    }
  }
}

// in_cycles returns which nodes are left, over the edges of `mask`.
std::vector<bool> in_cycles(std::size_t nodes, const std::vector<Edge>& edges, ConfigMask mask) {
  std::vector<bool> left(nodes, true);
  peel(left, edges, mask, false);
  peel(left, edges, mask, true);
  return left;
}

// circle goes on from the first node that is left, always to the first import that is, and returns
// the nodes between the two visits of one.
std::vector<std::size_t> circle(const std::vector<bool>& left, const std::vector<Edge>& edges,
                                ConfigMask mask) {
  std::vector<std::size_t> line;
  std::size_t at =
      static_cast<std::size_t>(std::find(left.begin(), left.end(), true) - left.begin());
  while (true) {
    const auto before = std::find(line.begin(), line.end(), at);
    if (before != line.end()) return {before, line.end()};
    line.push_back(at);
    std::size_t next = left.size();
    for (const Edge& edge : edges) {
      if (edge.from == at && (edge.mask & mask) != 0 && left[edge.to]) {
        next = std::min(next, edge.to);
      }
    }
    at = next;
  }
}

}  // namespace

std::vector<ImportGraph::Fault> ImportGraph::cycles(bool own) const {
  std::map<std::string_view, std::size_t> index;
  std::vector<const std::string*> paths;
  for (const auto& [path, package] : packages_) {
    if (package.module.own && !own) continue;
    index.emplace(path, paths.size());
    paths.push_back(&path);
  }
  std::vector<Edge> edges;
  for (const auto& [path, from] : index) {
    const Package& package = packages_.find(std::string(path))->second;
    for (const Import& import : package.facts->imports) {
      const auto to = index.find(import.path);
      if (to == index.end()) continue;
      const ConfigMask mask = package.mask & configurations_.mask(import.when, tags_);
      if (mask != 0) edges.push_back({from, to->second, mask});
    }
  }
  const std::vector<bool> any = in_cycles(paths.size(), edges, configurations_.all());
  if (std::find(any.begin(), any.end(), true) == any.end()) return {};
  std::erase_if(edges, [&](const Edge& edge) { return !any[edge.from] || !any[edge.to]; });
  std::map<std::vector<std::size_t>, ConfigMask> found;
  for (ConfigMask bit = 1; bit != 0; bit <<= 1) {
    if ((configurations_.all() & bit) == 0) continue;
    const std::vector<bool> left = in_cycles(paths.size(), edges, bit);
    if (std::find(left.begin(), left.end(), true) == left.end()) continue;
    std::vector<std::size_t> nodes = circle(left, edges, bit);
    std::rotate(nodes.begin(), std::min_element(nodes.begin(), nodes.end()), nodes.end());
    found[std::move(nodes)] |= bit;
  }
  std::vector<Fault> result;
  for (const auto& [nodes, mask] : found) {
    Fault& fault = result.emplace_back();
    fault.import_path = *paths[nodes.front()];
    fault.mask = mask;
    for (std::size_t i = 1; i <= nodes.size(); ++i) {
      fault.cycle.push_back(*paths[nodes[i % nodes.size()]]);
    }
  }
  return result;
}

}  // namespace goset
