#pragma once

#include <vector>

#include "goset/app/doctor.hpp"

namespace goset {

// check_network checks the module proxies and the checksum database of an environment.
std::vector<Checkup::Item> check_network(const Environment& environment, bool offline);

}  // namespace goset
