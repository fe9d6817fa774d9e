#pragma once

#include <string>

#include "goset/go/module.hpp"

namespace goset {

// purl returns the package URL of a module version: `pkg:golang/PATH@VERSION`, without the version
// where there is none. The case of letters stays, although the purl specification has it lowered: a Go
// module path in other letters is another module, and readers look it up as it is written.
// Source: https://github.com/package-url/purl-spec
std::string purl(const ModuleVersion& m);

}  // namespace goset
