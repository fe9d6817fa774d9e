#pragma once

#include "goset/model/manifest.hpp"
#include "toml_file.hpp"

namespace goset::audit_table {

// read reads [audit] of goset.toml, which may be missing. Throws as TomlFile does.
Manifest::Audit read(const TomlFile& file);

}  // namespace goset::audit_table
