#pragma once

#include <map>
#include <string>

namespace goset {

// Pin is what goset.toml says of a module's version: at least this one, or exactly this one.
struct Pin {
  std::string version;
  bool exact = false;
  friend bool operator==(const Pin&, const Pin&) = default;
};
using Pins = std::map<std::string, Pin>;  // by module path

}  // namespace goset
