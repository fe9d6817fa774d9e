#pragma once

#include <string>

#include "goset/model/lock.hpp"
#include "goset/set/set_graph.hpp"

namespace goset::nix_set {

// render gives the text of go-packages.nix (docs/go-packages.md) for a lock, whose set has this
// graph. The same lock gives the same bytes.
std::string render(const Lock& lock, const SetGraph& graph);

}  // namespace goset::nix_set
