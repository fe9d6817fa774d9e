#pragma once

#include <string>

#include "goset/resolve/resolution.hpp"
#include "outcome.hpp"

namespace goset::world {

// set_to_resolve is what Resolution is told of a world.
SetToResolve set_to_resolve(const World& world, const Configurations& configurations);
// configurations_of returns the configurations that a world is resolved for.
Configurations configurations_of(const World& world);

// resolution_outcome is what Resolution makes of a world.
std::string resolution_outcome(const World& world, const Arrival& arrival);

}  // namespace goset::world
