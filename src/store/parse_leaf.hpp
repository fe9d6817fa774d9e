#pragma once

#include "goset/model/go_set.hpp"
#include "lock_reader.hpp"

namespace goset::lock {

// parse_leaf reads the record of a leaf.
SetLeaf parse_leaf(Reader reader);

}  // namespace goset::lock
