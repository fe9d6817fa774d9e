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
  set.each_module([&](const std::string& path, const SetModule& module, const std::string& track) {
    std::string who = path + " " + module.version;
    if (!track.empty()) who += (set.keeps_own(track) ? " of " : " in track ") + track;
    look(module.go, who, ModuleVersion{path, module.version});
  });
  for (const auto& [name, leaf] : set.leaves) look(leaf.go, "leaf " + name, std::nullopt);
  return floor;
}

}  // namespace goset
