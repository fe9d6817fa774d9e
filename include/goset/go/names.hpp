#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a Go file declares for others, and what it uses of them, found by tokens: no parser, no
// types. Enough to see that an import lacks a name, and made so that what is sound is not taken for
// broken.
namespace goset::go_names {

// Imported is one import declaration.
struct Imported {
  std::string path;
  std::string name;  // the name given to it; empty for none, "_" and "." as they stand
};

// Use is what a file uses of one import under one name.
struct Use {
  std::string import;
  // The name that the imported package must declare for this to be a use of it; empty where the
  // file gives the import a name.
  std::string qualifier;
  std::vector<std::string> names;  // exported, sorted, each once
  friend bool operator==(const Use&, const Use&) = default;
};

// exported returns the exported names that a file declares at top level (types, functions without a
// receiver, variables, constants), sorted, each once. A line decides by its first words, whatever
// stands around it: text in a comment or a raw string, and what a function declares, may count too.
// A declaration behind another one on its line does not. Names count that begin with an ASCII
// letter. nullopt for a text with so many groups in each other that it would take too long.
std::optional<std::vector<std::string>> exported(std::string_view text);

// used returns what a file uses of `imports`: NAME in `p.NAME`, where p is the name given to the
// import or one that its package may have (see possible_names). A p that also stands in the file
// without a period behind it may be something else, and is left out; so are imports with a period
// or a blank for a name. `body` is what follows the import declarations.
std::vector<Use> used(std::string_view body, const std::vector<Imported>& imports);

// possible_names returns how a package may call itself that is imported by this path: the last
// element, but for a version, and its pieces. A package with yet another name is as a rule given
// one where it is imported.
std::vector<std::string> possible_names(std::string_view import_path);

}  // namespace goset::go_names
