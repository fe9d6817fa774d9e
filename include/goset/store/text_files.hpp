#pragma once

#include <map>
#include <string>

namespace goset {

// TextFiles is a text that is one file, or a directory of files: by name relative to the directory, and
// by the empty name if it is one file.
using TextFiles = std::map<std::string, std::string>;

inline bool is_one_file(const TextFiles& files) {
  return files.contains("");
}

}  // namespace goset
