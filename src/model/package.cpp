#include "goset/model/package.hpp"

namespace goset {

ModulePackages::Answer ModulePackages::has(const std::string& directory) const {
  if (packages.contains(directory)) return Answer::present;
  return complete || absent_packages.contains(directory) ? Answer::absent : Answer::unknown;
}

}  // namespace goset
