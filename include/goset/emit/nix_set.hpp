#pragma once

#include <string>

#include "goset/emit/lock.hpp"

namespace goset::nix_set {

// render gives the text of go-packages.nix (docs/go-packages.md) for a lock. The same lock gives
// the same bytes.
std::string render(const Lock& lock);

}  // namespace goset::nix_set
