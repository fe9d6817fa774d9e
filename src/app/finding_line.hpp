#pragma once

#include <cstddef>

#include "goset/app/drift.hpp"

namespace goset {

// finding_line returns the line of a finding's file that it is about, from 1: of TOML, the pin of its module,
// or the table of its leaf; of a lock, the entry of its module or leaf; where a merge left markers, the
// first of them; else the first line. 0 if the file is a directory, or is missing.
std::size_t finding_line(const Finding& finding);

}  // namespace goset
