#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "goset/resolve/configurations.hpp"

namespace goset {

// Manifest is goset.toml: the decisions that people make. docs/goset-toml.md describes the keys.
struct Manifest {
  struct Leaf {
    std::string module;  // from the module proxy: with a version
    std::string version;
    std::string path;  // or on disk: a directory relative to goset.toml
    std::vector<std::string> packages{"./..."};
    std::vector<std::string> tags;  // sorted
    bool tests = false;
    int line = 0;  // of its table
  };

  std::string go;                   // ceiling for go lines: "1.26" admits every 1.26.x
  std::string toolchain;            // "1.N"; where it is not stated, that of `go`
  std::vector<Platform> platforms;  // sorted
  std::map<std::string, Leaf> leaves;
};

namespace manifest {

// parse throws Error (`goset.toml:3: unknown key "platfroms"`, with a suggestion) for what is no
// TOML, for unknown keys and for values of the wrong kind.
Manifest parse(std::string_view file_name, std::string_view text);

// initial returns the text of a new goset.toml with this ceiling.
std::string initial(std::string_view go);

// with_leaf returns `text` with a table for one more leaf, behind the last one there is. What
// stands in the file stays as it is, comments, order and line ends included. Throws Error where
// TOML allows no such table: the leaves stand in one inline table.
std::string with_leaf(std::string_view text, std::string_view name, const Manifest::Leaf& leaf);

// check_name throws Error for a leaf name that can't be an attribute name and a file name.
void check_name(std::string_view name);

}  // namespace manifest
}  // namespace goset
