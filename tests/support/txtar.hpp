#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace goset {

// Txtar is a text archive: a comment, then files, each begun by a line `-- NAME --`. Format:
// https://pkg.go.dev/golang.org/x/tools/txtar#hdr-Txtar_format.
struct Txtar {
  struct File {
    std::string name;
    std::string data;
  };

  std::string comment;
  std::vector<File> files;
};

namespace txtar {

// parse never fails: text without a file line is all comment. Every part that is not empty ends in
// a newline, which is added where it is missing.
Txtar parse(std::string_view text);

}  // namespace txtar
}  // namespace goset
