#pragma once

#include <string>

#include "goset/resolve/set_resolution.hpp"
#include "outcome.hpp"

namespace goset::world {

// set_to_resolve is what SetResolution is told of a world.
SetToResolve set_to_resolve(const World& world, const Configurations& configurations);
// configurations_of returns the configurations that a world is resolved for.
Configurations configurations_of(const World& world);

// set_resolution_outcome is what SetResolution makes of a world.
std::string set_resolution_outcome(const World& world, const Arrival& arrival);

}  // namespace goset::world
