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

// remembering_outcome is the same with the memory of the world without its first leaf.
std::string remembering_outcome(const World& world, const Arrival& arrival);

// locked_leaves_outcome is the same where of leaves only those packages are known that the world
// without its first leaf needs, as far as that is enough.
std::string locked_leaves_outcome(const World& world, const Arrival& arrival);

// recalled_difference compares that with what Resolution::of_lock makes of the lock it leads to;
// empty if they are the same, or if the lock does not suffice.
std::string recalled_difference(const World& world, const Arrival& arrival, bool& is_recalled);

}  // namespace goset::world
