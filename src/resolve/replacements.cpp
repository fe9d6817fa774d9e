#include "goset/resolve/replacements.hpp"

#include <utility>

namespace goset {

std::string Replacement::str() const {
  return is_directory() ? directory : module.path + " " + module.version;
}

void Replacements::add(const ModuleVersion& old, Replacement by) {
  lines_.emplace(old, std::move(by));
}

const Replacement* Replacements::find(const ModuleVersion& m) const {
  auto found = lines_.find(m);
  if (found == lines_.end()) found = lines_.find({m.path, ""});
  return found == lines_.end() ? nullptr : &found->second;
}

}  // namespace goset
