#pragma once

#include <vector>

#include "goset/prove/instances.hpp"

namespace goset {

// merge_instances puts together the instances of several sets in one configuration: equal sources and
// packages are one. No leaf may be in two of the sets.
Instances merge_instances(const std::vector<Instances>& all);

}  // namespace goset
