#include "goset/set/go_floor.hpp"

#include <fmt/format.h>

#include "goset/go/toolchain_version.hpp"

namespace goset {

GoFloor GoFloor::of(const GoSet& set) {
  GoFloor floor;
  const auto look = [&](const std::optional<std::string>& go, const std::string& who,
                        std::optional<ModuleVersion> module) {
    if (!go || toolchain_version::compare(*go, floor.go) <= 0) return;
    floor = {*go, who, std::move(module)};
  };
  for (const auto& [path, module] : set.modules) {
    look(module.go, path + " " + module.version, ModuleVersion{path, module.version});
  }
  for (const auto& [name, track] : set.tracks) {
    for (const auto& [path, module] : track.modules) {
      look(module.go, fmt::format("{} {} in track {}", path, module.version, name),
           ModuleVersion{path, module.version});
    }
  }
  for (const auto& [name, leaf] : set.leaves) look(leaf.go, "leaf " + name, std::nullopt);
  return floor;
}

}  // namespace goset
