#pragma once

#include <map>
#include <string>
#include <vector>

#include "goset/model/package.hpp"

namespace goset::lock {

// print_packages gives the object of some packages of a module, one a line, indented by `indent`;
// those whose facts are the same are on one line. docs/lock.md says what stands there.
std::string print_packages(const std::map<std::string, PackageFacts>& packages,
                           const std::vector<std::string>& directories, const std::string& module,
                           std::size_t indent);

}  // namespace goset::lock
