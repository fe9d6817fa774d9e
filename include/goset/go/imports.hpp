#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/build_constraint.hpp"
#include "goset/go/names.hpp"

namespace goset {

// GoFile is what goset needs to know of one Go source file.
struct GoFile {
  std::string name;                  // base name
  std::string package_name;          // of the package clause; empty where there is none that parses
  std::vector<std::string> imports;  // import paths, sorted, each once; "C" included
  // When the file takes part in a build: its name and header together, and `cgo` where it imports
  // "C"; never for `package documentation`, which the go command skips. Where the header could not
  // be read as far as that, what was found before.
  BuildConstraint constraint;
  bool is_test = false;               // NAME_test.go
  std::vector<std::string> cgo_tags;  // words that decide over a `#cgo WORDS NAME:` line
  // What kept the header from being read to its end. Go reports it only where `constraint` holds.
  std::optional<std::string> fault;

  struct Names {
    std::vector<std::string> exported;  // none of `package main`: nobody imports it
    std::vector<go_names::Use> used;
  };
  std::optional<Names> names;  // where they were looked for, and could be found
};

namespace imports {

// is_candidate reports whether the go command looks at a file of this name at all: it ends in .go
// and does not begin with "_" or ".".
bool is_candidate(std::string_view name);

// is_other_source reports whether a file that is not Go's is compiled, or included, with a package
// of its directory: C, assembly and the like.
bool is_other_source(std::string_view name);

// other_constraint returns the constraint of such a file. Never throws: one that can't be read is
// taken to hold always.
BuildConstraint other_constraint(std::string_view name, std::string_view text);

// scan reads constraint, package clause and import declarations of the file; what follows the
// imports is not looked at. Never throws: a fault is recorded, with what was found before it.
GoFile scan(std::string_view name, std::string_view text);

// scan_all finds names as well, but of test files: what the file exports, and what it uses of those
// imports for which `is_wanted` holds.
using IsWanted = std::function<bool(std::string_view import_path)>;
GoFile scan_all(std::string_view name, std::string_view text, const IsWanted& is_wanted);

}  // namespace imports
}  // namespace goset
