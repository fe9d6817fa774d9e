#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace goset::build {

// FileReferences is what lines of a source file name, in any configuration.
struct FileReferences {
  std::vector<std::string> embedded;  // patterns of //go:embed, without `all:`
  std::vector<std::string> included;  // names of #include and .incbin, as they stand there
  std::vector<std::string> named;     // paths in #cgo lines; ${SRCDIR} is "."
  bool has_computed_include = false;  // one whose name a macro gives
};

// references_of reads the text of a Go, C or assembly file. It takes more for a reference than is
// one: a line of a comment, or a branch that is never compiled.
FileReferences references_of(std::string_view text);

}  // namespace goset::build
