#pragma once

#include <string>

#include "goset/resolve/resolution.hpp"

namespace goset {

// describe says in a few words what gives a module its version: "required by PATH@VERSION".
std::string describe(const resolve::Cause& cause);

}  // namespace goset
