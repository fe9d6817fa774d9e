#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/model/go_set.hpp"

// What is known of the licences of modules and programs (docs/licenses.md), as SPDX expressions; empty where
// nothing is known.
namespace goset::license_of {

// go_library is the licence of Go's standard library.
inline constexpr const char* go_library = "BSD-3-Clause";

// needed returns what counts where these packages are needed: the files in the root, and those in the
// directory of a needed package or above it.
License needed(const License& license, const std::map<std::string, PackageFacts>& packages);

// expression is that of all files that count.
std::string expression(const License& license);

// program is the expression of all that is built into a leaf: of its own source, of these modules, and of Go's
// standard library. What is not known is not in it.
std::string program(const SetLeaf& leaf, const std::vector<const SetModule*>& modules);

}  // namespace goset::license_of
