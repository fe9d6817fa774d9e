#pragma once

#include <functional>

#include "world.hpp"

namespace goset::world {

// shrink drops lines and words of a world's text as long as `fails` holds of what is left, and
// returns the smallest that it gets to. What does not parse does not count.
World shrink(const World& world, const std::function<bool(const World&)>& fails);

}  // namespace goset::world
