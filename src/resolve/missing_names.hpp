#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/model/module_names.hpp"

namespace goset::resolve {

// NamedPackage is a package with its names, and where the constraints of these hold.
struct NamedPackage {
  const ModuleNames* module;
  const std::vector<ConfigMask>* masks;  // of ModuleNames::constraints
  const PackageNames* package;           // null: the module does not have it

  ConfigMask where(PackageNames::When when) const {
    return when == PackageNames::none ? 0 : (*masks)[when];
  }
  // where_has returns where a name is in one of the groups.
  ConfigMask where_has(std::span<const PackageNames::Group> groups, std::string_view name) const;
  // where_any returns where any group holds.
  ConfigMask where_any(std::span<const PackageNames::Group> groups) const;
};

struct MissingName {
  std::string name;
  ConfigMask mask;
};

// missing_names returns the names that one package uses of another, which it imports by a path, and
// that this does not have; sorted, each once, with the configurations below `where`. Where the other
// has no files nothing is missing, unless the package is missing altogether: then every name is.
std::vector<MissingName> missing_names(const NamedPackage& user, std::string_view import,
                                       const NamedPackage& used, ConfigMask where);

}  // namespace goset::resolve
