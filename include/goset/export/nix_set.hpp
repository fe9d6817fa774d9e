#pragma once

#include <functional>
#include <string>

#include "goset/model/lock.hpp"
#include "goset/set/set_graph.hpp"

namespace goset::nix_set {

// render gives the text of go-packages.nix (docs/go-packages.md) for a lock, whose set has this
// graph. The same lock gives the same bytes.
std::string render(const Lock& lock, const SetGraph& graph);

// render_records calls `use` with the same divided into files: with the set as a whole (kind "set", and no
// key), and each record of "modules", "leaves" and "tracks" with its key.
using UseRecord =
    std::function<void(const std::string& kind, const std::string& key, std::string text)>;
void render_records(const Lock& lock, const SetGraph& graph, const UseRecord& use);

}  // namespace goset::nix_set
