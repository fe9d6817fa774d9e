#pragma once

#include <optional>
#include <string>
#include <vector>

#include "goset/go/mod_file.hpp"

namespace goset {

// supports_pruning reports whether a go line asks for graph pruning (go 1.17 or newer).
bool supports_pruning(const std::optional<std::string>& go);

// ModSummary is what resolution needs of a dependency's go.mod.
struct ModSummary {
  std::string declared;           // its module line; may be empty
  std::optional<std::string> go;  // its go line
  std::vector<ModuleVersion> require;

  static ModSummary of(const ModFile& file);
  // check throws Error where the go.mod of `actual`, which serves as the module `path`, names
  // another module than either, or none.
  void check(const std::string& path, const ModuleVersion& actual) const;
  bool pruned() const { return supports_pruning(go); }
};

}  // namespace goset
