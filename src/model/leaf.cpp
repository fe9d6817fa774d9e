#include "goset/model/leaf.hpp"

#include <algorithm>

#include "goset/go/module.hpp"

namespace goset {

bool LeafToResolve::owns(const std::string& import_path) const {
  const bool in_main = std::any_of(mains.begin(), mains.end(), [&](const LeafModule& main) {
    return module::in_module(import_path, main.mod.module_path);
  });
  return in_main ||
         std::any_of(replace.lines().begin(), replace.lines().end(), [&](const auto& line) {
           return line.second.is_directory() && module::in_module(import_path, line.first.path);
         });
}

}  // namespace goset
