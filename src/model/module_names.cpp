#include "goset/model/module_names.hpp"

#include <algorithm>

namespace goset {

const ModuleNames::Package* ModuleNames::find(std::string_view directory) const {
  const auto found = std::lower_bound(
      packages.begin(), packages.end(), directory,
      [](const Package& package, std::string_view wanted) { return package.directory < wanted; });
  return found == packages.end() || found->directory != directory ? nullptr : &*found;
}

}  // namespace goset
