#pragma once

#include <toml++/toml.h>

#include <optional>

#include "goset/model/manifest.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

class TomlFile;

namespace leaf_tables {

// versions reads that key of a table, if it is there.
std::optional<Manifest::Versions> versions(const TomlFile& file, const toml::table& table);

// read adds the leaves of one file: its tables [leaf.NAME]. Throws Error as manifest::parse does.
void read(const TomlFile& file, const manifest::Source& source, Manifest& manifest);

}  // namespace leaf_tables
}  // namespace goset
