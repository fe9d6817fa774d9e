#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include "walk.hpp"

// Packages in a cycle are what stays when those that nothing imports, and those that import
// nothing, are taken away again and again. All configurations together tell whether there is
// anything to look for at all; then each of them is looked at separately, as an import may hold on
// one platform only. Whoever is left has an importer and an import that are left too, so that going
// on from one of them ends in a circle.

namespace goset::resolve {

namespace {

struct Edge {
  std::size_t from;
  std::size_t to;
  ConfigMask mask;
};

// Peeling takes away nodes that no edge enters, again and again.
class Peeling {
 public:
  explicit Peeling(std::size_t nodes) : entering_(nodes), first_(nodes + 1) {}

  void peel(std::vector<bool>& left, const std::vector<Edge>& edges, ConfigMask mask,
            bool backwards) {
    const auto counts = [&](const Edge& edge) {
      return (edge.mask & mask) != 0 && left[edge.from] && left[edge.to];
    };
    std::fill(entering_.begin(), entering_.end(), 0);
    std::fill(first_.begin(), first_.end(), 0);
    for (const Edge& edge : edges) {
      if (!counts(edge)) continue;
      ++first_[(backwards ? edge.to : edge.from) + 1];
      ++entering_[backwards ? edge.from : edge.to];
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    targets_.resize(first_.back());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (const Edge& edge : edges) {
      if (!counts(edge)) continue;
      targets_[next[backwards ? edge.to : edge.from]++] = backwards ? edge.from : edge.to;
    }
    std::vector<std::size_t> queue;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i] && entering_[i] == 0) queue.push_back(i);
    }
    while (!queue.empty()) {
      const std::size_t at = queue.back();
      queue.pop_back();
      left[at] = false;
      for (std::size_t i = first_[at]; i < first_[at + 1]; ++i) {
        if (--entering_[targets_[i]] == 0) queue.push_back(targets_[i]);
      }
    }
  }

 private:
  std::vector<std::size_t> entering_;
  std::vector<std::size_t> first_;
  std::vector<std::size_t> targets_;
};

bool any(const std::vector<bool>& nodes) {
  return std::find(nodes.begin(), nodes.end(), true) != nodes.end();
}

// in_cycles returns which nodes are left, over the edges of `mask`.
std::vector<bool> in_cycles(std::size_t nodes, const std::vector<Edge>& edges, ConfigMask mask) {
  std::vector<bool> left(nodes, true);
  Peeling peeling(nodes);
  peeling.peel(left, edges, mask, false);
  if (any(left)) peeling.peel(left, edges, mask, true);
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

// edges_of returns the imports among `nodes`, which are import paths.
std::vector<Edge> edges_of(const Universe& universe, TagSetId tags,
                           const std::vector<const Walk::Needed*>& nodes) {
  static thread_local Table<ImportId, std::uint32_t> at;  // from 1
  at.grow(universe.import_count());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    at[nodes[i]->import] = static_cast<std::uint32_t>(i + 1);
  }
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (const Package::Edge& edge : nodes[i]->package->edges) {
      const std::uint32_t to = at[edge.import];
      if (to == 0) continue;
      const ConfigMask mask = nodes[i]->mask & universe.mask(edge.when, tags);
      if (mask != 0) edges.push_back({i, to - 1, mask});
    }
  }
  for (const Walk::Needed* const node : nodes) at[node->import] = 0;
  return edges;
}

}  // namespace

std::vector<Walk::Fault> import_cycles(const Walk& walk, const Universe& universe, TagSetId tags,
                                       bool own) {
  std::vector<const Walk::Needed*> nodes;
  for (const Walk::Needed& needed : walk.packages) {
    if (own || !walk.module(needed).own) nodes.push_back(&needed);
  }
  const ConfigMask all = universe.configurations().all();
  if (!any(in_cycles(nodes.size(), edges_of(universe, tags, nodes), all))) return {};
  // There is one: which is told of first follows from the names.
  std::sort(nodes.begin(), nodes.end(), [&](const Walk::Needed* a, const Walk::Needed* b) {
    return universe.import(a->import).path < universe.import(b->import).path;
  });
  const std::vector<Edge> edges = edges_of(universe, tags, nodes);
  std::map<std::vector<std::size_t>, ConfigMask> found;
  for (ConfigMask bit = 1; bit != 0; bit <<= 1) {
    if ((all & bit) == 0) continue;
    const std::vector<bool> left = in_cycles(nodes.size(), edges, bit);
    if (!any(left)) continue;
    std::vector<std::size_t> line = circle(left, edges, bit);
    std::rotate(line.begin(), std::min_element(line.begin(), line.end()), line.end());
    found[std::move(line)] |= bit;
  }
  std::vector<Walk::Fault> result;
  for (const auto& [line, mask] : found) {
    Walk::Fault& fault = result.emplace_back();
    fault.kind = Walk::Fault::Kind::cycle;
    fault.import = nodes[line.front()]->import;
    fault.mask = mask;
    for (std::size_t i = 1; i <= line.size(); ++i) {
      fault.cycle.push_back(nodes[line[i % line.size()]]->import);
    }
  }
  return result;
}

}  // namespace goset::resolve
