#pragma once

#include <optional>
#include <string>

#include "goset/go/module.hpp"
#include "goset/model/go_set.hpp"

namespace goset {

// GoFloor is the highest `go` line of a set, which a toolchain must reach, and who states it.
struct GoFloor {
  std::string go;   // empty: nobody states one
  std::string who;  // "golang.org/x/sys v0.48.0", "... in track NAME", "leaf NAME"
  std::optional<ModuleVersion> module;  // where that is one

  // of looks at the set's modules first, then at tracks and leaves; the first that has it counts.
  static GoFloor of(const GoSet& set);
};

}  // namespace goset
