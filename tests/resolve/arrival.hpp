#pragma once

#include <algorithm>
#include <random>
#include <set>
#include <utility>
#include <vector>

// Graphs ask for modules and go on as these become known. These two go through the orders in which
// that may happen; the graphs under test look into `known` for what has arrived.
namespace arrival {

template <typename Graph>
using Wanted = decltype(std::declval<Graph&>().take_wanted());
template <typename Graph>
using Known = std::set<typename Wanted<Graph>::value_type>;

// in_every_order hands the finished graph to `check` once per order, for at most `budget` orders.
template <typename Graph, typename Check>
void in_every_order(const Graph& graph, Known<Graph>& known, Wanted<Graph> open, const Check& check,
                    int& budget) {
  Graph now = graph;
  for (auto& m : now.take_wanted()) open.push_back(std::move(m));
  if (open.empty()) {
    --budget;
    check(now);
    return;
  }
  for (std::size_t i = 0; i < open.size() && budget > 0; ++i) {
    Wanted<Graph> rest = open;
    const auto next = rest[i];
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    Graph branch = now;
    known.insert(next);
    branch.provide(next);
    in_every_order(branch, known, std::move(rest), check, budget);
    known.erase(next);
  }
}

// in_random_order finishes the graph; the order is the random generator's.
template <typename Graph>
void in_random_order(Graph& graph, Known<Graph>& known, std::mt19937& random) {
  Wanted<Graph> open;
  while (!graph.complete()) {
    for (auto& m : graph.take_wanted()) open.push_back(std::move(m));
    std::swap(open[random() % open.size()], open.back());
    const auto next = open.back();
    open.pop_back();
    known.insert(next);
    graph.provide(next);
  }
}

}  // namespace arrival
