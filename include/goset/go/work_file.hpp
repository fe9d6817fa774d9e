#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/mod_file.hpp"

namespace goset {

// WorkFile is a go.work file. Grammar and directives: https://go.dev/ref/mod#workspaces.
struct WorkFile {
  struct Use {
    std::string directory;  // as written: relative to the go.work, or rooted
    int line = 0;
  };
  std::optional<std::string> go;
  std::optional<std::string> toolchain;
  std::vector<ModFile::Godebug> godebug;
  std::vector<Use> use;
  std::vector<ModFile::Replace> replace;

  // parse refuses what Go refuses; Error as from mod_file::parse. `file_name` is only for messages.
  static WorkFile parse(std::string_view file_name, std::string_view text);
};

}  // namespace goset
