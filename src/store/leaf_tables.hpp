#pragma once

#include "goset/model/manifest.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

class TomlFile;

namespace leaf_tables {

// read adds the leaves of one file: its tables [leaf.NAME]. Throws Error as manifest::parse does.
void read(const TomlFile& file, const manifest::Source& source, Manifest& manifest);

}  // namespace leaf_tables
}  // namespace goset
