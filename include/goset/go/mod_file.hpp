#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/module.hpp"

namespace goset {

// ModFile is a go.mod file. Grammar and directives: https://go.dev/ref/mod#go-mod-file.
struct ModFile {
  struct Require {
    ModuleVersion mod;
    bool indirect = false;  // the line ends in `// indirect`
    int line = 0;           // 1-based
  };
  struct Replace {
    std::string old_path;
    std::string old_version;  // empty: every version
    std::string new_path;     // a module path, or a directory where new_version is empty
    std::string new_version;
    int line = 0;
    bool to_directory() const { return new_version.empty(); }
  };
  struct Retract {
    std::string low;  // equal to high for a single version
    std::string high;
    std::string rationale;  // the comment above or beside it, lines joined by "\n"
  };
  struct Godebug {
    std::string key;
    std::string value;
  };

  std::string module_path;                // empty if there is no module line
  std::optional<std::string> deprecated;  // text after "Deprecated:" in the module line's comment
  std::optional<std::string> go;          // "1.26.0"
  std::optional<std::string> toolchain;   // "go1.26.8" or "default"
  std::vector<Godebug> godebug;
  std::vector<Require> require;
  std::vector<ModuleVersion> exclude;
  std::vector<Replace> replace;
  std::vector<Retract> retract;
  std::vector<std::string> tool;  // package paths
  std::vector<std::string>
      ignore;  // "./dir" or "dir": see https://go.dev/ref/mod#go-mod-file-ignore
};

namespace mod_file {

// most_bytes is the limit that Go has for the go.mod of a module (golang.org/x/mod/zip); longer texts,
// also of a go.work, are refused.
inline constexpr std::size_t most_bytes = 16 << 20;

// most_requirements is ten times of what any go.mod has: each is a question to a proxy.
inline constexpr std::size_t most_requirements = 20'000;

// parse reads the main module's go.mod and refuses what Go refuses there, unknown directives
// included. Throws Error with every fault, one a line (`FILE:LINE: unknown directive: foo`): the
// first is the message, the others are notes. `file_name` is only for messages.
ModFile parse(std::string_view file_name, std::string_view text);

// parse_lax reads a dependency's go.mod as Go does: only module, go, require, retract and ignore
// count; unknown directives, and the main module's own, are skipped.
ModFile parse_lax(std::string_view file_name, std::string_view text);

}  // namespace mod_file
}  // namespace goset
