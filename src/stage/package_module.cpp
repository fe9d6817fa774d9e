#include "package_module.hpp"

namespace goset::build {

std::string module_of(std::string package, const Closure& closure,
                      const std::set<std::string>& own) {
  while (true) {
    if (own.contains(package) || closure.modules().contains(package)) return package;
    const std::size_t slash = package.rfind('/');
    if (slash == std::string::npos) return "";
    package.resize(slash);
  }
}

}  // namespace goset::build
