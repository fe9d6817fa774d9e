#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/imports.hpp"
#include "goset/model/module_names.hpp"

// ModuleNames as bytes: a section of a fact file (see fact_file.hpp for N and TEXT).
//
//     contents = imports constraints N { TEXT(directory) TEXT(package) }
//     imports, constraints = N { TEXT }       imports sorted; constraints as str() prints them
//     package  = N(names) N(bytes) N(groups) N(uses) groups(called) groups(exported) open N { use }
//     groups   = N { group }
//     group    = when N { name }              names sorted
//     name     = N TEXT                       so many bytes of the name before, and then these
//     use      = N(import) TEXT(qualifier) group
//     when     = N                            a place among the constraints
//     open     = N                            0 for none, otherwise one more than that place
//
// The numbers with which a package begins are how many there are of each in it; N(bytes) is how long
// all names are together.
namespace goset::packed_names {

// pack puts the names of a module's files together, package by package.
std::string pack(const std::map<std::string, std::vector<GoFile>>& directories);

// unpack reads them back, nullopt for what is damaged; unpack_package does so for a package of these.
std::optional<ModuleNames> unpack(std::string contents);
std::optional<PackageNames> unpack_package(const ModuleNames& module,
                                           const ModuleNames::Package& package);

// of is both, for files that were just read.
ModuleNames of(const std::map<std::string, std::vector<GoFile>>& directories);

}  // namespace goset::packed_names
