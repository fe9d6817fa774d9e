#pragma once

#include <string>
#include <string_view>

namespace goset::record_file {

// name returns the file of a record, relative to the directory of its kind: its key, with upper-case
// letters as the go command's module cache has them, so that names don't differ in case alone.
//
//    github.com/Azure/x       github.com/!azure/x.nix
//    golang.org/x/net@v1:17   golang.org/x/net@v1,17.nix
//
// A directory that ends as files do has an exclamation mark behind it: x.nix/v2 is x.nix!/v2.nix beside
// the module x, which is x.nix. nix/loader/directory.nix has the inverse.
std::string name(std::string_view key, std::string_view extension);

}  // namespace goset::record_file
