#pragma once

#include "goset/model/lock.hpp"
#include "goset/model/manifest.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/text_files.hpp"

namespace goset {

// What is written of a lock, in a layout: the lock itself, without the record of what was rendered, and
// what follows from it for Nix. `graph` is that of its set.
TextFiles lock_texts(Manifest::Layout layout, const Lock& lock);
TextFiles render_packages(Manifest::Layout layout, const Lock& lock, const SetGraph& graph);

}  // namespace goset
