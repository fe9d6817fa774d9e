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
// `make` begins a graph that knows nothing but what is in `known`; `order` is what arrived so far.
template <typename Make, typename Known, typename Check>
void in_every_order(const Make& make, Known& known,
                    const std::vector<typename Known::value_type>& order, const Check& check,
                    int& budget) {
  known.clear();
  auto graph = make();
  std::vector<typename Known::value_type> open = graph.take_wanted();
  for (const auto& m : order) {
    known.insert(m);
    open.erase(std::find(open.begin(), open.end(), m));
    graph.provide(m);
    for (auto& wanted : graph.take_wanted()) open.push_back(std::move(wanted));
  }
  if (open.empty()) {
    --budget;
    check(graph);
    return;
  }
  for (const auto& next : open) {
    if (budget <= 0) return;
    std::vector<typename Known::value_type> longer = order;
    longer.push_back(next);
    in_every_order(make, known, longer, check, budget);
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
