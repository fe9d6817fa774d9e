#pragma once

#include <set>
#include <string>

#include "goset/model/go_set.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

// Rebuilds says what has to be compiled once a set is another: instances of parts that are new or
// differ, by name, and likewise leaves.
struct Rebuilds {
  std::set<std::string> parts;
  std::set<std::string> leaves;

  // Side is a set with its graph.
  struct Side {
    const GoSet& set;
    const SetGraph& graph;
  };
  // of compares two sets. A part differs where its source, its packages or anything that it
  // requires does, on any platform.
  static Rebuilds of(const Side& before, const Side& after);
};

}  // namespace goset
