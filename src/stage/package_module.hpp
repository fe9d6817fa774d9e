#pragma once

#include <set>
#include <string>

#include "closure.hpp"

namespace goset::build {

// module_of returns the longest of the module paths, of the closure and of `own`, that a package
// begins with; empty for none.
std::string module_of(std::string package, const Closure& closure,
                      const std::set<std::string>& own);

}  // namespace goset::build
