#pragma once

#include <map>
#include <string>

#include "goset/model/platform.hpp"

namespace goset::audit {

using StdPackages = std::map<std::string, ConfigMask, std::less<>>;  // where each is imported

// with_std_imports returns these packages of the standard library and all that they import in turn,
// as the newest Go release that goset knows has it, on any platform. A package that it does not know
// imports nothing.
StdPackages with_std_imports(const StdPackages& packages);

}  // namespace goset::audit
