#pragma once

#include <string>

#include "goset/app/outdated.hpp"

namespace goset::outdated_output {

// text has a line for each newer release; faults says of what it is unknown, and why.
std::string text(const Outdated& outdated);
std::string faults(const Outdated& outdated);

// json is described in docs/output.md; what is unknown is in it.
std::string json(const Outdated& outdated);

}  // namespace goset::outdated_output
