#pragma once

#include <functional>
#include <map>
#include <string>

#include "goset/facts/module_facts.hpp"
#include "goset/model/go_set.hpp"
#include "goset/model/witness.hpp"
#include "goset/resolve/resolution.hpp"
#include "goset/set/set_graph.hpp"

namespace goset {

// BuiltSet is a set with its graph.
struct BuiltSet {
  GoSet set;
  SetGraph graph;
};

// build_set puts what resolution found out together as a set, parts included. `leaves` holds what
// is known of each leaf but its packages and its track; `witness_of` says who vouches for a module's
// zip, and throws where somebody must and nobody does. Modules that `before` has too keep their
// parts.
BuiltSet build_set(const resolve::Resolution& resolution,
                   const std::map<std::string, SetLeaf>& leaves, const ModuleFacts& facts,
                   const Configurations& configurations,
                   const std::function<Witness(const ModuleVersion&)>& witness_of,
                   const GoSet& before);

}  // namespace goset
