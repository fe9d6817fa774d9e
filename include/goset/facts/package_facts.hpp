#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/go/imports.hpp"
#include "goset/go/module.hpp"
#include "goset/model/package.hpp"

namespace goset {

namespace package_facts {

// of_files puts a directory's files together, their constraints canonical for `configurations`.
// Test files count only with `with_tests`, and `tags` stay empty. Import paths are taken from
// `texts`, which directories of one module have in common.
PackageFacts of_files(const std::vector<GoFile>& files, const Configurations& configurations,
                      bool with_tests, SharedTexts& texts);
PackageFacts of_files(const std::vector<GoFile>& files, const Configurations& configurations,
                      bool with_tests);

// of_directories does so for every directory of a module.
ModulePackages of_directories(const std::map<std::string, std::vector<GoFile>>& directories,
                              const Configurations& configurations, bool with_tests);

// note_tags sets the `tags` of the packages that `directories` made. `others` are the constraints
// of files that are not Go's, by directory.
void note_tags(ModulePackages& module,
               const std::map<std::string, std::vector<GoFile>>& directories,
               const std::map<std::string, std::vector<BuildConstraint>>& others,
               const Configurations& configurations);

// is_settable reports whether a build tag is one that a leaf can set.
bool is_settable(std::string_view tag, const Configurations& configurations);

// mask returns the configurations in which a package that is asked for has something to compile or,
// with its tests, something to import.
ConfigMask mask(const PackageFacts& facts, const Configurations& configurations,
                const std::set<std::string>& tags);

// directory returns where `import_path` lies in the module `path` ("." for the root), and
// import_path the inverse.
std::string directory(std::string_view import_path, std::string_view path);
std::string import_path(std::string_view path, std::string_view directory);

// Ignored is what the `ignore` lines of a go.mod say of a directory of that module.
struct Ignored {
  std::string_view directory;  // inside the module
  const std::vector<std::string>& lines;
};
// matches reports whether the go command, in the directory of the leaf, takes a package directory
// for one of these patterns: "./x", "./x/...", "..." being any text. Wildcards pass over
// directories that begin with "." or "_" or are called "testdata", over what lies in a directory
// "vendor" that the pattern does not name, and over ignored ones. Specification: `go help
// packages`.
bool matches(std::string_view directory, const std::vector<std::string>& patterns,
             const Ignored& ignored);
// The same for a leaf that is one module.
bool matches(std::string_view directory, const std::vector<std::string>& patterns,
             const std::vector<std::string>& ignore = {});

}  // namespace package_facts
}  // namespace goset
